import type { Position } from 'geojson';
import { cosine } from './trigonometry.ts';

/** `[west, south, east, north]` in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Less than any degree of a meridian, and of a parallel by its cosine, on the WGS84 ellipsoid (110,574 m at the equator). */
const METRES_PER_DEGREE = 110_500;

/** The box around positions `[lng, lat]`, however deep they lie in the coordinates of a geometry. */
export function boxOf(coordinates: readonly unknown[]): Box {
  const box: GrowingBox = [Infinity, Infinity, -Infinity, -Infinity];
  if (typeof coordinates[0] === 'number') grow(box, [coordinates as Position]);
  else growByAll(box, coordinates as readonly (readonly unknown[])[]);
  return box;
}

type GrowingBox = [west: number, south: number, east: number, north: number];

function growByAll(box: GrowingBox, items: readonly (readonly unknown[])[]): void {
  if (typeof items[0]?.[0] === 'number') grow(box, items as readonly Position[]);
  else for (const item of items) growByAll(box, item as readonly (readonly unknown[])[]);
}

function grow(box: GrowingBox, positions: readonly Position[]): void {
  let [west, south, east, north] = box;
  for (const position of positions) {
    const lng = position[0]!;
    const lat = position[1]!;
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  [box[0], box[1], box[2], box[3]] = [west, south, east, north];
}

export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

export function boxHolds(box: Box, position: Position): boolean {
  return box[0] <= position[0]! && position[0]! <= box[2] && box[1] <= position[1]! && position[1]! <= box[3];
}

/** A box that holds everything within a distance (metres) of another one; up to 2 % wider than need be. */
export function boxWithin([west, south, east, north]: Box, distanceM: number): Box {
  const up = distanceM / METRES_PER_DEGREE;
  const farthest = Math.max(Math.abs(south - up), Math.abs(north + up));
  const aside = up / cosine((farthest * Math.PI) / 180);
  return [west - aside, south - up, east + aside, north + up];
}
