import { expect, test } from 'vitest';
import { selectionOf } from '../../../server/plans/select.ts';
import { candidate, planFirm, problem, settings } from './random-problem.ts';

const TODAY = '2026-12-31';

/** Two municipalities; `end` hangs on `root`, `alone` on nothing, `next` shares a trench with `root`. */
const asked = problem({
  municipalities: [problem().municipalities[0]!, { ...problem().municipalities[0]!, code: '019001' }],
  candidates: [
    candidate('alone', { joins: [], zonesIn: [1] }),
    candidate('end', { joins: [], neighbours: [3], zonesIn: [0, 1], lengthM: 99.2 }),
    candidate('next', {
      statedCostEur: 1001,
      lengthShares: [0, 1].map((municipality) => ({ municipality, share: 0.5 })),
    }),
    candidate('root', { neighbours: [1], zonesIn: [0] }),
  ],
  firms: [planFirm('f', [0, 1]), planFirm('g', [0, 1]), planFirm('h', [2], { employees: 50 })],
  jointWorks: [{ a: 2, b: 3, sharedM: 10 }],
});

test('what is asked for becomes numbers', () => {
  const { selection, unknown } = selectionOf(asked, settings({ budgetEur: 5000 }), TODAY);
  expect(selection).toEqual({
    costEur: [4500, 4464, 1001, 4500],
    isRoot: [false, false, true, true],
    neighbours: [[], [3], [], [1]],
    groups: [
      { points: 2_000_000, reachedBy: [0, 1] },
      { points: 1_500_000, reachedBy: [2] },
    ],
    savings: [{ a: 2, b: 3, eur: 50 }],
    budgetEur: 5000,
    pinned: [],
    excluded: [],
    atLeastOneOf: [],
    caps: [],
  });
  expect(unknown).toEqual({ pinned: [], excluded: [] });
});

test('costs and savings are those of the cost case', () => {
  const { selection } = selectionOf(asked, settings({ costCase: 'high' }), TODAY);
  expect(selection.costEur).toEqual([15_000, 14_880, 1001, 15_000]);
  expect(selection.savings).toEqual([{ a: 2, b: 3, eur: 30 }]);
});

test('what is pinned or excluded is found by its id, each once, and named where it is no candidate', () => {
  const pinned = ['root', 'gone', 'end', 'root'];
  const { selection, unknown } = selectionOf(asked, settings({ pinned, excluded: ['alone', 'never'] }), TODAY);
  expect(selection).toMatchObject({ pinned: [1, 3], excluded: [0] });
  expect(unknown).toEqual({ pinned: ['gone'], excluded: ['never'] });
});

test('of each municipality of the scope one that reaches a zone and can be built must be; none where none can', () => {
  const lists = (more: Parameters<typeof settings>[0]) =>
    selectionOf(asked, settings({ zoneInEach: true, ...more }), TODAY).selection.atLeastOneOf;
  expect(lists({})).toEqual([[1, 3], [1]]);
  expect(lists({ excluded: ['end'] })).toEqual([[3]]);
  expect(lists({ excluded: ['root'] })).toEqual([]);
  expect(lists({ scope: { kind: 'municipalities', codes: ['019001'] } })).toEqual([[1]]);
});

test('a cap for each municipality counts by where the length lies, rounded up', () => {
  const { selection } = selectionOf(asked, settings({ capPerMunicipalityEur: 6000 }), TODAY);
  expect(selection.caps).toEqual([
    {
      parts: [
        { candidate: 0, amount: 4500 },
        { candidate: 1, amount: 4464 },
        { candidate: 2, amount: 501 },
        { candidate: 3, amount: 4500 },
      ],
      most: 6000,
    },
    { parts: [{ candidate: 2, amount: 501 }], most: 6000 },
  ]);
});

test('the works capacity counts metres from today until the horizon', () => {
  const capacity = (horizon: string) =>
    selectionOf(asked, settings({ metresPerYear: 1000, horizon }), TODAY).selection.caps;
  expect(capacity('2028-12-31')).toEqual([
    { parts: [0, 1, 2, 3].map((place) => ({ candidate: place, amount: 100 })), most: 2001 },
  ]);
  expect(capacity('2026-01-01')[0]!.most).toBe(0);
});
