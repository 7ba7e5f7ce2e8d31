import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areaM2 } from '../../../server/geo/area.ts';
import { boxOf } from '../../../server/geo/box.ts';
import { cropTo } from '../../../server/geo/crop.ts';
import { overlap, piecesOf, type Polygons } from '../../../server/geo/polygons.ts';
import { rectangle } from '../gaps/shapes.ts';

const box = boxOf(rectangle(40, 40, 60, 60));
const ring = (...corners: [number, number][]) =>
  [...corners, corners[0]!].map(([x, y]) => rectangle(x, y, x + 1, y + 1)[0]![0]![0]!);

test('a polygon that covers the box is everything there, one that does not meet it is nothing', () => {
  expect(cropTo(box, piecesOf(rectangle(0, 0, 100, 100)))).toBe('everything');
  expect(cropTo(box, piecesOf(rectangle(0, 0, 30, 100)))).toEqual([]);
  // Its box holds the other box, the polygon goes round it.
  expect(cropTo(box, piecesOf([[ring([0, 0], [90, 0], [90, 90], [80, 90], [80, 10], [0, 10])]]))).toEqual([]);
});

test('a hole that holds the box leaves nothing, one beyond it does not matter', () => {
  const [around] = rectangle(0, 0, 100, 100);
  expect(cropTo(box, piecesOf([[...around!, ...rectangle(30, 30, 70, 70)[0]!]]))).toEqual([]);
  expect(cropTo(box, piecesOf([[...around!, ...rectangle(5, 5, 20, 20)[0]!]]))).toBe('everything');
});

test('corners beyond one side are left out, those within and across stay where they are', () => {
  const comb = ring([50, 0], [90, 0], [91, 20], [92, 30], [93, 50], [94, 70], [90, 90], [50, 90]);
  const cropped = cropTo(box, piecesOf([[comb]]));
  expect(cropped).not.toBe('everything');
  const kept = (cropped as Polygons).flat(2);
  expect(kept.length).toBeLessThan(comb.length);
  expect(comb).toEqual(expect.arrayContaining(kept));
});

test('seen from within, a cropped polygon is the same as the whole one', () => {
  const spread = fc.array(fc.tuple(fc.integer({ min: 5, max: 600 }), fc.nat(99)), { minLength: 4, maxLength: 40 });
  const centre = fc.tuple(fc.integer({ min: -20, max: 120 }), fc.integer({ min: -20, max: 120 }));
  fc.assert(
    fc.property(spread, centre, (radii, [x, y]) => {
      const star = radii.map(([radius], index): [number, number] => {
        const angle = (2 * Math.PI * index) / radii.length;
        return [Math.round(x + (radius / 10) * Math.cos(angle)), Math.round(y + (radius / 10) * Math.sin(angle))];
      });
      const window = rectangle(40, 40, 60, 60);
      const whole: Polygons = overlap(rectangle(-300, -300, 300, 300), [[ring(...star)]]);
      const cropped = cropTo(box, piecesOf(whole));
      const seen = cropped === 'everything' ? window : overlap(window, cropped);
      expect(Math.abs(areaM2(seen) - areaM2(overlap(window, whole)))).toBeLessThan(10);
    }),
    { numRuns: 1000, seed: 20171201 },
  );
});
