import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Position } from 'geojson';
import { type Box, boxesMeet, boxOf } from './box.ts';
import { cropTo } from './crop.ts';
import { type Piece, type Polygons, subtract } from './polygons.ts';

/** Something that covers ground; its pieces are made when they are first asked for. */
export interface Shape {
  box: Box;
  pieces: () => Piece[];
}

/** Shapes that are clipped away together: the fewer, the sooner a small rest needs little more work. */
const TAKEN_TOGETHER = 4;

/**
 * What of `from` none of some shapes covers; these may overlap freely and come in any order. Where many do, one often covers
 * all alone; else the largest are taken first, and the rest of them only as far as they are to be seen from what is left.
 */
export function uncovered(from: Polygons, shapes: readonly Shape[]): Polygons {
  const near = shapes.filter((shape) => boxesMeet(shape.box, boxOf(from)));
  if (near.some((shape) => boxHoldsBox(shape.box, boxOf(from)) && coversAll(shape, from))) return [];
  const bySize = near.length > TAKEN_TOGETHER ? near.toSorted((a, b) => sizeOf(b.box) - sizeOf(a.box)) : near;
  let left = from;
  for (let at = 0; at < bySize.length && left.length > 0; at += TAKEN_TOGETHER) {
    left = without(left, bySize.slice(at, at + TAKEN_TOGETHER));
  }
  return left;
}

function without(from: Polygons, shapes: readonly Shape[]): Polygons {
  const box = boxOf(from);
  const seen: Polygons[] = [];
  for (const shape of shapes) {
    if (!boxesMeet(shape.box, box)) continue;
    const cropped = cropTo(box, shape.pieces());
    if (cropped === 'everything') return [];
    seen.push(cropped);
  }
  return subtract(from, seen);
}

/** Whether one piece without holes holds every corner, and none of its edges comes between them. */
function coversAll(shape: Shape, polygons: Polygons): boolean {
  const box = boxOf(polygons);
  const corners = polygons.flatMap(([outer]) => outer!);
  return shape.pieces().some((piece) => {
    if (piece.rings.length > 1 || !boxHoldsBox(piece.box, box)) return false;
    const ring = { type: 'Polygon', coordinates: piece.rings } as const;
    if (!corners.every((corner) => booleanPointInPolygon(corner, ring))) return false;
    const seen = cropTo(box, [piece]);
    return seen === 'everything' || !polygons.some(([outer]) => ringsMeet(seen[0]![0]!, outer!));
  });
}

/** Whether any edge of one ring meets one of another, be it in a corner. */
function ringsMeet(one: readonly Position[], other: readonly Position[]): boolean {
  return one.some((end, index) => index > 0 && edgeMeetsRing(one[index - 1]!, end, other));
}

function edgeMeetsRing(start: Position, end: Position, ring: readonly Position[]): boolean {
  const box = boxOf([start, end]);
  for (let i = 1; i < ring.length; i++) {
    const from = ring[i - 1]!;
    const to = ring[i]!;
    if (from[0]! < box[0] && to[0]! < box[0]) continue;
    if (from[0]! > box[2] && to[0]! > box[2]) continue;
    if (from[1]! < box[1] && to[1]! < box[1]) continue;
    if (from[1]! > box[3] && to[1]! > box[3]) continue;
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

function sizeOf([west, south, east, north]: Box): number {
  return (east - west) * (north - south);
}
