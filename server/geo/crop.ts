import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { polygon } from '@turf/helpers';
import type { Position } from 'geojson';
import { type Box, boxesMeet, boxOf } from './box.ts';
import type { Polygons } from './polygons.ts';

/**
 * What polygons look like from within a box. Rings lose the corners with which they run about beyond one side of it, and
 * rings of which nothing is to be seen are left out; no position is moved, so that overlays within the box come out
 * the same to the last digit, and sooner.
 *
 * @returns 'everything' where one polygon covers the whole box; elsewhere polygons that are the same within the box,
 *          and may be anything beyond it
 */
export function cropTo(box: Box, polygons: Polygons): Polygons | 'everything' {
  const seen: Polygons = [];
  for (const rings of polygons) {
    if (polygons.length > 1 && !boxesMeet(box, boxOf(rings[0]!))) continue;
    const [outer, ...holes] = rings.map((ring) => cropRing(ring, box));
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
  const cropped = dropCornersBeyond(ring, box);
  if (cropped.some((end, index) => index > 0 && edgeMayMeet(cropped[index - 1]!, end, box))) {
    return { ring: cropped, isSeen: true, holdsBox: false };
  }
  const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return { ring, isSeen: false, holdsBox: booleanPointInPolygon(middle, polygon([ring])) };
}

/** A corner goes where it and both its neighbours lie beyond the same side of the box: so does the edge that replaces it. */
function dropCornersBeyond(ring: Position[], box: Box): Position[] {
  const kept: Position[] = [ring[0]!];
  let before = sidesBeyond(ring[0]!, box);
  let here = sidesBeyond(ring[1]!, box);
  for (let i = 1; i + 1 < ring.length; i++) {
    const after = sidesBeyond(ring[i + 1]!, box);
    if ((before & here & after) === 0) {
      kept.push(ring[i]!);
      before = here;
    }
    here = after;
  }
  if (kept.length === ring.length - 1) return ring;
  kept.push(ring[0]!);
  // Beyond the box a ring may now cross itself. Which way round it runs must stay, or within would be without.
  return runsClockwise(kept) === runsClockwise(ring) ? kept : ring;
}

/** The sides of the box beyond which a position lies, a bit each. */
function sidesBeyond(position: Position, box: Box): number {
  const lng = position[0]!;
  const lat = position[1]!;
  return (lng < box[0] ? 1 : lng > box[2] ? 2 : 0) | (lat < box[1] ? 4 : lat > box[3] ? 8 : 0);
}

function edgeMayMeet(start: Position, end: Position, box: Box): boolean {
  return (sidesBeyond(start, box) & sidesBeyond(end, box)) === 0;
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
