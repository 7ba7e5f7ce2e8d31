import { describe, expect, it } from 'vitest';

import { contourPolygons, sampleGrid } from '../../../scripts/demo/contours.ts';
import type { PlanePoint } from '../../../scripts/demo/plane.ts';
import { polygonsContain } from '../../../scripts/demo/polygons.ts';
import { seededNoise, seededRandom } from '../../../scripts/demo/random.ts';
import { edgesOf, signedAreaM2 } from '../../../scripts/demo/rings.ts';

const noise = seededNoise('contours');
const grid = sampleGrid([0, 0, 6000, 5000], 100, ([x, y]) => noise(x, y, 700));
const levels = [-0.4, -0.1, 0, 0.2, 0.5];

describe('contours of a grid', () => {
  it.each(levels)('never touch or cross themselves or each other at level %d', (level) => {
    const rings = contourPolygons(grid, level).flatMap(({ outer, holes }) => [outer, ...holes]);
    const edges = rings.flatMap((ring) => edgesOf(ring));
    expect(edges.length).toBeGreaterThan(100);
    const crossing = edges.flatMap((edge, index) => edges.slice(index + 1).filter((other) => meet(edge, other)));
    expect(crossing).toEqual([]);
  });

  it.each(levels)('hold the nodes at or below level %d, but for crumbs, and no others', (level) => {
    const polygons = contourPolygons(grid, level);
    const random = seededRandom('nodes', level);
    const agreeing = Array.from({ length: 400 }, () => {
      const node: PlanePoint = [100 * random.integer(0, 60), 100 * random.integer(0, 50)];
      return polygonsContain(polygons, node) === noise(...node, 700) <= level;
    }).filter(Boolean);
    expect(agreeing.length).toBeGreaterThan(385);
  });

  it('turn outer rings counter-clockwise and holes clockwise', () => {
    for (const { outer, holes } of contourPolygons(grid, 0.2)) {
      expect(signedAreaM2(outer)).toBeGreaterThan(0);
      for (const hole of holes) expect(signedAreaM2(hole)).toBeLessThan(0);
    }
  });
});

type Edge = readonly [PlanePoint, PlanePoint];

/** Whether two edges have a point in common other than a shared corner. */
function meet([a, b]: Edge, [c, d]: Edge): boolean {
  if (a === c || a === d || b === c || b === d) return false;
  const apart = ([0, 1] as const).some(
    (axis) =>
      Math.max(a[axis], b[axis]) < Math.min(c[axis], d[axis]) ||
      Math.max(c[axis], d[axis]) < Math.min(a[axis], b[axis]),
  );
  return !apart && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
}

function side([ax, ay]: PlanePoint, [bx, by]: PlanePoint, [cx, cy]: PlanePoint): number {
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}
