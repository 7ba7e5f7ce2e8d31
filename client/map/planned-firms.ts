import type { FirmService } from '../../server/firms/contract.ts';
import type { FirmFeature, FirmList, FirmOnMap } from '../api.ts';
import { type Mark, markOf } from './firm-mark.ts';
import { tileSidePx } from './tiles/tile-grid.ts';

/** What a plan decides about firms. */
export interface Decided {
  firms: ReadonlyMap<string, FirmService>;
  /** The firms of the chosen municipality, which stand on the map from farther away than tiles name them. */
  whole: FirmList | null;
}

/** The marks of firms as a plan leaves them. Groups of tiles know nothing of it: they are left out. */
export function plannedMarks(inTiles: readonly Mark[], { firms, whole }: Decided, zoom: number): Mark[] {
  const decide = (mark: Mark): Mark[] =>
    mark.firm === null
      ? []
      : [{ ...mark, ...markOf({ ...mark.firm, service: firms.get(mark.firm.id) ?? mark.firm.service }) }];
  const own = whole?.features.flatMap((feature) => standing(feature, zoom)) ?? [];
  const known = new Set(own.map(({ firm }) => firm?.id));
  return [...own, ...inTiles.filter(({ firm }) => !known.has(firm?.id))].flatMap(decide);
}

function standing({ id, geometry, properties }: FirmFeature, zoom: number): Mark[] {
  if (geometry === null || properties.positionPrecision === 'municipality') return [];
  const [lng, lat] = geometry.coordinates;
  const sidePx = tileSidePx(0, zoom);
  const { name, service, generated, servedFrom, nearestServedM, employees } = properties;
  const firm: Extract<FirmOnMap, { id: string }> = {
    id,
    name,
    service,
    generated,
    ...(servedFrom !== null && { servedFrom }),
    ...(nearestServedM !== null && { nearestServedM }),
    ...(employees !== null && { employees }),
  };
  return [{ x: ((lng + 180) / 360) * sidePx, y: northShare(lat) * sidePx, zoom, ...markOf(firm) }];
}

/** How far from the north a latitude lies in Web Mercator, in parts of the world. */
const northShare = (lat: number): number => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
