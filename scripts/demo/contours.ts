import type { PlanePoint } from './plane.ts';
import type { PlanePolygon } from './polygons.ts';
import { ringContains, signedAreaM2 } from './rings.ts';

/** Values on the nodes of a square grid, row by row from the south-west corner. */
export type Grid = {
  origin: PlanePoint;
  stepM: number;
  columns: number;
  rows: number;
  values: Float64Array;
};

/** Smaller rings (m2) are crumbs of the grid, not places. */
const SMALLEST_RING_M2 = 8000;
/** Crossings stay this far from the nodes, as a share of the step: no two corners ever fall together. */
const NODE_CLEARANCE = 0.08;

type Side = 'bottom' | 'right' | 'top' | 'left';
/** Marching squares: for each pattern of inside corners the lines to draw, the inside on their left. */
const LINES: Record<number, readonly (readonly [Side, Side])[]> = {
  1: [['bottom', 'left']],
  2: [['right', 'bottom']],
  3: [['right', 'left']],
  4: [['top', 'right']],
  5: [
    ['bottom', 'left'],
    ['top', 'right'],
  ],
  6: [['top', 'bottom']],
  7: [['top', 'left']],
  8: [['left', 'top']],
  9: [['bottom', 'top']],
  10: [
    ['right', 'bottom'],
    ['left', 'top'],
  ],
  11: [['right', 'top']],
  12: [['left', 'right']],
  13: [['bottom', 'right']],
  14: [['left', 'bottom']],
};

/** Samples a function over the bounds [west, south, east, north]; the outermost nodes stay outside every contour. */
export function sampleGrid(
  bounds: readonly [number, number, number, number],
  stepM: number,
  valueAt: (point: PlanePoint) => number,
): Grid {
  const columns = Math.ceil((bounds[2] - bounds[0]) / stepM) + 3;
  const rows = Math.ceil((bounds[3] - bounds[1]) / stepM) + 3;
  const origin: PlanePoint = [bounds[0] - stepM, bounds[1] - stepM];
  const values = new Float64Array(columns * rows).fill(Number.MAX_VALUE);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      values[row * columns + column] = valueAt([origin[0] + column * stepM, origin[1] + row * stepM]);
    }
  }
  return { origin, stepM, columns, rows, values };
}

/**
 * The polygons where the grid's value is at most `level`: valid, outer rings counter-clockwise.
 * Lines cross each grid edge at most once, hence no ring touches another or itself.
 */
export function contourPolygons(grid: Grid, level: number): PlanePolygon[] {
  const next = new Map<number, number>();
  for (let row = 0; row < grid.rows - 1; row++) {
    for (let column = 0; column < grid.columns - 1; column++) {
      const node = row * grid.columns + column;
      for (const [from, to] of LINES[insidePattern(grid, node, level)] ?? []) {
        next.set(edgeOf(grid, node, from), edgeOf(grid, node, to));
      }
    }
  }
  return nestRings(chainRings(next).map((edges) => edges.map((edge) => crossing(grid, edge, level))));
}

function insidePattern({ values, columns }: Grid, node: number, level: number): number {
  const inside = (index: number): number => (values[index]! <= level ? 1 : 0);
  return inside(node) + 2 * inside(node + 1) + 4 * inside(node + columns + 1) + 8 * inside(node + columns);
}

/** Grid edges are numbered: twice their lower-left node, plus 1 for those that run north. */
function edgeOf({ columns }: Grid, node: number, side: Side): number {
  if (side === 'bottom') return 2 * node;
  if (side === 'top') return 2 * (node + columns);
  return side === 'left' ? 2 * node + 1 : 2 * (node + 1) + 1;
}

function crossing({ values, columns, origin, stepM }: Grid, edge: number, level: number): PlanePoint {
  const node = Math.floor(edge / 2);
  const northward = edge % 2;
  const from = values[node]!;
  const to = values[node + (northward ? columns : 1)]!;
  const part = Math.min(1 - NODE_CLEARANCE, Math.max(NODE_CLEARANCE, (level - from) / (to - from)));
  const column = (node % columns) + (northward ? 0 : part);
  const row = Math.floor(node / columns) + (northward ? part : 0);
  return [origin[0] + column * stepM, origin[1] + row * stepM];
}

function chainRings(next: Map<number, number>): number[][] {
  const rings: number[][] = [];
  for (const start of next.keys()) {
    const ring: number[] = [];
    for (let edge: number | undefined = start; edge !== undefined && next.has(edge);) {
      const following: number = next.get(edge)!;
      next.delete(edge);
      ring.push(edge);
      edge = following;
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}

function nestRings(rings: PlanePoint[][]): PlanePolygon[] {
  const sized = rings
    .map((ring) => ({ ring, areaM2: signedAreaM2(ring) }))
    .filter(({ areaM2 }) => Math.abs(areaM2) >= SMALLEST_RING_M2);
  const outers = sized.filter(({ areaM2 }) => areaM2 > 0).toSorted((a, b) => a.areaM2 - b.areaM2);
  const polygons = outers.map(({ ring }) => ({ outer: ring, holes: [] as PlanePoint[][] }));
  for (const { ring, areaM2 } of sized) {
    // The smallest outer ring around a hole is the one it belongs to.
    if (areaM2 < 0) polygons.find(({ outer }) => ringContains(outer, ring[0]!))?.holes.push(ring);
  }
  return polygons.toReversed();
}
