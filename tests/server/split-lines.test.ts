import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DistanceFrom } from '../../server/geo/distance.ts';
import { courseOf } from '../../server/geo/course.ts';
import { nearestPlace } from '../../server/geo/nearest-place.ts';
import { splitLines } from '../../server/segments/split-lines.ts';

const LINES = [
  [
    [9.6, 45.3],
    [9.61, 45.3],
    [9.61, 45.31],
  ],
  [
    [9.62, 45.3],
    [9.63, 45.3],
  ],
];

test('split at a corner the parts have just the corners of the whole', () => {
  expect(splitLines(LINES, [9.61, 45.3])).toEqual({
    first: [LINES[0]!.slice(0, 2)],
    rest: [LINES[0]!.slice(1), LINES[1]],
  });
});

test('split within an edge there is a new corner on the grid, which belongs to both', () => {
  expect(splitLines(LINES, [9.605_000_04, 45.300_001])).toEqual({
    first: [
      [
        [9.6, 45.3],
        [9.605, 45.3],
      ],
    ],
    rest: [[[9.605, 45.3], ...LINES[0]!.slice(1)], LINES[1]],
  });
});

test('between two lines of a segment each part keeps whole lines', () => {
  expect(splitLines(LINES, [9.61, 45.31])).toEqual({ first: [LINES[0]], rest: [LINES[1]] });
  expect(splitLines(LINES, [9.62, 45.3])).toEqual({ first: [LINES[0]], rest: [LINES[1]] });
});

test('beside the lines, or where they begin and end, nothing is split', () => {
  expect(splitLines(LINES, [9.605, 45.300_02])).toBe('beside');
  expect(splitLines(LINES, [9.6, 45.3])).toBe('end');
  expect(splitLines(LINES, [9.63, 45.3])).toBe('end');
});

const position = fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 200_000 })).map(
  // On the grid, over some 15 km.
  ([east, north]) => [9.6 + east / 1e6, 45.3 + north / 1e6],
);

test('the nearest place lies where the distance to the lines says', () => {
  fc.assert(
    fc.property(fc.array(position, { minLength: 2, maxLength: 6 }), position, (line, to) => {
      const place = nearestPlace([line], to)!;
      const distanceM = new DistanceFrom(to).toLines([courseOf(line)]);
      // The one on the plane that touches there, the other at the latitude half-way: 20 km off they differ by some metres.
      expect(Math.abs(place.distanceM - distanceM)).toBeLessThanOrEqual(0.01 + distanceM * 1e-3);
    }),
    { numRuns: 2000, seed: 20171201 },
  );
});

test('wherever a line is split its parts meet there and lose nothing', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(fc.array(position, { minLength: 2, maxLength: 6 }), fc.nat(4), share, (line, edge, along) => {
      const corner = 1 + (edge % (line.length - 1));
      const [from, to] = [line[corner - 1]!, line[corner]!];
      const at = [from[0]! + (to[0]! - from[0]!) * along, from[1]! + (to[1]! - from[1]!) * along];
      const parts = splitLines([line], at);
      if (typeof parts === 'string') return;
      expect(parts.first[0]!.at(-1)).toEqual(parts.rest[0]![0]);
      const kept = [...parts.first[0]!, ...parts.rest[0]!];
      for (const one of line) expect(kept).toContainEqual(one);
    }),
    { numRuns: 1000, seed: 20171201 },
  );
});
