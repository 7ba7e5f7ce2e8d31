import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, several } from './generic.ts';

const BLOCKS = 5;
const BLOCK_M = 420;

/** A town cut into blocks, edge on edge, where some neighbours have a corner in the middle of the shared edge. */
export function drawSharedEdges(random: Random): Drawing {
  const corners = Array.from({ length: BLOCKS + 1 }, (_, row) =>
    Array.from({ length: BLOCKS + 1 }, (_, column): PlanePoint => {
      const jitter = () => random.between(-0.25, 0.25) * BLOCK_M;
      return [(column - BLOCKS / 2) * BLOCK_M + jitter(), (row - BLOCKS / 2) * BLOCK_M + jitter()];
    }),
  );
  const block = () => drawBlock(corners, random.integer(0, BLOCKS - 1), random.integer(0, BLOCKS - 1), random);
  return { ...drawGeneric(random), zones: several(2, 5, random, block), areas: several(5, 14, random, block) };
}

/** One block or a row of several, with or without the corners in the middle of its sides. */
function drawBlock(corners: readonly PlanePoint[][], row: number, column: number, random: Random): Shape {
  const end = random.integer(column + 1, BLOCKS);
  const south = corners[row]!.slice(column, end + 1);
  const north = corners[row + 1]!.slice(column, end + 1).toReversed();
  const ring = [...south, ...north];
  return [
    [
      ring.flatMap((from, index) =>
        random.chance(0.4) ? [from, middle(from, ring[(index + 1) % ring.length]!)] : [from],
      ),
    ],
  ];
}

function middle([ax, ay]: PlanePoint, [bx, by]: PlanePoint): PlanePoint {
  return [(ax + bx) / 2, (ay + by) / 2];
}
