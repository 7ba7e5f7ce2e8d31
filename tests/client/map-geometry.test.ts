import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { bboxOf, isInBox, isInside, metresTo, metresToLines } from '../../client/map/hits.ts';
import { groupPoints } from '../../client/map/group-points.ts';
import { placeLabels } from '../../client/map/place-labels.ts';

const square = (west: number, south: number, side: number) => [
  [west, south],
  [west + side, south],
  [west + side, south + side],
  [west, south + side],
  [west, south],
];

describe('what the pointer stands on', () => {
  const withHole = [[square(9, 45, 1), square(9.4, 45.4, 0.2)], [square(11, 45, 1)]];

  test('a hole is outside, a second part inside', () => {
    expect(isInside(withHole, { lng: 9.1, lat: 45.1 })).toBe(true);
    expect(isInside(withHole, { lng: 9.5, lat: 45.5 })).toBe(false);
    expect(isInside(withHole, { lng: 11.5, lat: 45.5 })).toBe(true);
    expect(isInside(withHole, { lng: 10.5, lat: 45.5 })).toBe(false);
  });

  test('the box holds every part', () => {
    expect(bboxOf(withHole)).toEqual([9, 45, 12, 46]);
    expect(isInBox(bboxOf([]), { lng: 9, lat: 45 })).toBe(false);
  });

  test('metres to a point and to a line agree with the length of a degree', () => {
    const place = { lng: 9.7, lat: 45.36 };
    expect(metresTo([9.7, 45.37], place)).toBeCloseTo(1113, 0);
    expect(
      metresToLines(
        [
          [
            [9.6, 45.37],
            [9.8, 45.37],
          ],
        ],
        place,
      ),
    ).toBeCloseTo(1113, 0);
    expect(
      metresToLines(
        [
          [
            [9.7, 45.37],
            [9.8, 45.37],
          ],
        ],
        { lng: 9.69, lat: 45.37 },
      ),
    ).toBeCloseTo(782, 0);
    expect(metresToLines([], place)).toBe(Infinity);
  });
});

describe('groups of points', () => {
  const points = fc.array(fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 500 }) }), {
    maxLength: 200,
  });

  test('every point is in one group, and none is farther from its first than the reach', () => {
    fc.assert(
      fc.property(points, (all) => {
        const groups = groupPoints(all, 30);
        expect(groups.flatMap(({ members }) => members).length).toBe(all.length);
        for (const { members } of groups) {
          for (const { x, y } of members) expect(Math.hypot(x - members[0]!.x, y - members[0]!.y)).toBeLessThan(30);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('moving the map changes no group', () => {
    fc.assert(
      fc.property(points, fc.integer({ min: -10, max: 10 }), (all, steps) => {
        const shift = steps * 30;
        const sizes = (list: { x: number; y: number }[]) => groupPoints(list, 30).map(({ members }) => members.length);
        expect(sizes(all.map(({ x, y }) => ({ x: x + shift, y: y + shift })))).toEqual(sizes(all));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('without a reach every point stands alone', () => {
    const twice = [
      { x: 1, y: 1 },
      { x: 1, y: 1 },
    ];
    expect(groupPoints(twice, 0)).toHaveLength(2);
  });
});

describe('names on the map', () => {
  const name = (text: string, x: number, y = 0) => ({ text, x, y, widthPx: 40, heightPx: 14 });

  test('the first keeps its place, one that would cover it is left out', () => {
    const placed = placeLabels([name('Crema', 0), name('Offanengo', 30), name('Izano', 60)]);
    expect(placed.map(({ text }) => text)).toEqual(['Crema', 'Izano']);
  });

  test('a name steps aside for a mark, or is left out where there is no room', () => {
    const mark = { x: 0, y: 0, widthPx: 20, heightPx: 20 };
    expect(placeLabels([name('Crema', 0)], [mark], [0, 20]).map(({ y }) => y)).toEqual([20]);
    expect(placeLabels([name('Crema', 0)], [mark], [0, 5])).toEqual([]);
  });

  test('no two names that stand touch one another', () => {
    const labels = fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 400 })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(labels, (places) => {
        const placed = placeLabels(places.map(([x, y], at) => name(String(at), x, y)));
        for (const [at, one] of placed.entries()) {
          for (const other of placed.slice(at + 1)) {
            expect(Math.abs(one.x - other.x) >= 40 || Math.abs(one.y - other.y) >= 14).toBe(true);
          }
        }
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});
