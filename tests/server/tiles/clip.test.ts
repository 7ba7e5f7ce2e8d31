import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipLine, clipRing } from '../../../server/tiles/clip.ts';
import type { GridLine } from '../../../server/tiles/grid.ts';
import { EXTENT } from '../../../server/tiles/tile.ts';

const far = fc.integer({ min: -3 * EXTENT, max: 4 * EXTENT });
const triangle = fc
  .tuple(far, far, far, far, far, far)
  .map((corners): GridLine => [...corners, corners[0], corners[1]]);

function areaOf(ring: GridLine): number {
  let twice = 0;
  for (let at = 2; at < ring.length; at += 2) twice += ring[at - 2]! * ring[at + 1]! - ring[at]! * ring[at - 1]!;
  return Math.abs(twice) / 2;
}
const moved = (line: GridLine, column: number, row: number) =>
  line.map((value, at) => value - (at % 2 === 0 ? column : row) * EXTENT);
const lengthOf = (line: GridLine) => {
  let length = 0;
  for (let at = 2; at < line.length; at += 2)
    length += Math.hypot(line[at]! - line[at - 2]!, line[at + 1]! - line[at - 1]!);
  return length;
};
const TILES = Array.from({ length: 64 }, (_, at) => [(at % 8) - 3, Math.floor(at / 8) - 3] as const);

test('what tiles hold of a ring adds up to the ring', () => {
  fc.assert(
    fc.property(triangle, (ring) => {
      const parts = TILES.map(([column, row]) => clipRing(moved(ring, column, row), 0));
      // A cut is rounded to the grid: half a step along each border of a tile at most.
      const slack = TILES.length * 4 * EXTENT * 0.5;
      expect(Math.abs(parts.reduce((sum, part) => sum + areaOf(part), 0) - areaOf(ring))).toBeLessThan(slack);
      for (const part of parts) expect(part.every((value) => value >= 0 && value <= EXTENT)).toBe(true);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('what tiles hold of a line adds up to the line', () => {
  // What runs along an edge belongs to the tiles on both sides.
  const offEdges = far.filter((value) => value % EXTENT !== 0);
  fc.assert(
    fc.property(fc.array(fc.tuple(offEdges, offEdges), { minLength: 2, maxLength: 6 }), (positions) => {
      const line = positions.flat();
      const parts = TILES.flatMap(([column, row]) => clipLine(moved(line, column, row), 0));
      const total = parts.reduce((sum, part) => sum + lengthOf(part), 0);
      expect(Math.abs(total - lengthOf(line))).toBeLessThanOrEqual(2 * TILES.length);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('a cut lies at the same place whichever way the border is walked', () => {
  fc.assert(
    fc.property(far, far, far, far, (x, y, otherX, otherY) => {
      const there = clipLine([x, y, otherX, otherY], 64).flat();
      const back = clipLine([otherX, otherY, x, y], 64).flat();
      const pairs = (line: GridLine) =>
        Array.from({ length: line.length / 2 }, (_, at) => `${line[2 * at]} ${line[2 * at + 1]}`);
      expect(pairs(back).toSorted()).toEqual(pairs(there).toSorted());
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('what lies wholly within is left as it is', () => {
  const ring: GridLine = [-64, 0, 4160, 0, 4160, 4160, -64, 0];
  expect(clipRing(ring, 64)).toBe(ring);
  expect(clipRing([5000, 0, 6000, 0, 6000, 10, 5000, 0], 64)).toEqual([]);
});
