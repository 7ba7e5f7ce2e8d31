import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOf, readAngle, readPair } from '../../../../server/datasets/readers/cell-position.ts';

const LAT = 45 + 18 / 60 + 29.88 / 3600;

test.each([
  ['45°18\'29"88 N', LAT, 'lat'],
  ['45° 18\' 29.88" N', LAT, 'lat'],
  ['45°18′29,88″', LAT, null],
  ["45°18'29.88'' Nord", LAT, 'lat'],
  ['N 45 18 29.88', LAT, 'lat'],
  ['45:18:29.88', LAT, null],
  ['45d18m29.88s', LAT, null],
  ['10°24\'56"52 E', 10 + 24 / 60 + 56.52 / 3600, 'lng'],
  ["9°41.5' O", -(9 + 41.5 / 60), 'lng'],
  ['S45.30', -45.3, 'lat'],
  ['45,3083 N', 45.3083, 'lat'],
  ['-45.5', -45.5, null],
  ['lat N 45.5', 45.5, 'lat'],
] as const)('%s is an angle', (text, degrees, axis) => {
  const angle = readAngle(text)!;
  expect(angle.degrees).toBeCloseTo(degrees, 9);
  expect(angle.axis).toBe(axis);
});

test.each(['', 'Crema', '45°60\'00"', '45°10\'60"', "45.5°10'", '190', "10°20.5'30", '45°18\'29"88"', '1610823.45'])(
  '"%s" is no angle',
  (text) => {
    expect(readAngle(text)).toBeNull();
  },
);

test.each([
  ['45,3083; 10,4157', 45.3083, 10.4157],
  ['45.3083, 10.4157', 45.3083, 10.4157],
  ['45.3083,10.4157', 45.3083, 10.4157],
  ['45,3083,10,4157', 45.3083, 10.4157],
  ['45,3083 10,4157', 45.3083, 10.4157],
  ['(45.3083 10.4157)', 45.3083, 10.4157],
  ['45°18\'29"88 N, 10°24\'56"52 E', LAT, 10 + 24 / 60 + 56.52 / 3600],
  ['45°18\'29.88"N 10°24\'56.52"E', LAT, 10 + 24 / 60 + 56.52 / 3600],
  ['N 45 18 29.88 E 10 24 56.52', LAT, 10 + 24 / 60 + 56.52 / 3600],
  ['45 18 29.88 N 10 24 56.52 E', LAT, 10 + 24 / 60 + 56.52 / 3600],
  ['1610823.45; 5023456,7', 1610823.45, 5023456.7],
] as const)('%s is a pair', (text, first, second) => {
  const pair = readPair(text)!;
  expect(pair.map(({ degrees }) => degrees)).toEqual([expect.closeTo(first, 9), expect.closeTo(second, 9)]);
});

test.each(['', '45.3', 'via Roma, 5', '1, 2, 3', '45,3083; 10,4157; 80'])('"%s" is no pair', (text) => {
  expect(readPair(text)).toBeNull();
});

test('which comes first is told by letters, else by the ranges', () => {
  const order = (text: string) => orderOf(readPair(text)!);
  expect(order('45.3 N, 10.4 E')).toBe('latLng');
  expect(order('10.4 E; 45.3')).toBe('lngLat');
  expect(order('120.5; 45.3')).toBe('lngLat');
  expect(order('45.3; 120.5')).toBe('latLng');
  expect(order('45.3; 10.4')).toBeNull();
});

test('an angle written in degrees, minutes and seconds is read back to a hundredth of a second', () => {
  const marks = fc.constantFrom(['°', "'", '"'], ['° ', '′ ', '″'], [' ', ' ', ''], [':', ':', ''], ['º', '’', "''"]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 180 * 360_000 }), marks, fc.boolean(), (hundredths, [d, m, s], isComma) => {
      const seconds = ((hundredths % 6000) / 100).toFixed(2);
      const minutes = Math.floor(hundredths / 6000) % 60;
      const degrees = Math.floor(hundredths / 360_000);
      const text = `${degrees}${d}${minutes}${m}${isComma ? seconds.replace('.', ',') : seconds}${s}`;
      expect(readAngle(text)?.degrees, text).toBeCloseTo(hundredths / 360_000, 8);
    }),
    { seed: 5, numRuns: 1000 },
  );
});

const MARKS = Array.from('0123456789.,;:°\'"NSEWO -()/ ');

test('no text makes it hang or fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...MARKS), maxLength: 200 }), (text) => {
      const [angle, pair] = [readAngle(text), readPair(text)];
      for (const one of [angle, ...(pair ?? [])]) expect(one === null || Number.isFinite(one.degrees)).toBe(true);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
