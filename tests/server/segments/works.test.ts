import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RowReader } from '../../../server/datasets/kinds/row-reader.ts';
import { readWorks } from '../../../server/datasets/kinds/works.ts';
import { segmentChange } from '../../../server/segments/contract.ts';
import {
  mainWorksType,
  sumsToOne,
  WORKS_TYPES,
  type Works,
  withBothStated,
  worksOf,
} from '../../../server/segments/works.ts';

const SEED = { seed: 20261127 };
/** Shares in whole percents that sum to 100, of one to four works types. */
const percents = fc.uniqueArray(fc.constantFrom(...WORKS_TYPES), { minLength: 1 }).chain((types) =>
  fc
    .array(fc.integer({ min: 0, max: 100 }), { minLength: types.length - 1, maxLength: types.length - 1 })
    .map((cuts) => [0, ...cuts.toSorted((a, b) => a - b), 100])
    .map((cuts) => types.map((type, index) => [type, cuts[index + 1]! - cuts[index]!] as const)),
);
const asWorks = (entries: readonly (readonly [string, number])[]): Works =>
  Object.fromEntries(entries.map(([type, percent]) => [type, percent / 100]));

function read(value: unknown) {
  const row = new RowReader({ row: 7, line: 8, geometry: null, properties: {}, size: 0 }, new Map([['works', value]]));
  return { works: readWorks(row), faults: row.faults };
}

describe('shares of works', () => {
  test('are those stated; else all of the length is of the works type; else nobody knows', () => {
    const works = { trench: 0.4, existingDuct: 0.6 };
    expect(worksOf({ works, worksType: 'aerial' })).toBe(works);
    expect(worksOf({ works: null, worksType: 'aerial' })).toEqual({ aerial: 1 });
    expect(worksOf({ works: null, worksType: null })).toBeNull();
  });

  test('have a main type: the largest, of equal ones the first in the list', () => {
    expect(mainWorksType({ trench: 0.4, existingDuct: 0.6 })).toBe('existingDuct');
    expect(mainWorksType({ existingDuct: 0.5, microTrench: 0.5 })).toBe('microTrench');
  });

  test('stated alone tell the type, and a type stated alone undoes them', () => {
    expect(withBothStated({ works: { aerial: 1 }, name: 'a' })).toEqual({
      works: { aerial: 1 },
      worksType: 'aerial',
      name: 'a',
    });
    expect(withBothStated({ worksType: 'aerial' })).toEqual({ worksType: 'aerial', works: null });
    expect(withBothStated({ worksType: null })).toEqual({ worksType: null, works: null });
    expect(withBothStated({ works: null })).toEqual({ works: null });
    expect(withBothStated({ works: { aerial: 1 }, worksType: 'trench' })).toEqual({
      works: { aerial: 1 },
      worksType: 'trench',
    });
    expect(withBothStated({})).toEqual({});
  });

  test('may be rounded: a sum off by a thousandth is the whole, by two it is not', () => {
    expect([0.998, 0.999, 1, 1.001, 1.002].map((trench) => sumsToOne({ trench }))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(sumsToOne({ trench: 0.333, microTrench: 0.333, aerial: 0.333 })).toBe(true);
  });
});

describe('works in a file', () => {
  test('mean the same as an object, as its text and in percents, and are what the API takes', () => {
    fc.assert(
      fc.property(percents, (entries) => {
        const works = asWorks(entries);
        const text = entries.map(([type, percent]) => `${type}:${percent}`).join(';');
        expect(read(works)).toEqual({ works, faults: [] });
        expect(read(JSON.stringify(works))).toEqual({ works, faults: [] });
        expect(read(text)).toEqual({ works, faults: [] });
        expect(segmentChange.parse({ version: 'v', works }).works).toEqual(works);
      }),
      SEED,
    );
  });

  test('are absent where nothing is written', () => {
    for (const nothing of [null, undefined, '', ' ']) expect(read(nothing)).toEqual({ works: null, faults: [] });
  });

  test('may be written with spaces, a percent sign and names as people write them', () => {
    expect(read(' existing duct: 66.7 % ; TRENCH:33.3% ;')).toEqual({
      works: { existingDuct: 0.667, trench: 0.333 },
      faults: [],
    });
  });

  test.each([
    [{ trench: 0.5, aerial: 0.4 }, 'the shares sum to 0.9, not to 1 (100 %)', 'la somma delle quote è 0.9'],
    [{}, 'the shares sum to 0, not to 1', 'la somma delle quote è 0,'],
    ['trench:60;existingDuct:60', 'the shares sum to 1.2', 'la somma delle quote è 1.2'],
    [{ tunnel: 1 }, '"tunnel" is none of trench, microTrench, aerial, existingDuct', '"tunnel" non è tra'],
    [{ trench: 60, existingDuct: 40 }, 'the share of trench is not between 0 and 1', 'la quota di trench'],
    [{ trench: -0.5, aerial: 1.5 }, 'the share of trench is not between 0 and 1', 'la quota di trench'],
    ['trench:50;trench:50', 'has trench twice', 'contiene trench due volte'],
    ['trench', 'expected are shares', 'sono attese quote'],
    ['trench:-10;aerial:110', 'expected are shares', 'sono attese quote'],
    ['{"trench": 1', 'expected are shares', 'sono attese quote'],
    [{ trench: '1' }, 'expected are shares', 'sono attese quote'],
    [{ trench: null }, 'expected are shares', 'sono attese quote'],
    [['trench'], 'expected are shares', 'sono attese quote'],
    [1, 'expected are shares', 'sono attese quote'],
    [{ __proto__x: 1 }, '"__proto__x" is none of', '"__proto__x" non è tra'],
  ])('%j is a fault that names row and value', (value, english, italian) => {
    const { works, faults } = read(value);
    expect(works).toBeNull();
    expect(faults).toEqual([
      {
        row: 7,
        line: 8,
        column: 'works',
        value: typeof value === 'string' ? value : JSON.stringify(value),
        reason: { en: expect.stringContaining(english), it: expect.stringContaining(italian) },
      },
    ]);
  });
});
