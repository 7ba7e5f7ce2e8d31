import { area } from '@turf/area';
import { earthRadius, multiPolygon } from '@turf/helpers';
import type { Polygons } from './polygons.ts';

const ECCENTRICITY_SQUARED = (2 - 1 / 298.257223563) / 298.257223563;
const ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);
const EQUATORIAL_RADIUS_M = 6_378_137;
const DEGREE = Math.PI / 180;

/**
 * Area on the WGS84 ellipsoid. turf measures on a sphere; on authalic latitudes and with the authalic radius that
 * sphere has the same areas as the ellipsoid.
 *
 * @param polygons coordinates of a MultiPolygon, [lng, lat] in degrees, rings either way round
 * @returns m2; agrees with PostGIS `ST_Area(geography)` to 0.01 % for edges of some kilometres
 * Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), eq. 3-11 to 3-13
 */
export function areaM2(polygons: Polygons): number {
  const onSphere = polygons.map((rings) =>
    rings.map((ring) => ring.map(([lng, lat]) => [lng!, authalicLatitude(lat!)])),
  );
  return area(multiPolygon(onSphere).geometry) * TURF_TO_AUTHALIC;
}

const q = (sine: number): number =>
  (1 - ECCENTRICITY_SQUARED) *
  (sine / (1 - ECCENTRICITY_SQUARED * sine * sine) + Math.atanh(ECCENTRICITY * sine) / ECCENTRICITY);

const Q_AT_POLE = q(1);
const TURF_TO_AUTHALIC = (EQUATORIAL_RADIUS_M ** 2 * Q_AT_POLE) / 2 / earthRadius ** 2;

/** Degrees to degrees. */
function authalicLatitude(latitude: number): number {
  return Math.asin(Math.max(-1, Math.min(1, q(Math.sin(latitude * DEGREE)) / Q_AT_POLE))) / DEGREE;
}
