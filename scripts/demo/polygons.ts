import type { MultiPolygon, Polygon, Position } from 'geojson';

import type { Plane, PlanePoint } from './plane.ts';
import { type Ring, distanceToRingM, edgesOf, ringContains } from './rings.ts';

/** One polygon in the plane: outer ring counter-clockwise, holes clockwise. */
export type PlanePolygon = { outer: Ring; holes: readonly Ring[] };

/** Reads any GeoJSON polygon into the plane; the winding of the source is not relied upon. */
export function readPolygons(geometry: Polygon | MultiPolygon, plane: Plane): PlanePolygon[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const readRing = (positions: Position[]): PlanePoint[] => positions.slice(0, -1).map(plane.toPlane);
  return polygons.map(([outer = [], ...holes]) => ({ outer: readRing(outer), holes: holes.map(readRing) }));
}

/** Writes polygons as GeoJSON, Multi only where there are several. */
export function writePolygons(polygons: readonly PlanePolygon[], plane: Plane): Polygon | MultiPolygon {
  const coordinates = polygons.map(({ outer, holes }) => [outer, ...holes].map((ring) => closeRing(ring, plane)));
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates };
}

/** One ring as a closed GeoJSON ring. */
export function closeRing(ring: Ring, plane: Plane): Position[] {
  const positions = ring.map(plane.toLngLat);
  return [...positions, positions[0]!];
}

export function polygonsContain(polygons: readonly PlanePolygon[], point: PlanePoint): boolean {
  return polygons.some(
    ({ outer, holes }) => ringContains(outer, point) && !holes.some((hole) => ringContains(hole, point)),
  );
}

/** Metres to the nearest edge of any ring, holes included. */
export function distanceToEdgeM(polygons: readonly PlanePolygon[], point: PlanePoint): number {
  let nearest = Infinity;
  for (const { outer, holes } of polygons) {
    for (const ring of [outer, ...holes]) nearest = Math.min(nearest, distanceToRingM(ring, point));
  }
  return nearest;
}

/**
 * Whether a ring lies wholly inside, at least `marginM` from every edge.
 * Walks the ring in steps shorter than the margin: no edge can slip in between two steps.
 */
export function polygonsHoldRing(polygons: readonly PlanePolygon[], ring: Ring, marginM: number): boolean {
  if (!ring.every((corner) => polygonsContain(polygons, corner))) return false;
  if (polygons.some(({ holes }) => holes.some((hole) => ringContains(ring, hole[0]!)))) return false;
  return edgesOf(ring).every(([from, to]) => {
    const steps = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / marginM);
    return Array.from({ length: steps }, (_, step) => step / steps).every((part) => {
      const point: PlanePoint = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
      return distanceToEdgeM(polygons, point) >= marginM;
    });
  });
}

/** [west, south, east, north] in metres. */
export function boundsOf(points: Iterable<PlanePoint>): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}
