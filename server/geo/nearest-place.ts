import type { Position } from 'geojson';
import { metresPerDegree } from './metres-per-degree.ts';

/** The place on some lines that is nearest to a position. */
export interface NearestPlace {
  position: Position;
  distanceM: number;
  /** Which line, and the corner in which the edge ends that the place lies on. */
  line: number;
  corner: number;
}

/**
 * The place on lines of [lng, lat] that is nearest to a position, the first of those equally near; null where there are no
 * lines. Measured on the plane that touches the ellipsoid at the position's latitude: for what lies near.
 */
export function nearestPlace(lines: readonly (readonly Position[])[], to: Position): NearestPlace | null {
  const { kx, ky } = metresPerDegree(to[1]!);
  const [lng, lat] = [to[0]!, to[1]!];
  let best: NearestPlace | null = null;
  for (const [line, positions] of lines.entries()) {
    for (let corner = 1; corner < positions.length; corner++) {
      const [from, end] = [positions[corner - 1]!, positions[corner]!];
      const east = (end[0]! - from[0]!) * kx;
      const north = (end[1]! - from[1]!) * ky;
      const squared = east * east + north * north;
      const along = squared === 0 ? 0 : ((lng - from[0]!) * kx * east + (lat - from[1]!) * ky * north) / squared;
      const position =
        along <= 0 ? from : along >= 1 ? end : [from[0]! + (east / kx) * along, from[1]! + (north / ky) * along];
      const distanceM = Math.hypot((position[0]! - lng) * kx, (position[1]! - lat) * ky);
      if (best === null || distanceM < best.distanceM) best = { position, distanceM, line, corner };
    }
  }
  return best;
}
