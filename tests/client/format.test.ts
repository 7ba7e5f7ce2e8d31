import { describe, expect, test } from 'vitest';
import {
  formatDay,
  formatEuros,
  formatHectares,
  formatInstant,
  formatMetres,
  formatNumber,
  formatShare,
  formatSpeed,
} from '../../client/format.ts';
import { slippageInWords } from '../../client/parts/slippage.ts';
import { it } from '../../client/words/it.ts';

/** Intl sets spaces that do not break; for reading they are spaces. */
const spaced = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('figures as they are written', () => {
  test.each([
    [0, '0 m', '0 m'],
    [350.4, '350 m', '350 m'],
    [999.4, '999 m', '999 m'],
    [999.6, '1,0 km', '1.0 km'],
    [1234, '1,2 km', '1.2 km'],
    [123_456, '123 km', '123 km'],
    [null, 'n.d.', 'n/a'],
  ])('%s metres', (metres, italian, english) => {
    expect(formatMetres(metres, 'it')).toBe(italian);
    expect(formatMetres(metres, 'en')).toBe(english);
  });

  test.each([
    [0, '0 ha'],
    [1, '< 0,1 ha'],
    [499, '< 0,1 ha'],
    [500, '0,1 ha'],
    [123_456, '12,3 ha'],
    [25_000_000, '2.500 ha'],
    [null, 'n.d.'],
  ])('%s square metres in hectares: nothing alone is 0', (areaM2, text) => {
    expect(formatHectares(areaM2, 'it')).toBe(text);
  });

  test.each([
    [0, '0%'],
    [0.0001, '0,1%'],
    [0.004, '0,4%'],
    [0.43, '43%'],
    [0.994, '99,4%'],
    [0.99999, '99,9%'],
    [1, '100%'],
    [null, 'n.d.'],
  ])('a share of %s: nothing alone is 0 %, all alone is 100 %', (share, text) => {
    expect(formatShare(share, 'it')).toBe(text);
  });

  test.each([
    [30, '30 Mbit/s'],
    [1000, '1 Gbit/s'],
    [2500, '2,5 Gbit/s'],
    [null, 'n.d.'],
  ])('%s Mbit/s', (mbps, text) => {
    expect(formatSpeed(mbps, 'it')).toBe(text);
  });

  test('days and moments', () => {
    expect(formatDay('2028-12-31', 'it')).toBe('31 dic 2028');
    expect(formatDay('2028-12-31', 'en')).toBe('31 Dec 2028');
    expect(formatDay(null, 'it')).toBe('n.d.');
    expect(formatInstant('2026-05-20T12:00:00Z', 'it')).toMatch(/20 mag 2026/);
    expect(formatInstant(null, 'en')).toBe('n/a');
  });

  test('numbers are grouped, and absent ones are absent', () => {
    expect(formatNumber(1503, 'it')).toBe('1.503');
    expect(formatNumber(1503, 'en')).toBe('1,503');
    expect(formatNumber(null, 'en')).toBe('n/a');
    expect(spaced(formatEuros(120_000, 'it'))).toBe('120.000 €');
    expect(formatEuros(null, 'it')).toBe('n.d.');
  });

  test.each([
    [null, null],
    [0, 'mai cambiata'],
    [1, 'slittata di 1 giorno'],
    [45, 'slittata di 45 giorni'],
    [365, 'slittata di 12 mesi'],
    [-30, 'anticipata di 30 giorni'],
  ])('a slippage of %s days', (days, text) => {
    expect(slippageInWords(days, it.segments)).toBe(text);
  });
});
