import type { Position } from 'geojson';
import { type Box, boxesMeet, boxOf } from './box.ts';
import { ringsHold } from './course.ts';
import { cropTo } from './crop.ts';
import { type Polygons, type Shape, subtract } from './polygons.ts';

/**
 * So many shapes at least are clipped away together, and more where what is left has more corners than they have: few, since a
 * small rest soon needs little work, but not each time a sweep over a large rest for the sake of a few.
 */
const TAKEN_TOGETHER = 4;

/**
 * What of `from` none of some shapes covers; these may overlap freely and come in any order. Where many do, one often covers
 * all alone; else the largest are taken first, and the rest of them only as far as they are to be seen from what is left.
 */
export function uncovered(from: Polygons, shapes: readonly Shape[]): Polygons {
  const box = boxOf(from);
  const near = shapes.filter((shape) => boxesMeet(shape.box, box));
  if (near.some((shape) => boxHoldsBox(shape.box, box) && coversAll(shape, from, box))) return [];
  if (near.length > TAKEN_TOGETHER) near.sort(largestFirst);
  let left = from;
  for (let next = 0; next < near.length && left.length > 0;) {
    const taken = takeSome(near, next, left, left === from ? box : boxOf(left));
    if (taken.seen === 'everything') return [];
    left = subtract(left, taken.seen);
    next = taken.next;
  }
  return left;
}

/** What is to be seen of the next shapes, and which one comes after them. */
function takeSome(
  near: readonly Shape[],
  first: number,
  left: Polygons,
  box: Box,
): { seen: Polygons[] | 'everything'; next: number } {
  const enough = cornersOf(left);
  const seen: Polygons[] = [];
  let [next, corners] = [first, 0];
  for (; next < near.length && (seen.length < TAKEN_TOGETHER || corners < enough); next++) {
    const shape = near[next]!;
    if (!boxesMeet(shape.box, box)) continue;
    const cropped = cropTo(box, shape.pieces());
    if (cropped === 'everything') return { seen: cropped, next };
    if (cropped.length > 0) seen.push(cropped);
    corners += cornersOf(cropped);
  }
  return { seen, next };
}

function cornersOf(polygons: Polygons): number {
  return polygons.reduce((sum, rings) => sum + rings.reduce((corners, ring) => corners + ring.length, 0), 0);
}

/** Whether one piece without holes holds every corner, and none of its edges comes between them. */
function coversAll(shape: Shape, polygons: Polygons, box: Box): boolean {
  return shape.pieces().some((piece) => {
    if (piece.rings.length > 1 || !boxHoldsBox(piece.box, box)) return false;
    if (!polygons.every(([outer]) => outer!.every(([lng, lat]) => ringsHold(piece.rings, lng!, lat!)))) return false;
    const seen = cropTo(box, [piece]);
    return seen === 'everything' || !polygons.some(([outer]) => ringsMeet(seen[0]![0]!, outer!));
  });
}

/** Whether any edge of one ring meets one of another, be it in a corner. */
function ringsMeet(one: readonly Position[], other: readonly Position[]): boolean {
  return one.some((end, index) => index > 0 && edgeMeetsRing(one[index - 1]!, end, other));
}

function edgeMeetsRing(start: Position, end: Position, ring: readonly Position[]): boolean {
  const [west, south, east, north] = boxOf([start, end]);
  for (let i = 1; i < ring.length; i++) {
    const from = ring[i - 1]!;
    const to = ring[i]!;
    if (from[0]! < west && to[0]! < west) continue;
    if (from[0]! > east && to[0]! > east) continue;
    if (from[1]! < south && to[1]! < south) continue;
    if (from[1]! > north && to[1]! > north) continue;
    if (turn(start, end, from) * turn(start, end, to) <= 0 && turn(from, to, start) * turn(from, to, end) <= 0)
      return true;
  }
  return false;
}

/** Positive where c lies to the left of the line from a to b; parallel edges and touching ones may come out either way. */
function turn(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (c[0]! - a[0]!) * (b[1]! - a[1]!);
}

function boxHoldsBox(outer: Box, inner: Box): boolean {
  return outer[0] <= inner[0] && inner[2] <= outer[2] && outer[1] <= inner[1] && inner[3] <= outer[3];
}

function largestFirst(a: Shape, b: Shape): number {
  const [sizeOfA, sizeOfB] = [sizeOf(a.box), sizeOf(b.box)];
  return sizeOfA > sizeOfB ? -1 : sizeOfA < sizeOfB ? 1 : 0;
}

function sizeOf([west, south, east, north]: Box): number {
  return (east - west) * (north - south);
}
