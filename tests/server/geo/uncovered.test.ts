import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaM2 } from '../../../server/geo/area.ts';
import { boxOf } from '../../../server/geo/box.ts';
import { piecesOf, type Polygons, subtract } from '../../../server/geo/polygons.ts';
import { uncovered } from '../../../server/geo/uncovered.ts';
import { place, rectangle } from '../gaps/shapes.ts';

const shape = (polygons: Polygons) => ({ box: boxOf(polygons), pieces: () => piecesOf(polygons) });
const polygon = (...corners: [number, number][]): Polygons => [
  [[...corners, corners[0]!].map(([x, y]) => place(x, y))],
];

test('what one shape covers alone is covered, whatever else there is', () => {
  const round = polygon([0, 50], [50, 0], [100, 50], [50, 100]);
  expect(uncovered(rectangle(40, 40, 60, 60), [shape(rectangle(55, 55, 57, 57)), shape(round)])).toEqual([]);
});

test('a shape that holds every corner, but not all between them, does not cover it', () => {
  const bay = polygon([30, 30], [70, 30], [70, 70], [52, 70], [50, 45], [48, 70], [30, 70]);
  const left = uncovered(rectangle(40, 40, 60, 60), [shape(bay)]);
  expect(areaM2(left)).toBeGreaterThan(1000);
  const holed: Polygons = [[...rectangle(30, 30, 70, 70)[0]!, ...rectangle(48, 48, 52, 52)[0]!]];
  expect(areaM2(uncovered(rectangle(40, 40, 60, 60), [shape(holed)]))).toBeCloseTo(
    areaM2(rectangle(48, 48, 52, 52)),
    0,
  );
});

test('many shapes, few at a time, leave what all of them at once leave', () => {
  const star = fc
    .record({
      x: fc.integer({ min: 30, max: 70 }),
      y: fc.integer({ min: 30, max: 70 }),
      radii: fc.array(fc.integer({ min: 20, max: 250 }), { minLength: 3, maxLength: 12 }),
    })
    .map(({ x, y, radii }) =>
      polygon(
        ...radii.map((radius, index): [number, number] => {
          const angle = (2 * Math.PI * index) / radii.length;
          return [x + (radius / 10) * Math.cos(angle), y + (radius / 10) * Math.sin(angle)];
        }),
      ),
    );
  fc.assert(
    fc.property(fc.array(star, { maxLength: 15 }), (stars) => {
      const zone = rectangle(40, 40, 60, 60);
      const left = areaM2(uncovered(zone, stars.map(shape)));
      expect(Math.abs(left - areaM2(subtract(zone, stars)))).toBeLessThan(10);
      expect(Math.abs(left - areaM2(uncovered(zone, stars.toReversed().map(shape))))).toBeLessThan(10);
    }),
    { numRuns: 1000, seed: 20171201 },
  );
});
