import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchCurve } from '../../../server/plans/curve.ts';
import { bestRatio } from '../../../server/plans/greedy.ts';
import { PlanSearch } from '../../../server/plans/plan-search.ts';
import { reduce } from '../../../server/plans/reduce.ts';
import { searchPlan } from '../../../server/plans/search.ts';
import type { Choice, Impossible, Selection } from '../../../server/plans/selection.ts';
import { costOfSet, meetsTerms, pointsOfSet } from '../../../server/plans/worth.ts';
import { loadSolver } from '../../helpers/load-highs.ts';
import { smallSelection, tryAll } from '../../helpers/selections.ts';

const highs = await loadSolver();
const SEED = 20171201;
const EXACT = { relativeGap: 0, seconds: 60 };

/** A selection of roots that cost 1, reach a group of 10 points each and touch nobody, but for what is said. */
const selectionOf = (size: number, said: Partial<Selection> = {}): Selection => ({
  costEur: Array.from({ length: size }, () => 1),
  isRoot: Array.from({ length: size }, () => true),
  neighbours: Array.from({ length: size }, () => []),
  groups: Array.from({ length: size }, (_, each) => ({ points: 10, reachedBy: [each] })),
  savings: [],
  budgetEur: size,
  pinned: [],
  excluded: [],
  atLeastOneOf: [],
  caps: [],
  ...said,
});

function asChoice(found: Choice | Impossible): Choice {
  if ('why' in found) throw new Error(`impossible: ${found.why}`);
  return found;
}

function expectHonest(selection: Selection, choice: Choice): void {
  const chosen = new Set(choice.chosen);
  expect(meetsTerms(selection, chosen)).toBe(true);
  expect(choice.points).toBe(pointsOfSet(selection, chosen));
  expect(choice.costEur).toBe(costOfSet(selection, chosen));
  expect(choice.chosen).toEqual([...chosen].sort((a, b) => a - b));
}

test(
  'of 2,000 small selections the best set is as good as the best of all sets, and proven',
  { timeout: 300_000 },
  () => {
    const whys = new Set<string>();
    fc.assert(
      fc.property(smallSelection(), (selection) => {
        const best = tryAll(selection);
        const found = searchPlan(highs, selection, EXACT);
        if ('why' in found) {
          whys.add(found.why);
          const why = !best.isConnectable ? 'unconnectable' : best.cheapestEur === Infinity ? 'caps' : 'budget';
          const cheapestEur = why === 'budget' ? best.cheapestEur : null;
          expect(best.points).toBe(-1);
          expect(found).toMatchObject({ why, cheapestEur });
        } else {
          expectHonest(selection, found);
          expect(found).toMatchObject({ points: best.points, boundPoints: best.points, ended: 'proven' });
        }
      }),
      { numRuns: 2000, seed: SEED },
    );
    expect([...whys].sort()).toEqual(['budget', 'caps', 'unconnectable']);
  },
);

test.each([
  ['without any time', { relativeGap: 0, seconds: 0 }],
  ['to five percent', { relativeGap: 0.05, seconds: 60 }],
])('%s the bound is never below, and the set never above, the best of all sets', { timeout: 300_000 }, (_, effort) => {
  fc.assert(
    fc.property(smallSelection(), (selection) => {
      const found = searchPlan(highs, selection, effort);
      if ('why' in found) return;
      const best = tryAll(selection);
      expectHonest(selection, found);
      expect(found.points).toBeLessThanOrEqual(best.points);
      expect(found.boundPoints).toBeGreaterThanOrEqual(best.points);
      const isNear = found.boundPoints - found.points <= effort.relativeGap * found.points;
      expect(found.ended).toBe(isNear ? 'proven' : 'timeOver');
      if (effort.seconds > 0) expect(isNear).toBe(true);
    }),
    { numRuns: 500, seed: SEED },
  );
});

test.each([1, 2, 3])(
  'taken apart into parts of %i at most, the whole is still searched to its best',
  { timeout: 300_000 },
  (most) => {
    let searched = 0;
    fc.assert(
      fc.property(smallSelection(), (selection) => {
        const start = bestRatio(selection);
        const reduced = reduce(selection);
        if (!start.meetsTerms || 'why' in reduced) return;
        searched++;
        const best = tryAll(selection);
        const search = new PlanSearch(highs, reduced, most);
        const effort = { relativeGap: 0, secondsLeft: () => 60 };
        const quick = search.best(selection.budgetEur, [[...start.chosen]], { ...effort, isQuick: true });
        const choice = search.best(selection.budgetEur, [[...start.chosen]], effort);
        search.dispose();
        expectHonest(selection, quick);
        expect(quick.boundPoints).toBeGreaterThanOrEqual(best.points);
        expect(choice).toMatchObject({ points: best.points, boundPoints: best.points, ended: 'proven' });
      }),
      { numRuns: 500, seed: SEED },
    );
    expect(searched).toBeGreaterThan(250);
  },
);

test('points of fourteen digits are counted to the last one', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(smallSelection(1e14, 8), (selection) => {
      const found = searchPlan(highs, selection, EXACT);
      if ('why' in found) return;
      const best = tryAll(selection);
      expectHonest(selection, found);
      expect(found.points).toBe(best.points);
      expect(found.boundPoints).toBeGreaterThanOrEqual(best.points);
      expect(found.boundPoints - best.points).toBeLessThanOrEqual(best.points * 1e-6);
      expect(found.ended).toBe('proven');
    }),
    { numRuns: 300, seed: SEED },
  );
});

