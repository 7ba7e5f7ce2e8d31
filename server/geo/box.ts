/** `[west, south, east, north]` in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** Less than any degree of a meridian, and of a parallel by its cosine, on the WGS84 ellipsoid (110,574 m at the equator). */
const METRES_PER_DEGREE = 110_500;

const known = new WeakMap<readonly unknown[], Box>();

/**
 * The box around positions `[lng, lat]`, however deep they lie in the coordinates of a geometry. It is found once for each
 * geometry: coordinates never change.
 */
export function boxOf(coordinates: readonly unknown[]): Box {
  const box = known.get(coordinates) ?? findBox(coordinates);
  known.set(coordinates, box);
  return box;
}

function findBox(coordinates: readonly unknown[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (item: readonly unknown[]): void => {
    if (typeof item[0] !== 'number') {
      for (const inner of item) visit(inner as readonly unknown[]);
      return;
    }
    const [lng, lat] = item as readonly [number, number];
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  };
  visit(coordinates);
  return [west, south, east, north];
}

export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

export function boxHolds([west, south, east, north]: Box, [lng, lat]: readonly number[]): boolean {
  return west <= lng! && lng! <= east && south <= lat! && lat! <= north;
}

/** A box that holds everything within a distance (metres) of another one; up to 2 % wider than need be. */
export function boxWithin([west, south, east, north]: Box, distanceM: number): Box {
  const up = distanceM / METRES_PER_DEGREE;
  const farthest = Math.max(Math.abs(south - up), Math.abs(north + up));
  const aside = up / Math.cos((farthest * Math.PI) / 180);
  return [west - aside, south - up, east + aside, north + up];
}
