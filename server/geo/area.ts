import type { Position } from 'geojson';
import type { Polygons } from './polygons.ts';
import { sine } from './trigonometry.ts';

const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const EQUATORIAL_RADIUS_M = 6_378_137;
const DEGREE = Math.PI / 180;

/**
 * Area on the WGS84 ellipsoid, of polygons whose edges are straight in longitude and latitude, as GeoJSON's are. So the
 * areas of parts add up to the area of the whole, wherever it is cut.
 *
 * @param polygons coordinates of a MultiPolygon, [lng, lat] in degrees, rings either way round, holes after their ring
 * @returns m2. PostGIS `ST_Area(geography)` takes edges as geodesics: the same but for edges of many kilometres
 * Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), eq. 3-12
 */
export function areaM2(polygons: Polygons): number {
  return polygons.reduce(
    (total, [outer, ...holes]) =>
      total + ringAreaM2(outer ?? []) - holes.reduce((taken, hole) => taken + ringAreaM2(hole), 0),
    0,
  );
}

/** What lies between each edge and the ring's first latitude, by Simpson's rule along the edge. */
function ringAreaM2(ring: readonly Position[]): number {
  if (ring.length === 0) return 0;
  let sum = 0;
  let fromLng = ring[0]![0]!;
  let fromLat = ring[0]![1]!;
  const base = authalic(fromLat);
  let from = base;
  for (let i = 1; i < ring.length; i++) {
    const lng = ring[i]![0]!;
    const lat = ring[i]![1]!;
    const to = authalic(lat);
    const height = (from + 4 * authalic((fromLat + lat) / 2) + to) / 6 - base;
    sum += (lng - fromLng) * DEGREE * height;
    fromLng = lng;
    fromLat = lat;
    from = to;
  }
  return (Math.abs(sum) * EQUATORIAL_RADIUS_M ** 2) / 2;
}

/**
 * Twice the area between the equator and a latitude (degrees), for a radian of longitude and an equatorial radius of 1. The
 * inverse hyperbolic tangent of eq. 3-12 is its series: the seventh power is the last that shows in a double.
 */
function authalic(latitude: number): number {
  const sin = sine(latitude * DEGREE);
  const z = ECCENTRICITY_SQUARED * sin * sin;
  const series = 1 + z * (1 / 3 + z * (1 / 5 + z * (1 / 7 + z * (1 / 9 + z * (1 / 11 + z * (1 / 13 + z / 15))))));
  return (1 - ECCENTRICITY_SQUARED) * sin * (1 / (1 - z) + series);
}
