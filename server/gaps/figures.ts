import type { Figures } from './contract.ts';
import type { GapFirm } from './gap-input.ts';
import type { FirmState } from './firm-service.ts';
import { NEGLIGIBLE_GAP_M2 } from './method.ts';

/** One firm with a position, and what serves it. */
export interface PlacedFirm {
  firm: GapFirm;
  state: FirmState;
}

/**
 * Adds up one municipality on one day.
 *
 * @param zones m2 of each zone part and of its gap
 * @param placed firms with a position
 * @param positionUnknown how many firms are known only to the municipality: neither served nor unserved
 */
export function addUpFigures(
  zones: readonly { areaM2: number; gapAreaM2: number }[],
  placed: readonly PlacedFirm[],
  positionUnknown: number,
): Figures {
  const zoneAreaM2 = sum(zones, (zone) => zone.areaM2);
  const zoneGapM2 = sum(zones, (zone) => zone.gapAreaM2);
  const notServed = placed.filter(({ state }) => !state.served);
  const servedBy = (from: number, to: number) =>
    placed.filter(({ state }) => state.networks.length >= from && state.networks.length <= to).length;
  return {
    zoneAreaM2,
    zoneGapM2,
    zoneGapShare: zoneAreaM2 > 0 ? zoneGapM2 / zoneAreaM2 : null,
    zonesWithGap: zones.filter((zone) => zone.gapAreaM2 >= NEGLIGIBLE_GAP_M2).length,
    firmsServed: placed.length - notServed.length,
    firmsNotServed: notServed.length,
    firmsPositionUnknown: positionUnknown,
    employees: weigh(placed, ({ firm }) => firm.employees),
    exportShare: weigh(placed, ({ firm }) => firm.exportShare),
    aidClasses: { white: servedBy(0, 0), grey: servedBy(1, 1), black: servedBy(2, Infinity) },
  };
}

/** Firms that do not state the figure are counted apart: blank is not zero. */
function weigh(placed: readonly PlacedFirm[], weight: (placed: PlacedFirm) => number | null): Figures['employees'] {
  const stating = placed.filter((one) => weight(one) !== null);
  const total = sum(stating, (one) => weight(one)!);
  const notServed = sum(
    stating.filter(({ state }) => !state.served),
    (one) => weight(one)!,
  );
  return {
    firmsStating: stating.length,
    firmsNotStating: placed.length - stating.length,
    total,
    notServed,
    share: total > 0 ? notServed / total : null,
  };
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
