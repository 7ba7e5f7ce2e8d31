import { expect, test } from 'vitest';
import CheapRuler from 'cheap-ruler';
import { metresPerDegree } from '../../../server/geo/metres-per-degree.ts';
import { cosine, sine } from '../../../server/geo/trigonometry.ts';

test('sine and cosine are those of Math but for the last digit', () => {
  for (let angle = -14; angle <= 14; angle += 0.000_73) {
    expect(Math.abs(sine(angle) - Math.sin(angle))).toBeLessThan(4e-16);
    expect(Math.abs(cosine(angle) - Math.cos(angle))).toBeLessThan(4e-16);
  }
});

test('at the quarters they are what they must be', () => {
  expect([sine(0), cosine(0)]).toEqual([0, 1]);
  expect(sine(Math.PI / 2)).toBe(1);
  expect(cosine(Math.PI)).toBe(-1);
});

test('a degree has as many metres as cheap-ruler says', () => {
  for (const latitude of [-60, 0, 36.5, 45.36, 47]) {
    const { kx, ky } = new CheapRuler(latitude, 'meters');
    expect(metresPerDegree(latitude).kx).toBeCloseTo(kx, 8);
    expect(metresPerDegree(latitude).ky).toBeCloseTo(ky, 8);
  }
});
