import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { distanceToLines, isInside, metresPerPixel } from '../../client/map/hits.ts';
import { groupPoints } from '../../client/map/group-points.ts';
import { placeLabels } from '../../client/map/place-labels.ts';

const square = (x: number, y: number, side: number) => [
  { x, y },
  { x: x + side, y },
  { x: x + side, y: y + side },
  { x, y: y + side },
];

describe('what the pointer stands on', () => {
  const withHole = [square(0, 0, 10), square(4, 4, 2), square(20, 0, 10)];

  test('a hole is outside, a second part inside', () => {
    expect(isInside(withHole, { x: 1, y: 1 })).toBe(true);
    expect(isInside(withHole, { x: 5, y: 5 })).toBe(false);
    expect(isInside(withHole, { x: 25, y: 5 })).toBe(true);
    expect(isInside(withHole, { x: 15, y: 5 })).toBe(false);
  });

  test('a line is as far as its nearest point, be it between two corners or an end', () => {
    const line = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(distanceToLines([line], { x: 5, y: 3 })).toBe(3);
    expect(distanceToLines([line], { x: 13, y: 4 })).toBe(5);
    expect(distanceToLines([], { x: 0, y: 0 })).toBe(Infinity);
  });

  test('a pixel is as many metres as its parallel says', () => {
    expect(metresPerPixel({ x: 0.5, y: 0.5 }, 0)).toBeCloseTo(156_543, 0);
    // 45.36 degrees north: 0.5 - ln(tan(45 + 45.36 / 2)) / 2 pi.
    const y = 0.5 - Math.log(Math.tan(Math.PI / 4 + (45.36 * Math.PI) / 360)) / (2 * Math.PI);
    expect(metresPerPixel({ x: 0.5, y }, 10)).toBeCloseTo((156_543 * Math.cos((45.36 * Math.PI) / 180)) / 1024, 1);
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
