import { cosine } from './trigonometry.ts';

const EQUATORIAL_RADIUS_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const DEGREE = Math.PI / 180;

/**
 * Metres in a degree of longitude (`kx`) and of latitude (`ky`) at a latitude, on the WGS84 ellipsoid.
 *
 * Source: cheap-ruler (Mapbox, ISC licence), whose formulas these are, with a cosine that is the same in every engine
 */
export function metresPerDegree(latitude: number): { kx: number; ky: number } {
  const cos = cosine(latitude * DEGREE);
  const squared = 1 / (1 - ECCENTRICITY_SQUARED * (1 - cos * cos));
  const normal = DEGREE * EQUATORIAL_RADIUS_M * Math.sqrt(squared);
  return { kx: normal * cos, ky: normal * squared * (1 - ECCENTRICITY_SQUARED) };
}
