import fc from 'fast-check';
import { expect, test } from 'vitest';
import { courseOfClicks } from '../../client/drawing/course-of-clicks.ts';
import { snapTargetsOf, snapTo } from '../../client/map/snap.ts';
import { DistanceFrom } from '../../server/geo/distance.ts';

// At 45.3 degrees north 0.001 degrees are 111 m northwards and 78 m eastwards.
const TARGETS = snapTargetsOf(
  [[9.605, 45.3003]],
  [
    {
      id: 's1',
      geometry: {
        coordinates: [
          [
            [9.6, 45.3],
            [9.61, 45.3],
          ],
        ],
      },
    },
    {
      id: 's2',
      geometry: {
        coordinates: [
          [
            [9.62, 45.3],
            [9.62, 45.31],
          ],
        ],
      },
    },
  ],
);

test('near the end of a line a position is that end, else the nearest place on the line', () => {
  expect(snapTo(TARGETS, [9.6001, 45.3001], 20)).toEqual([9.6, 45.3]);
  const onLine = snapTo(TARGETS, [9.603, 45.3001], 20)!;
  expect(onLine[0]).toBeCloseTo(9.603, 9);
  expect(onLine[1]).toBe(45.3);
});

test('a delivery point comes before a line that is nearer', () => {
  expect(snapTo(TARGETS, [9.605, 45.3001], 30)).toEqual([9.605, 45.3003]);
});

test('a segment that is moved is not joined to itself', () => {
  expect(snapTo(TARGETS, [9.6001, 45.3001], 20, 's1')).toBeNull();
  expect(snapTo(TARGETS, [9.6001, 45.3001], 20, 's2')).toEqual([9.6, 45.3]);
});

test('nothing is snapped to from farther than it says, and something always from nearer', () => {
  const near = fc.tuple(
    fc.double({ min: 9.598, max: 9.622, noNaN: true }),
    fc.double({ min: 45.298, max: 45.312, noNaN: true }),
  );
  fc.assert(
    fc.property(near, fc.integer({ min: 1, max: 200 }), (position, withinM) => {
      const snapped = snapTo(TARGETS, position, withinM);
      const toLinesM = new DistanceFrom(position).toLines([
        [9.6, 45.3, 9.61, 45.3],
        [9.62, 45.3, 9.62, 45.31],
      ]);
      const leastM = Math.min(toLinesM, new DistanceFrom(position).to([9.605, 45.3003]));
      if (snapped === null) expect(leastM).toBeGreaterThan(withinM - 0.1);
      else expect(new DistanceFrom(position).to(snapped)).toBeLessThan(withinM + 0.1);
    }),
    { numRuns: 2000, seed: 20171201 },
  );
});

test('who presses twice at a place means it once, and what is drawn lies on the grid', () => {
  expect(
    courseOfClicks([
      [9.600_000_01, 45.3],
      [9.6, 45.300_000_04],
      [9.61, 45.3],
      [9.61, 45.3],
      [9.6, 45.3],
    ]),
  ).toEqual([
    [9.6, 45.3],
    [9.61, 45.3],
    [9.6, 45.3],
  ]);
});
