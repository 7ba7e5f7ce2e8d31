import type { LngLat, PlanePoint } from '../../demo/plane.ts';

/** The middle of the region, [lng, lat] in degrees. */
export const MIDDLE = [9.5, 45.4] as const;

const METRES_PER_DEGREE = 111_150;

/**
 * From the plane in which the region is drawn, metres east and north of its middle, to [lng, lat] on the 1e-7 grid.
 * Each parallel keeps its length: 80 km from the middle, distances are out by up to 0.7 %.
 */
export function placeOf([x, y]: PlanePoint): LngLat {
  const lat = MIDDLE[1] + y / METRES_PER_DEGREE;
  const lng = MIDDLE[0] + x / (METRES_PER_DEGREE * 1.003 * Math.cos((lat * Math.PI) / 180));
  return [onGrid(lng), onGrid(lat)];
}

/** The other way round. */
export function pointOf([lng, lat]: readonly number[]): PlanePoint {
  const [east, north] = [lng! - MIDDLE[0], lat! - MIDDLE[1]];
  return [east * METRES_PER_DEGREE * 1.003 * Math.cos((lat! * Math.PI) / 180), north * METRES_PER_DEGREE];
}

/** A ring, whose first corner is not repeated in the plane, as a closed one. */
export function closedRing(ring: readonly PlanePoint[]): LngLat[] {
  const places = ring.map(placeOf);
  return [...places, places[0]!];
}

function onGrid(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7;
}
