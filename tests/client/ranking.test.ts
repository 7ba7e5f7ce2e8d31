import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMNS } from '../../client/address.ts';
import type { Figures, Municipality } from '../../client/api.ts';
import {
  filterRows,
  firstOrder,
  rankingRows,
  rowsInSight,
  sortRows,
  totalsOf,
} from '../../client/parts/ranking-rows.ts';
import type { RankingRow } from '../../client/parts/ranking-rows.ts';

const weighted = (notServed: number, total: number) => ({
  firmsStating: total === 0 ? 0 : 1,
  firmsNotStating: 0,
  total,
  notServed,
  share: total === 0 ? null : notServed / total,
});

const figures = (of: { served: number; notServed: number; gapM2?: number; export?: [number, number] }): Figures => ({
  zoneAreaM2: 10_000,
  zoneGapM2: of.gapM2 ?? 0,
  zoneGapShare: (of.gapM2 ?? 0) / 10_000,
  zonesWithGap: 0,
  firmsServed: of.served,
  firmsNotServed: of.notServed,
  firmsPositionUnknown: 1,
  employees: weighted(0, 0),
  exportShare: weighted(...(of.export ?? [0, 0])),
  aidClasses: { white: of.notServed, grey: of.served, black: 0 },
});

const municipality = (
  code: string,
  name: string,
  before: Figures | null,
  after: Figures | null,
  families: [number, number] | null = null,
): Municipality => ({
  code,
  name,
  provinceCode: 'CR',
  provinceName: 'Cremona',
  population: 1000,
  centre: [9.7, 45.3],
  bbox: [9.6, 45.2, 9.8, 45.4],
  areaM2: 1e7,
  statistic: families && {
    asOf: '2023-12-31',
    families: families[1],
    familiesFtth: families[0],
    ftthShare: families[0] / families[1],
    datasetId: 1,
    datasetName: 'test',
    datasetVersion: 1,
    sourceRow: 1,
  },
  datasetId: 1,
  datasetName: 'test',
  datasetVersion: 1,
  sourceRow: 1,
  generated: false,
  gap: {
    state: before === null ? 'notComputed' : 'current',
    methodVersion: '1.0',
    computedAt: null,
    before,
    after,
    firmsNewlyServed: null,
    failures: [],
  },
});

const places = [
  municipality(
    '019035',
    'Crema',
    figures({ served: 8, notServed: 2, export: [0.5, 2] }),
    figures({ served: 9, notServed: 1 }),
    [80, 100],
  ),
  municipality(
    '019062',
    'Offanengo',
    figures({ served: 1, notServed: 5, gapM2: 4000, export: [1.5, 2] }),
    figures({ served: 4, notServed: 2, gapM2: 1000 }),
    [5, 100],
  ),
  municipality('019041', 'Dovèra', null, null),
  municipality('098001', 'Abbadia Cerreto', figures({ served: 0, notServed: 0 }), figures({ served: 0, notServed: 0 })),
];
const rows = rankingRows(places, 'it');
const rowOf = (name: string) => rows.find((row) => row.name === name);
const names = (sorted: readonly RankingRow[]) => sorted.map(({ name }) => name);

describe('ranking', () => {
  test('the firms of a municipality are those served, not served and of unknown position', () => {
    expect(rowOf('Crema')).toMatchObject({ firms: 11, firmsNotServed: 2, firmsNotServedAfter: 1, ftthShare: 0.8 });
  });

  test('what is not computed is unknown, not zero', () => {
    expect(rowOf('Dovèra')).toMatchObject({ firms: null, firmsNotServed: null, zoneGapM2: null, ftthShare: null });
  });

  test('figures sort from the greatest, the unknown stay at the end either way', () => {
    expect(names(sortRows(rows, 'firmsNotServed', 'desc'))).toEqual([
      'Offanengo',
      'Crema',
      'Abbadia Cerreto',
      'Dovèra',
    ]);
    expect(names(sortRows(rows, 'firmsNotServed', 'asc'))).toEqual(['Abbadia Cerreto', 'Crema', 'Offanengo', 'Dovèra']);
    expect(firstOrder('firmsNotServed')).toBe('desc');
  });

  test('names sort as the language sorts them', () => {
    expect(names(sortRows(rows, 'name', 'asc'))).toEqual(['Abbadia Cerreto', 'Crema', 'Dovèra', 'Offanengo']);
    expect(firstOrder('name')).toBe('asc');
  });

  test('sorting keeps every row, and gives the same order whatever order it was given', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(rows, { minLength: rows.length }),
        fc.constantFrom(...COLUMNS),
        (shuffled, column) => {
          expect(sortRows(shuffled, column, 'desc')).toEqual(sortRows(rows, column, 'desc'));
        },
      ),
      { seed: 42, numRuns: 200 },
    );
  });

  test('the filter forgives accents and case, and knows codes and provinces', () => {
    expect(names(filterRows(rows, ' DOVERA '))).toEqual(['Dovèra']);
    expect(names(filterRows(rows, '0190'))).toEqual(['Crema', 'Dovèra', 'Offanengo']);
    expect(filterRows(rows, 'cr').length).toBe(4);
    expect(filterRows(rows, '')).toHaveLength(4);
    expect(filterRows(rows, 'Milano')).toEqual([]);
  });

  test('totals are sums and weighted shares, not averages of shares', () => {
    const totals = totalsOf(places);
    expect(totals).toMatchObject({
      firms: 19,
      firmsNotServed: 7,
      firmsNotServedAfter: 3,
      zoneGapM2: 4000,
      zoneGapM2After: 1000,
    });
    expect(totals.exportShareNotServed).toBe(2 / 4);
    expect(totals.ftthShare).toBe(85 / 200);
    expect(totals.employeesNotServed).toBeNull();
  });

  test('totals of nothing are unknown', () => {
    expect(Object.values(totalsOf([])).every((figure) => figure === null)).toBe(true);
  });
});

describe('rows in sight', () => {
  test('cover what is in sight, stay within the table, and are few', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 2000 }),
        (count, scrollTop, height) => {
          const { first, end } = rowsInSight(count, 40, scrollTop, height);
          expect(first).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(count);
          expect(first).toBeLessThanOrEqual(end);
          expect(end - first).toBeLessThanOrEqual(height / 40 + 26);
          const top = Math.floor(scrollTop / 40);
          if (top < count) expect(first <= top && top < end).toBe(true);
        },
      ),
      { seed: 42, numRuns: 1000 },
    );
  });
});
