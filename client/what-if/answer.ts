import { signal } from '@preact/signals';
import type { Polygons } from '../../server/geo/polygons.ts';
import type { FirmFeature, FirmList, MunicipalityGap, MunicipalitySheet } from '../api.ts';
import type { Loaded } from '../resource.ts';
import type { FollowedFirm, FollowedGap, WhatIfReply } from '../worker/protocol.ts';

/** What the worker has told of a municipality, all of it put together. */
export interface WhatIfGap extends Omit<FollowedGap, 'shapes' | 'firms'> {
  shapes: ReadonlyMap<string, { zoneId: string; when: 'before' | 'after'; polygons: Polygons }>;
  firms: ReadonlyMap<string, FollowedFirm>;
}

/** The gaps of the municipalities that the segment under the hand touches, by code; empty where there is no what-if. */
export const whatIfGaps = signal<ReadonlyMap<string, WhatIfGap>>(new Map());
/** Names of municipalities that the segment has come to, and that are not computed yet. */
export const missingMunicipalities = signal<readonly string[]>([]);

/** Takes in an answer: shapes and firms that it does not tell of are as they were. */
export function takeAnswer({ municipalities, missing }: Extract<WhatIfReply, { kind: 'answer' }>): void {
  const before = whatIfGaps.peek();
  whatIfGaps.value = new Map(
    municipalities.map(({ shapes, firms, ...gap }) => {
      const known = before.get(gap.code);
      return [
        gap.code,
        {
          ...gap,
          shapes: extend(known?.shapes, shapes, ({ when, zoneId }) => `${when}:${zoneId}`),
          firms: extend(known?.firms, firms, ({ id }) => id),
        },
      ];
    }),
  );
  missingMunicipalities.value = missing;
}

export function forgetAnswers(): void {
  whatIfGaps.value = new Map();
  missingMunicipalities.value = [];
}

/** The same map where nothing is new, so that nobody draws it again. */
function extend<T>(known: ReadonlyMap<string, T> | undefined, news: readonly T[], keyOf: (one: T) => string) {
  if (known && news.length === 0) return known;
  return new Map([...(known ?? []), ...news.map((one) => [keyOf(one), one] as const)]);
}

// What the sheet shows of a municipality while something of it is being changed: the worker's figures in the place of
// the stored ones, so that they follow target and horizon too.

export function sheetWith(loaded: Loaded<MunicipalitySheet>): Loaded<MunicipalitySheet> {
  const own = loaded.value && whatIfGaps.value.get(loaded.value.code);
  if (!own) return loaded;
  const { today: before, unchanged: after } = own;
  const firmsNewlyServed = after.firmsServed - before.firmsServed;
  const gap = { ...loaded.value!.gap, before, after, firmsNewlyServed };
  return { ...loaded, value: { ...loaded.value!, asked: own.asked, gap } };
}

/** @param code of the municipality that the gap is of */
export function gapWith(loaded: Loaded<MunicipalityGap>, code: string | null): Loaded<MunicipalityGap> {
  const own = code === null ? undefined : whatIfGaps.value.get(code);
  if (!own || loaded.value === null) return loaded;
  const names = new Map(loaded.value.features.map(({ properties }) => [properties.zoneId, properties]));
  const features = [...own.shapes].flatMap(([id, { zoneId, when, polygons }]) => {
    const zone = own.zones.find((one) => one.zoneId === zoneId);
    if (!zone || polygons.length === 0) return [];
    return {
      type: 'Feature' as const,
      id,
      geometry: { type: 'MultiPolygon' as const, coordinates: polygons as [number, number][][][] },
      properties: {
        zoneId,
        zoneName: names.get(zoneId)?.zoneName ?? null,
        municipalityCode: own.code,
        when,
        zoneAreaM2: zone.areaM2,
        gapAreaM2: when === 'before' ? zone.todayM2 : zone.changedM2,
        generated: names.get(zoneId)?.generated ?? false,
      },
    };
  });
  const gap = { ...loaded.value.gap, before: own.today, after: own.changed };
  return { ...loaded, value: { ...loaded.value, gap, features } };
}

/** @param code of the municipality that the firms are of */
export function firmsWith(loaded: Loaded<FirmList>, code: string | null): Loaded<FirmList> {
  const own = code === null ? undefined : whatIfGaps.value.get(code)?.firms;
  if (!own || loaded.value === null) return loaded;
  const features = loaded.value.features.map((firm) => {
    const changed = own.get(firm.id);
    return changed ? firmWith(firm, changed) : firm;
  });
  return { ...loaded, value: { ...loaded.value, features } };
}

const firmsMade = new WeakMap<FollowedFirm, { of: FirmFeature; made: FirmFeature }>();

/** The same object as long as nothing of the firm changes, so that its row is not drawn again. */
function firmWith(firm: FirmFeature, changed: FollowedFirm): FirmFeature {
  const known = firmsMade.get(changed);
  if (known?.of === firm) return known.made;
  const { id: _id, position: _position, wasServed: _wasServed, ...atTarget } = changed;
  const made = { ...firm, properties: { ...firm.properties, ...atTarget } };
  firmsMade.set(changed, { of: firm, made });
  return made;
}
