import type { Position } from 'geojson';
import { type Box, boxesMeet, boxOf, boxWithin } from '../../server/geo/box.ts';
import { DistanceFrom } from '../../server/geo/distance.ts';
import { nearestPlace } from '../../server/geo/nearest-place.ts';

/** What a line that is being drawn or moved may be joined to. Positions are [lng, lat]. */
export interface SnapTargets {
  /** Delivery points. */
  points: readonly Position[];
  segments: readonly { id: string; lines: readonly (readonly Position[])[]; box: Box }[];
}

export const NO_TARGETS: SnapTargets = { points: [], segments: [] };

export const snapTargetsOf = (
  points: readonly Position[],
  segments: readonly { id: string; geometry: { coordinates: Position[][] } }[],
): SnapTargets => ({
  points,
  segments: segments.map(({ id, geometry: { coordinates } }) => ({ id, lines: coordinates, box: boxOf(coordinates) })),
});

/**
 * Where a position is drawn to: the nearest delivery point or end of a line within some metres, else the nearest place on a
 * line; null where there is none.
 *
 * @param except id of the segment that is being moved: it is not joined to itself
 */
export function snapTo(
  { points, segments }: SnapTargets,
  position: Position,
  withinM: number,
  except: string | null = null,
): Position | null {
  const around = boxWithin([position[0]!, position[1]!, position[0]!, position[1]!], withinM);
  const near = segments.filter(({ id, box }) => id !== except && boxesMeet(box, around)).map(({ lines }) => lines);
  const ends = near.flatMap((lines) => lines.flatMap((line) => [line[0]!, line.at(-1)!]));
  const from = new DistanceFrom(position);
  const distances = [...points, ...ends].map((place) => ({ place, distanceM: from.to(place) }));
  const nearest = distances.reduce((best, one) => (one.distanceM < best.distanceM ? one : best), {
    place: position,
    distanceM: Infinity,
  });
  if (nearest.distanceM <= withinM) return nearest.place;
  const onLine = nearestPlace(near.flat(), position);
  return onLine !== null && onLine.distanceM <= withinM ? onLine.position : null;
}
