import type { FirmService } from '../../server/firms/contract.ts';
import type { FirmOnMap } from '../api.ts';
import { FIRM_SERVICES } from './styles.ts';
import type { Point } from './tiles/tile-grid.ts';

type Firm = Extract<FirmOnMap, { id: string }>;

/** What stands on the map for a firm, or for several. */
export interface Mark extends Point {
  /** The zoom in whose world pixels it stands. */
  zoom: number;
  /** Null where it stands for several. */
  firm: Firm | null;
  count: number;
  counts: Record<FirmService, number>;
}

/** What a mark says of what a tile holds: a firm, or several. */
export function markOf(properties: FirmOnMap): Pick<Mark, 'firm' | 'count' | 'counts'> {
  if (!('id' in properties)) return { firm: null, count: properties.count, counts: properties };
  return { firm: properties, count: 1, counts: { ...NONE, [properties.service]: 1 } };
}

export const NONE = Object.fromEntries(FIRM_SERVICES.map((service) => [service, 0])) as Record<FirmService, number>;
