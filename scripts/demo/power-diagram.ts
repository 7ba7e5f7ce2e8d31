import type { PlanePoint } from './plane.ts';
import { type Ring, clipByHalfPlane } from './rings.ts';

/** A site of a power diagram; the weight, in m2, pushes its borders outwards. */
export type PowerSite = { at: PlanePoint; weightM2: number };

/**
 * The part of the outline that belongs to each site: |p - at|^2 - weight is smallest there.
 * A cell is empty where stronger neighbours cover it wholly. The outline need not be convex, but
 * no cell may meet it in two pieces.
 *
 * Source: Aurenhammer, Power Diagrams (SIAM J. Comput. 16, 1987)
 */
export function powerCells(sites: readonly PowerSite[], outline: Ring): PlanePoint[][] {
  return sites.map((site) => {
    // Nearest first: the cell is small before the many far neighbours are tried.
    const others = sites
      .filter((other) => other !== site)
      .toSorted((a, b) => squaredDistance(a.at, site.at) - squaredDistance(b.at, site.at));
    let cell: PlanePoint[] = [...outline];
    for (const other of others) {
      const normal: PlanePoint = [2 * (other.at[0] - site.at[0]), 2 * (other.at[1] - site.at[1])];
      const limit = squaredLength(other.at) - other.weightM2 - (squaredLength(site.at) - site.weightM2);
      cell = clipByHalfPlane(cell, normal, limit);
      if (cell.length < 3) return [];
    }
    return cell;
  });
}

export function squaredDistance(a: PlanePoint, b: PlanePoint): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;
}

function squaredLength(point: PlanePoint): number {
  return squaredDistance(point, [0, 0]);
}