test('a larger budget of a curve has neither fewer points nor a lower bound, and each point is the best', () => {
  fc.assert(
    fc.property(smallSelection(1000, 7), (selection) => {
      const budgets = [0, 20, 45, 80, 500];
      const heard: number[] = [];
      const curve = searchCurve(highs, selection, budgets, EXACT, (at) => heard.push(at));
      expect(curve.map(({ budgetEur }) => budgetEur)).toEqual(budgets);
      expect(new Set(heard).size).toBe(budgets.length);
      let before = { points: -1, boundPoints: -1 };
      for (const point of curve) {
        const under = { ...selection, budgetEur: point.budgetEur };
        const best = tryAll(under);
        expect('why' in point ? -1 : point.points).toBe(best.points);
        if ('why' in point) continue;
        expectHonest(under, point);
        expect(point.boundPoints).toBe(best.points);
        expect(point.points).toBeGreaterThanOrEqual(before.points);
        expect(point.boundPoints).toBeGreaterThanOrEqual(before.boundPoints);
        before = point;
      }
    }),
    { numRuns: 200, seed: SEED },
  );
}, 300_000);

test('a ring that touches no root is not built, however much it brings', () => {
  const ring = selectionOf(5, {
    isRoot: [true, false, false, false, false],
    // 0 stands alone; 1, 2 and 3 go round; 4 is on its own and no root.
    neighbours: [[], [2, 3], [1, 3], [1, 2], []],
    groups: [1, 100, 100, 100, 100].map((points, each) => ({ points, reachedBy: [each] })),
  });
  expect(searchPlan(highs, ring, EXACT)).toMatchObject({ chosen: [0], points: 1, boundPoints: 1 });
});

test('a ring behind a dear bridge is built with the bridge or not at all', () => {
  const bridged = (budgetEur: number) =>
    selectionOf(5, {
      costEur: [1, 10, 1, 1, 1],
      isRoot: [true, false, false, false, false],
      neighbours: [[1], [0, 2], [1, 3, 4], [2, 4], [2, 3]],
      groups: [2, 3, 4].map((each) => ({ points: 100, reachedBy: [each] })),
      budgetEur,
    });
  expect(asChoice(searchPlan(highs, bridged(11), EXACT))).toMatchObject({ chosen: [], points: 0 });
  expect(asChoice(searchPlan(highs, bridged(13), EXACT))).toMatchObject({ points: 200, boundPoints: 200 });
  expect(asChoice(searchPlan(highs, bridged(14), EXACT))).toMatchObject({ chosen: [0, 1, 2, 3, 4], points: 300 });
});

test('what is pinned on an island, and a list of which nothing can be built, are named', () => {
  const island = selectionOf(4, { isRoot: [true, true, false, false], neighbours: [[], [], [3], [2]] });
  expect(searchPlan(highs, { ...island, pinned: [0, 2] }, EXACT)).toEqual({
    why: 'unconnectable',
    cheapestEur: null,
    candidates: [2],
  });
  expect(searchPlan(highs, { ...island, atLeastOneOf: [[0], [2, 3]] }, EXACT)).toEqual({
    why: 'unconnectable',
    cheapestEur: null,
    candidates: [2, 3],
  });
  expect(searchPlan(highs, { ...island, pinned: [1], excluded: [1] }, EXACT)).toMatchObject({ candidates: [1] });
});

test('of nothing the best is nothing', () => {
  expect(searchPlan(highs, selectionOf(0), EXACT)).toEqual({
    chosen: [],
    points: 0,
    costEur: 0,
    boundPoints: 0,
    ended: 'proven',
  });
  expect(searchCurve(highs, selectionOf(0), [], EXACT)).toEqual([]);
});

test('a budget of nothing builds what costs nothing', () => {
  const free = selectionOf(3, { costEur: [0, 1, 0], budgetEur: 0 });
  expect(searchPlan(highs, free, EXACT)).toMatchObject({ chosen: [0, 2], points: 20, costEur: 0, boundPoints: 20 });
});

test('things said twice count once', () => {
  const twice = selectionOf(3, {
    neighbours: [[1, 1], [0, 0], []],
    groups: [
      { points: 5, reachedBy: [0, 0, 1] },
      { points: 7, reachedBy: [1, 0] },
    ],
    pinned: [0, 0],
    excluded: [2, 2],
    atLeastOneOf: [
      [0, 0],
      [0, 1],
    ],
    budgetEur: 1,
  });
  expect(searchPlan(highs, twice, EXACT)).toMatchObject({ chosen: [0], points: 12, costEur: 1, boundPoints: 12 });
});

test('a budget one euro short is not stretched, among costs of a hundred million', () => {
  const dear = selectionOf(3, {
    costEur: [100_000_000, 100_000_000, 1],
    groups: [30, 30, 1].map((points, each) => ({ points, reachedBy: [each] })),
    budgetEur: 199_999_999,
  });
  expect(searchPlan(highs, dear, EXACT)).toMatchObject({ points: 31, boundPoints: 31 });
  expect(searchPlan(highs, { ...dear, budgetEur: 200_000_000 }, EXACT)).toMatchObject({ points: 60 });
});

test('who hears of a search hears points that never fall and bounds that never rise', () => {
  fc.assert(
    fc.property(smallSelection(), (selection) => {
      let before = { points: -1, boundPoints: Infinity };
      searchPlan(highs, selection, EXACT, (progress) => {
        expect(progress.points).toBeGreaterThanOrEqual(before.points);
        expect(progress.boundPoints).toBeLessThanOrEqual(before.boundPoints);
        expect(progress.boundPoints).toBeGreaterThanOrEqual(progress.points);
        before = progress;
      });
    }),
    { numRuns: 200, seed: SEED + 1 },
  );
}, 120_000);
