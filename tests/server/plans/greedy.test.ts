import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bestRatio, biggestFirst, type Draft, nearestFirst } from '../../../server/plans/greedy.ts';
import type { Selection } from '../../../server/plans/selection.ts';
import { costOfSet, meetsTerms, pointsOfSet } from '../../../server/plans/worth.ts';
import { smallSelection, tryAll } from '../../helpers/selections.ts';

const CASES = { numRuns: 1000, seed: 20171201 };

const WAYS: [string, (selection: Selection) => Draft][] = [
  ['the best ratio first', bestRatio],
  ['the biggest first', biggestFirst],
  ['the nearest first', (selection) => nearestFirst(selection, [...selection.costEur.keys()].toReversed())],
];

test.each(WAYS)(
  '%s never has more points than the best set, and says truly whether it meets the terms',
  (_, draw) => {
    let met = 0;
    fc.assert(
      fc.property(smallSelection(1000, 8), (selection) => {
        const draft = draw(selection);
        const chosen = new Set(draft.chosen);
        expect(draft.points).toBe(pointsOfSet(selection, chosen));
        expect(draft.costEur).toBe(costOfSet(selection, chosen));
        expect(draft.meetsTerms).toBe(meetsTerms(selection, chosen));
        if (draft.meetsTerms) {
          met++;
          expect(draft.points).toBeLessThanOrEqual(tryAll(selection).points);
        }
      }),
      CASES,
    );
    expect(met).toBeGreaterThan(CASES.numRuns / 2);
  },
  120_000,
);

test('without pins, lists and caps every way of drawing meets the terms', () => {
  fc.assert(
    fc.property(smallSelection(), (any) => {
      const selection = { ...any, pinned: [], atLeastOneOf: [], caps: [] };
      for (const [, draw] of WAYS) expect(draw(selection).meetsTerms).toBe(true);
    }),
    CASES,
  );
});

test('what brings most per euro counts with its way: a near one beats a rich one far out', () => {
  const selection: Selection = {
    costEur: [10, 10, 1],
    isRoot: [true, false, true],
    neighbours: [[1], [0], []],
    groups: [
      { points: 100, reachedBy: [1] },
      { points: 9, reachedBy: [2] },
    ],
    savings: [],
    budgetEur: 20,
    pinned: [],
    excluded: [],
    atLeastOneOf: [],
    caps: [],
  };
  expect(biggestFirst(selection).chosen).toEqual([0, 1]);
  // 9 points for 1 euro first; the swap then finds that 100 for 20 are more.
  expect(bestRatio(selection, 0).chosen).toEqual([2]);
  expect(bestRatio(selection).chosen).toEqual([0, 1]);
});
