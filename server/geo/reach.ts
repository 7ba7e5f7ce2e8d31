import CheapRuler from 'cheap-ruler';
import type { Position } from 'geojson';
import type { Polygons } from './polygons.ts';

/** How far the sides of a many-sided figure may lie inside the circle they stand for: two grid steps. */
const SAGITTA_M = 0.02;

/**
 * Everything within a distance of a line: a stadium round each of its edges. They overlap; clipping unites them.
 *
 * @param line  positions [lng, lat] in degrees WGS84
 * @param reach metres
 * @returns one polygon an edge
 */
export function stadiums(line: readonly Position[], reach: number): Polygons {
  if (reach <= 0) return [];
  return line.slice(1).map((end, index) => [stadium(line[index]!, end, reach)]);
}

/** Everything within a distance (metres) of a position. */
export function disc(centre: Position, reach: number): Polygons {
  return reach <= 0 ? [] : [[stadium(centre, centre, reach)]];
}

function stadium(start: Position, end: Position, reach: number): Position[] {
  const ruler = new CheapRuler((start[1]! + end[1]!) / 2, 'meters');
  const eastM = (end[0]! - start[0]!) * ruler.kx;
  const northM = (end[1]! - start[1]!) * ruler.ky;
  const heading = Math.atan2(northM, eastM);
  const sides = Math.ceil(Math.PI / (2 * Math.acos(1 - SAGITTA_M / Math.max(reach, 1))));
  const arc = (centre: Position, from: number): Position[] =>
    Array.from({ length: sides + 1 }, (_, step) => {
      const angle = from + (step * Math.PI) / sides;
      return [centre[0]! + (reach * Math.cos(angle)) / ruler.kx, centre[1]! + (reach * Math.sin(angle)) / ruler.ky];
    });
  const ring = [...arc(end, heading - Math.PI / 2), ...arc(start, heading + Math.PI / 2)];
  ring.push(ring[0]!);
  return ring;
}
