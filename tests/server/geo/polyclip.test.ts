import { createRequire } from 'node:module';
import { realpathSync } from 'node:fs';
import { difference, intersection, union, xor } from 'polyclip-ts';
import { expect, test } from 'vitest';
import { rectangle } from '../gaps/shapes.ts';
import { areaM2 } from '../../../server/geo/area.ts';

const [left, right] = [rectangle(0, 0, 20, 10), rectangle(10, 0, 30, 10)];

test('turf clips with our kernel and no other', () => {
  const ours = realpathSync(new URL('../../../server/geo/polyclip/index.ts', import.meta.url));
  for (const name of ['difference', 'intersect', 'union']) {
    const turf = createRequire(createRequire(import.meta.url).resolve(`@turf/${name}`));
    expect(realpathSync(turf.resolve('polyclip-ts'))).toBe(ours);
  }
});

test('the four operations give what they say', () => {
  expect(areaM2(union(left, right))).toBeCloseTo(areaM2(rectangle(0, 0, 30, 10)), 3);
  expect(areaM2(intersection(left, right))).toBeCloseTo(areaM2(rectangle(10, 0, 20, 10)), 3);
  expect(areaM2(difference(left, right))).toBeCloseTo(areaM2(rectangle(0, 0, 10, 10)), 3);
  expect(areaM2(xor(left, right))).toBeCloseTo(areaM2(rectangle(0, 0, 10, 10)) + areaM2(rectangle(20, 0, 30, 10)), 3);
});

test('a coordinate that is not a number is refused rather than lost', () => {
  expect(() =>
    union([
      [
        [
          [Number.NaN, 45],
          [9, 45.1],
          [9.1, 45],
          [Number.NaN, 45],
        ],
      ],
    ]),
  ).toThrow(/not a number/);
});
