/** A place in metres east and north of the origin of its plane. */
export type PlanePoint = readonly [x: number, y: number];

/** [lng, lat] in degrees WGS84. */
export type LngLat = [lng: number, lat: number];

/** Metres around one place: good to 0.1 % within some 25 km of the origin. */
export type Plane = {
  toPlane: (place: readonly number[]) => PlanePoint;
  /** rounded to 6 decimals: 0.1 m */
  toLngLat: (point: PlanePoint) => LngLat;
};

const EQUATOR_RADIUS_M = 6378137;
const ECCENTRICITY_SQUARED = 0.0066943799901413165;

/**
 * The plane that touches the ellipsoid at the origin, [lng, lat].
 *
 * Source: radii of curvature of the meridian and the prime vertical, Snyder, Map Projections
 * (USGS PP 1395), eq. 4-18 and 4-20
 */
export function localPlane(origin: readonly number[]): Plane {
  const [lng0 = 0, lat0 = 0] = origin;
  const latitude = (lat0 * Math.PI) / 180;
  const flattening = 1 - ECCENTRICITY_SQUARED * Math.sin(latitude) ** 2;
  const metresPerLatDegree = (Math.PI / 180) * EQUATOR_RADIUS_M * ((1 - ECCENTRICITY_SQUARED) / flattening ** 1.5);
  const metresPerLngDegree = (Math.PI / 180) * (EQUATOR_RADIUS_M / Math.sqrt(flattening)) * Math.cos(latitude);
  return {
    toPlane: ([lng = 0, lat = 0]) => [(lng - lng0) * metresPerLngDegree, (lat - lat0) * metresPerLatDegree],
    toLngLat: ([x, y]) => [roundDegrees(lng0 + x / metresPerLngDegree), roundDegrees(lat0 + y / metresPerLatDegree)],
  };
}

/** Rounds to 6 decimals, about 0.1 m. */
function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
