import type { PlanePoint } from './plane.ts';

/** A simple polygon in the plane: corners in order, the first not repeated at the end. */
export type Ring = readonly PlanePoint[];

/** Area in m2, positive where the corners run counter-clockwise. */
export function signedAreaM2(ring: Ring): number {
  let twice = 0;
  for (const [[ax, ay], [bx, by]] of edgesOf(ring)) twice += ax * by - bx * ay;
  return twice / 2;
}

/** The edges of a ring in order, the closing one last. */
export function edgesOf(ring: Ring): (readonly [PlanePoint, PlanePoint])[] {
  return ring.map((corner, index) => [corner, ring[(index + 1) % ring.length]!] as const);
}

/** Even-odd rule; a point on the edge may fall on either side. */
export function ringContains(ring: Ring, [x, y]: PlanePoint): boolean {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    const [ax, ay] = ring[index]!;
    const [bx, by] = ring[before]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Metres from a point to the segment a-b. */
export function distanceToSegmentM([x, y]: PlanePoint, [ax, ay]: PlanePoint, [bx, by]: PlanePoint): number {
  const dx = bx - ax;
  const dy = by - ay;
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Metres from a point to the nearest edge, whichever side it lies on. */
export function distanceToRingM(ring: Ring, point: PlanePoint): number {
  let nearest = Infinity;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index++) {
    nearest = Math.min(nearest, distanceToSegmentM(point, ring[before]!, ring[index]!));
  }
  return nearest;
}

export function centroidOf(ring: Ring): PlanePoint {
  let x = 0;
  let y = 0;
  let twice = 0;
  for (const [[ax, ay], [bx, by]] of edgesOf(ring)) {
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return [x / (3 * twice), y / (3 * twice)];
}

/**
 * Keeps the part of the ring where normal . point <= limit (Sutherland-Hodgman).
 * A ring that is not convex must stay in one piece.
 */
export function clipByHalfPlane(ring: Ring, normal: PlanePoint, limit: number): PlanePoint[] {
  const kept: PlanePoint[] = [];
  for (const [from, to] of edgesOf(ring)) {
    const fromOver = normal[0] * from[0] + normal[1] * from[1] - limit;
    const toOver = normal[0] * to[0] + normal[1] * to[1] - limit;
    if (fromOver <= 0) kept.push(from);
    if (fromOver < 0 !== toOver < 0 && fromOver !== 0 && toOver !== 0) {
      const part = fromOver / (fromOver - toOver);
      kept.push([from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]);
    }
  }
  return kept;
}

/** Andrew's monotone chain, counter-clockwise. */
export function convexHull(points: readonly PlanePoint[]): PlanePoint[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (ordered: readonly PlanePoint[]): PlanePoint[] => {
    const hull: PlanePoint[] = [];
    for (const point of ordered) {
      while (hull.length >= 2 && turn(hull.at(-2)!, hull.at(-1)!, point) <= 0) hull.pop();
      hull.push(point);
    }
    return hull.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** Moves every edge of a convex counter-clockwise ring outwards; corners stay pointed. */
export function growConvexRing(ring: Ring, byM: number): PlanePoint[] {
  const corners = ring.length;
  return ring.map((corner, index) => {
    const before = outwardNormal(ring[(index + corners - 1) % corners]!, corner);
    const after = outwardNormal(corner, ring[(index + 1) % corners]!);
    const stretch = byM / (1 + before[0] * after[0] + before[1] * after[1]);
    return [corner[0] + (before[0] + after[0]) * stretch, corner[1] + (before[1] + after[1]) * stretch];
  });
}

function outwardNormal([ax, ay]: PlanePoint, [bx, by]: PlanePoint): PlanePoint {
  const lengthM = Math.hypot(bx - ax, by - ay);
  return [(by - ay) / lengthM, (ax - bx) / lengthM];
}

function turn([ax, ay]: PlanePoint, [bx, by]: PlanePoint, [cx, cy]: PlanePoint): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
