import { difference } from '@turf/difference';
import { featureCollection, multiPolygon } from '@turf/helpers';
import { intersect } from '@turf/intersect';
import { union } from '@turf/union';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { type Box, boxOf } from './box.ts';
import { type Course, boxOfCourse, courseOf } from './course.ts';

/** Coordinates of a MultiPolygon: polygons of rings of [lng, lat] in degrees, closed, the outer ring first. */
export type Polygons = Position[][][];

/** One polygon, its outer ring first, and the box around it. */
export interface Piece {
  rings: Course[];
  box: Box;
}

/** Something that covers ground; its pieces are made when they are first asked for. */
export interface Shape {
  box: Box;
  pieces: () => Piece[];
}

export function shapeOf(polygons: Polygons): Shape {
  const pieces = piecesOf(polygons);
  return { box: boxOf(polygons), pieces: () => pieces };
}

/** @param box the box around all of them, where it is known */
export function piecesOf(polygons: Polygons, box?: Box): Piece[] {
  return polygons.map((positions) => pieceOf(positions.map(courseOf), polygons.length === 1 ? box : undefined));
}

/** @param box the box around it, where it is known */
export function pieceOf(rings: Course[], box: Box | undefined): Piece {
  return { rings, box: box ?? boxOfCourse(rings[0] ?? []) };
}

/** All their rings, outer ones and holes. */
export function ringsOf(pieces: readonly Piece[]): readonly Course[] {
  return pieces.length === 1 ? pieces[0]!.rings : pieces.flatMap(({ rings }) => rings);
}

/** What of `from` none of `takeAway` covers; these may overlap freely and come in any order. */
export function subtract(from: Polygons, takeAway: readonly Polygons[]): Polygons {
  if (from.length === 0) return [];
  const clips = takeAway.filter((polygons) => polygons.length > 0);
  if (clips.length === 0) return from;
  return polygonsOf(difference(collect([from, ...clips])));
}

/** What both have in common. */
export function overlap(a: Polygons, b: Polygons): Polygons {
  if (a.length === 0 || b.length === 0) return [];
  return polygonsOf(intersect(collect([a, b])));
}

/** Everything that any of them covers. */
export function unite(all: readonly Polygons[]): Polygons {
  const parts = all.filter((polygons) => polygons.length > 0);
  if (parts.length === 0) return [];
  // turf refuses a single feature. Twice the same one would do, but the kernel errs where all its spikes lie on each other.
  return polygonsOf(union(collect(parts.length === 1 ? [parts[0]!, []] : parts)));
}

function collect(all: readonly Polygons[]) {
  return featureCollection(all.map((coordinates) => multiPolygon(coordinates)));
}

/** turf answers null where nothing is left. */
function polygonsOf(feature: Feature<Polygon | MultiPolygon> | null): Polygons {
  if (feature === null) return [];
  const { geometry } = feature;
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}
