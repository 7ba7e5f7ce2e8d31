import type { FirmOnMap } from '../api.ts';
import { groupPoints } from './group-points.ts';
import { type Mark, markOf, NONE } from './firm-mark.ts';
import { FIRM_SERVICES } from './styles.ts';
import { inWorld, isOn, tileSidePx } from './tiles/tile-grid.ts';
import { type Decided, plannedMarks } from './planned-firms.ts';
import type { TilePiece } from './tiles/tile-layer.ts';

/** From here on tiles name every firm, and those that would cover one another are gathered here. */
const SINGLE_ZOOM = 13.5;
/** Here all stand apart but those at the same place. */
const CLOSEST_ZOOM = 17;

/** The marks of the firms in sight: those of the tiles, each once, and close together as one. */
export function gatherFirms(pieces: readonly TilePiece<FirmOnMap>[], zoom: number, decided?: Decided | null): Mark[] {
  const worldPx = tileSidePx(0, zoom);
  const inTiles = pieces.flatMap(({ ground, tile }) =>
    tile.features.flatMap(({ properties, courses }): Mark[] => {
      const at = inWorld(tile, courses[0]![0]!);
      if (!isOn(ground, at)) return [];
      return [{ x: at.x * worldPx, y: at.y * worldPx, zoom, ...markOf(properties) }];
    }),
  );
  const marks = decided && inTiles.length > 0 ? plannedMarks(inTiles, decided, zoom) : inTiles;
  const reachPx = zoom >= CLOSEST_ZOOM ? 1 : zoom >= SINGLE_ZOOM ? 9 : 0;
  return groupPoints(marks, reachPx).map(({ x, y, members }) =>
    members.length === 1 ? members[0]! : { x, y, zoom, firm: null, ...sumOf(members) },
  );
}

function sumOf(marks: readonly Mark[]): Pick<Mark, 'count' | 'counts'> {
  const counts = { ...NONE };
  for (const mark of marks) for (const service of FIRM_SERVICES) counts[service] += mark.counts[service];
  return { count: marks.reduce((sum, { count }) => sum + count, 0), counts };
}
