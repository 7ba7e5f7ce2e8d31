import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectDecimal, readNumber } from '../../../../server/datasets/readers/cell-number.ts';

test.each([
  ['1234.5', 'point', 1234.5],
  ['1,234.5', 'point', 1234.5],
  ['-0.5', 'point', -0.5],
  ['.5', 'point', 0.5],
  ['1e3', 'point', 1000],
  ['1234,5', 'comma', 1234.5],
  ['1.234,5', 'comma', 1234.5],
  ['33.091', 'comma', 33091],
  ['33.091', 'point', 33.091],
  ['1 234 567,8', 'comma', 1234567.8],
  ['1\u00a0234', 'point', 1234],
  ["1'234.5", 'point', 1234.5],
  ['1.234.567', 'comma', 1234567],
] as const)('%s with a decimal %s is %d', (text, decimal, number) => {
  expect(readNumber(text, decimal)).toBe(number);
});

test.each([
  ['', 'point'],
  ['n.d.', 'comma'],
  ['1.234.567', 'point'],
  ['12,34', 'point'],
  ['1.23,4', 'comma'],
  ['12 34', 'point'],
  ['1,2,3', 'comma'],
  ['0x10', 'point'],
  ['1e999', 'point'],
  ['Infinity', 'point'],
  ['12 %', 'comma'],
] as const)('"%s" with a decimal %s is no number', (text, decimal) => {
  expect(readNumber(text, decimal)).toBeNull();
});

test.each([
  ['33.091', 33091],
  ['33,091', 33091],
  ['1.234.567', 1234567],
  ['33.091,00', 33091],
  ['42', 42],
])('%s is %d where a count is expected, whatever parts decimals', (text, number) => {
  for (const decimal of ['point', 'comma'] as const) expect(readNumber(text, decimal, true)).toBe(number);
});

test('a number that programs write in either style is read as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
      fc.integer({ min: 0, max: 6 }),
      fc.boolean(),
      fc.constantFrom('it', 'en'),
      (scaled, places, useGrouping, language) => {
        const number = scaled / 10 ** places;
        const style = { useGrouping, minimumFractionDigits: places, maximumFractionDigits: places };
        const text = new Intl.NumberFormat(language, style).format(number);
        expect(readNumber(text, language === 'it' ? 'comma' : 'point'), text).toBe(Number(number.toFixed(places)));
      },
    ),
    { seed: 5, numRuns: 1000 },
  );
});

test('decimals are told by the cells that can be read one way only', () => {
  expect(detectDecimal(['33.091', '12,5', 'Crema'])).toBe('comma');
  expect(detectDecimal(['1.234.567'])).toBe('comma');
  expect(detectDecimal(['9.683', '45.3659'])).toBe('point');
  expect(detectDecimal(['9.683', '45.366', '12'])).toBeNull();
  expect(detectDecimal([])).toBeNull();
});
