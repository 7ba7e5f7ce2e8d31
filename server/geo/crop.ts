import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Position } from 'geojson';
import { type Box, boxesMeet } from './box.ts';
import type { Piece, Polygons } from './polygons.ts';

/**
 * What polygons look like from within a box. Rings lose the corners with which they run about beyond one side of it, and
 * rings of which nothing is to be seen are left out; no position is moved, so that overlays within the box come out
 * the same, and sooner.
 *
 * @returns 'everything' where one polygon covers the whole box; elsewhere polygons that are the same within the box,
 *          and may be anything beyond it
 */
export function cropTo(box: Box, pieces: readonly Piece[]): Polygons | 'everything' {
  const seen: Polygons = [];
  for (const piece of pieces) {
    if (!boxesMeet(box, piece.box)) continue;
    const [outer, ...holes] = piece.rings.map((ring) => cropRing(ring, box));
    if (!outer!.isSeen && !outer!.holdsBox) continue;
    if (holes.some((hole) => !hole.isSeen && hole.holdsBox)) continue;
    const seenHoles = holes.filter((hole) => hole.isSeen);
    if (!outer!.isSeen && seenHoles.length === 0) return 'everything';
    seen.push([outer!.ring, ...seenHoles.map((hole) => hole.ring)]);
  }
  return seen;
}

interface CroppedRing {
  ring: Position[];
  /** Whether an edge may cross the box. */
  isSeen: boolean;
  /** Where none does: whether the box lies within the ring. */
  holdsBox: boolean;
}

function cropRing(ring: Position[], box: Box): CroppedRing {
  const kept: Position[] = [ring[0]!];
  let isSeen = false;
  let before = sidesBeyond(ring[0]!, box);
  let here = sidesBeyond(ring[1]!, box);
  for (let i = 1; i < ring.length; i++) {
    const after = i + 1 < ring.length ? sidesBeyond(ring[i + 1]!, box) : 0;
    // A corner goes where it and both its neighbours lie beyond the same side: so does the edge that replaces it.
    if ((before & here & after) === 0) {
      kept.push(ring[i]!);
      if ((before & here) === 0) isSeen = true;
      before = here;
    }
    here = after;
  }
  if (!isSeen) {
    const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return { ring, isSeen, holdsBox: booleanPointInPolygon(middle, { type: 'Polygon', coordinates: [ring] }) };
  }
  // Beyond the box a ring may now cross itself. Which way round it runs must stay, or within would be without.
  const isSame = kept.length === ring.length || runsClockwise(kept) !== runsClockwise(ring);
  return { ring: isSame ? ring : kept, isSeen, holdsBox: false };
}

/** The sides of the box beyond which a position lies, a bit each. */
function sidesBeyond(position: Position, box: Box): number {
  const lng = position[0]!;
  const lat = position[1]!;
  return (lng < box[0] ? 1 : lng > box[2] ? 2 : 0) | (lat < box[1] ? 4 : lat > box[3] ? 8 : 0);
}

function runsClockwise(ring: readonly Position[]): boolean {
  const originLng = ring[0]![0]!;
  const originLat = ring[0]![1]!;
  let doubleArea = 0;
  let fromLng = 0;
  let fromLat = 0;
  for (let i = 1; i < ring.length; i++) {
    const lng = ring[i]![0]! - originLng;
    const lat = ring[i]![1]! - originLat;
    doubleArea += fromLng * lat - lng * fromLat;
    fromLng = lng;
    fromLat = lat;
  }
  return doubleArea < 0;
}
