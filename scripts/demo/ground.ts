import type { LineString, MultiLineString, MultiPolygon, Point, Polygon, Position } from 'geojson';

import type { CoverageFeature } from './coverage-feature.ts';
import type { Plane, PlanePoint } from './plane.ts';
import { type PlanePolygon, boundsOf, distanceToEdgeM, polygonsContain, readPolygons } from './polygons.ts';
import { distanceToSegmentM } from './rings.ts';

/** Where fibre lies or is being laid: asks whether a place has some within so many metres. */
export type Ground = (place: PlanePoint, withinM: number) => boolean;

/** What counts as fast, Mbit/s down. */
const FAST_MBPS = 1000;

/**
 * Reads where a fast network can be joined.
 *
 * @param coverage areas and premises; the slow ones of them do not count
 * @param laid     lines of what is being laid already, in the plane
 */
export function readGround(
  coverage: readonly CoverageFeature[],
  laid: readonly (readonly PlanePoint[])[],
  plane: Plane,
): Ground {
  const fast = coverage.filter(
    ({ properties }) => properties.technology === 'FTTH' && properties.down_mbps >= FAST_MBPS,
  );
  const areas = fast.flatMap(({ geometry }) => (isArea(geometry) ? withBounds(geometry, plane) : []));
  const premises = fast.flatMap(({ geometry }) => (isArea(geometry) ? [] : [plane.toPlane(geometry.coordinates)]));
  return (place, withinM) =>
    premises.some((one) => distanceM(one, place) <= withinM) ||
    laid.some((line) => distanceToLineM(line, place) <= withinM) ||
    areas.some(
      ({ polygon, bounds: [west, south, east, north] }) =>
        place[0] > west - withinM &&
        place[0] < east + withinM &&
        place[1] > south - withinM &&
        place[1] < north + withinM &&
        (polygonsContain([polygon], place) || distanceToEdgeM([polygon], place) <= withinM),
    );
}

const isArea = (geometry: Point | Polygon | MultiPolygon): geometry is Polygon | MultiPolygon =>
  geometry.type !== 'Point';

const withBounds = (geometry: Polygon | MultiPolygon, plane: Plane) =>
  readPolygons(geometry, plane).map((polygon: PlanePolygon) => ({ polygon, bounds: boundsOf(polygon.outer) }));

/** The lines of a geometry in the plane. */
export function readLines(geometry: LineString | MultiLineString, plane: Plane): PlanePoint[][] {
  const lines: Position[][] = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  return lines.map((line) => line.map(plane.toPlane));
}

export const distanceToLineM = (line: readonly PlanePoint[], place: PlanePoint): number =>
  Math.min(...line.slice(1).map((to, index) => distanceToSegmentM(place, line[index]!, to)));

export const distanceM = (a: PlanePoint, b: PlanePoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
