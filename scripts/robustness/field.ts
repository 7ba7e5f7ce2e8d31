import type { Position } from 'geojson';
import { roundPosition } from '../../server/datasets/kinds/geometry.ts';
import type { PlanePoint } from '../demo/plane.ts';
import { seededRandom, type Random } from '../demo/random.ts';

/** Polygons in a plane of metres; the first corner of a ring is not repeated, holes come after their ring. */
export type Shape = PlanePoint[][][];

/** A municipality as a family draws it. */
export interface Drawing {
  boundary: Shape;
  zones: Shape[];
  areas: Shape[];
  segments: { line: PlanePoint[]; reachM: number }[];
}

/** Draws one case; `index` counts the cases of the family. */
export type Family = (random: Random, index: number) => Drawing;

/** The same as a file would hold it: [lng, lat] in degrees to the last digit of a double, valid or not. */
export interface Field {
  boundary: Position[][][];
  zones: Position[][][][];
  areas: Position[][][][];
  segments: { line: Position[]; reachM: number }[];
}

/** The middle of every field, near Crema. */
export const MIDDLE = [9.7, 45.4] as const;
/** On the WGS84 ellipsoid at that latitude. */
export const METRES_PER_DEGREE = { lng: 78_297, lat: 111_139 } as const;

/** The first cases of a family, the same on every machine. */
export function drawFields(name: string, family: Family, count: number): Field[] {
  return Array.from({ length: count }, (_, index) => {
    const { boundary, zones, areas, segments } = family(seededRandom('robustness', name, index), index);
    return {
      boundary: inDegrees(boundary),
      zones: zones.map(inDegrees),
      areas: areas.map(inDegrees),
      segments: segments.map(({ line, reachM }) => ({ line: line.map(placeOf), reachM })),
    };
  });
}

/** The same on the grid to which an import rounds: what rounding moves is no difference between two engines. */
export function onGrid({ boundary, zones, areas, segments }: Field): Field {
  return {
    boundary: roundShape(boundary),
    zones: zones.map(roundShape),
    areas: areas.map(roundShape),
    segments: segments.map(({ line, reachM }) => ({ line: roundAll(line), reachM })),
  };
}

function roundShape(shape: readonly Position[][][]): Position[][][] {
  return shape.map((rings) => rings.map(roundAll));
}

function roundAll(positions: readonly Position[]): Position[] {
  return positions.map(([lng, lat]) => roundPosition(lng!, lat!));
}

function inDegrees(shape: Shape): Position[][][] {
  return shape.map((rings) => rings.map((ring) => [...ring, ring[0]!].map(placeOf)));
}

function placeOf([x, y]: PlanePoint): Position {
  return [MIDDLE[0] + x / METRES_PER_DEGREE.lng, MIDDLE[1] + y / METRES_PER_DEGREE.lat];
}
