import type { Position } from 'geojson';
import { type Box, boxesMeet } from './box.ts';
import { type Course, courseOf, positionsOf, ringsHold, runsClockwise } from './course.ts';
import type { Piece, Polygons } from './polygons.ts';

/**
 * What polygons look like from within a box. Rings lose the corners with which they run about beyond one side of it, and
 * rings of which nothing is to be seen are left out; no position is moved, so that overlays within the box come out
 * the same, and sooner.
 *
 * @returns 'everything' where one polygon covers the whole box; elsewhere polygons that are the same within the box,
 *          and may be anything beyond it
 * @throws Error where a coordinate is not a number or infinite
 */
export function cropTo(box: Box, pieces: readonly Piece[]): Polygons | 'everything' {
  const seen: Polygons = [];
  for (const piece of pieces) {
    if (!boxesMeet(box, piece.box)) continue;
    const polygon = cropPiece(piece, box);
    if (polygon === 'everything') return polygon;
    if (polygon !== null) seen.push(polygon);
  }
  return seen;
}

/** @returns null where nothing of it is to be seen */
function cropPiece({ rings }: Piece, box: Box): Position[][] | 'everything' | null {
  const seen: Position[][] = [];
  let outerSurrounds = false;
  for (let number = 0; number < rings.length; number++) {
    const ring = rings[number]!;
    const cropped = cropRing(ring, box);
    if (cropped !== null) {
      seen.push(cropped);
      continue;
    }
    const surrounds = ringsHold([ring], (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    if (number === 0 && !surrounds) return null;
    if (number === 0) outerSurrounds = true;
    // The box lies in a hole.
    else if (surrounds) return null;
  }
  if (!outerSurrounds) return seen;
  return seen.length === 0 ? 'everything' : [positionsOf(rings[0]!), ...seen];
}

/** The places of the corners that are kept; one row of numbers for all rings, since they are cropped one at a time. */
let kept = new Int32Array(1024);

/** @returns null where no edge may cross the box */
function cropRing(ring: Course, box: Box): Position[] | null {
  if (kept.length < ring.length) kept = new Int32Array(2 * ring.length);
  const [west, south, east, north] = box;
  const last = ring.length - 2;
  let count = 1;
  kept[0] = 0;
  let isSeen = false;
  let sum = ring[0]! + ring[1]!;
  // The sides of the box beyond which a corner lies, a bit each: of the last one kept, of this one, of the next one.
  let before = sidesBeyond(ring[0]!, ring[1]!, west, south, east, north);
  let here = sidesBeyond(ring[2]!, ring[3]!, west, south, east, north);
  for (let at = 2; at <= last; at += 2) {
    sum += ring[at]! + ring[at + 1]!;
    const after = at < last ? sidesBeyond(ring[at + 2]!, ring[at + 3]!, west, south, east, north) : 0;
    // A corner goes where it and both its neighbours lie beyond the same side: so does the edge that replaces it.
    if ((before & here & after) === 0) {
      kept[count++] = at;
      if ((before & here) === 0) isSeen = true;
      before = here;
    }
    here = after;
  }
  // It would lie beyond no side, or be left out as if it lay beyond one.
  if (!Number.isFinite(sum)) throw new Error('a ring has a coordinate that is not a number');
  if (!isSeen) return null;
  const whole = 2 * count === ring.length;
  const cropped: Position[] = [];
  for (let i = 0; i < count; i++) cropped.push([ring[kept[i]!]!, ring[kept[i]! + 1]!]);
  // Beyond the box a ring may now cross itself. Which way round it runs must stay, or within would be without.
  return whole || runsClockwise(courseOf(cropped)) === runsClockwise(ring) ? cropped : positionsOf(ring);
}

function sidesBeyond(lng: number, lat: number, west: number, south: number, east: number, north: number): number {
  return (lng < west ? 1 : lng > east ? 2 : 0) | (lat < south ? 4 : lat > north ? 8 : 0);
}
