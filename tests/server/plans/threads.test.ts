import { afterAll, expect, test } from 'vitest';
import { searchPlan } from '../../../server/plans/search.ts';
import type { SearchProgress, Selection } from '../../../server/plans/selection.ts';
import { openSolver } from '../../../server/plans/threads.ts';
import { generatePlanProblem } from '../../../scripts/bench/region/plan-problem.ts';
import { loadSolver } from '../../helpers/load-highs.ts';

const solver = openSolver();
afterAll(() => solver.close());

/** Every firm counts one point. */
function regionOf(segments: number, firms: number): Selection {
  const { problem } = generatePlanProblem({ municipalities: 20, segments, firms, seed: 1 });
  const { candidates, firms: reached } = problem;
  const costEur = candidates.map(({ statedCostEur }) => statedCostEur!);
  return {
    costEur,
    isRoot: candidates.map(({ joins }) => joins.length > 0),
    neighbours: candidates.map(({ neighbours }) => neighbours),
    groups: reached.map(({ reachedBy }) => ({ points: 1_000_000, reachedBy })),
    savings: [],
    budgetEur: Math.round(costEur.reduce((sum, each) => sum + each, 0) / 4),
    pinned: [],
    excluded: [],
    atLeastOneOf: [],
    caps: [],
  };
}

test('a thread finds what a search beside it finds, and tells how far it has come', async () => {
  const selection = regionOf(30, 300);
  const effort = { relativeGap: 0, seconds: 60 };
  const heard: SearchProgress[] = [];
  const choice = await solver.solvePlan(selection, { ...effort, onProgress: (news) => heard.push(news) });
  expect(choice).toEqual(searchPlan(await loadSolver(), selection, effort));
  expect(choice).toMatchObject({ ended: 'proven' });
  expect(heard.length).toBeGreaterThan(0);
}, 60_000);

test('points of a curve come one after the other', async () => {
  const selection = regionOf(30, 300);
  const heard: number[] = [];
  const budgets = [selection.budgetEur, 2 * selection.budgetEur];
  const curve = await solver.solveCurve(selection, budgets, {
    relativeGap: 0.005,
    seconds: 60,
    onProgress: ({ at }) => heard.push(at),
  });
  expect(curve.map(({ budgetEur }) => budgetEur)).toEqual(budgets);
  expect(heard.slice(0, 2)).toEqual([0, 1]);
}, 60_000);

test('a search that is called off ends, and the next one runs', async () => {
  const calling = new AbortController();
  const long = solver.solvePlan(regionOf(400, 20_000), {
    relativeGap: 0,
    seconds: 3600,
    signal: calling.signal,
    onProgress: () => calling.abort(new Error('called off')),
  });
  await expect(long).rejects.toThrow('called off');
  const next = await solver.solvePlan(regionOf(10, 50), { relativeGap: 0, seconds: 60 });
  expect(next).toMatchObject({ ended: 'proven' });
}, 60_000);

test('what is called off before it began does not begin', async () => {
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(solver.solvePlan(regionOf(10, 50), { relativeGap: 0, seconds: 60, signal })).rejects.toThrow('too late');
});
