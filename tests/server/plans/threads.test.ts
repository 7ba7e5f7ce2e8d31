import { afterAll, expect, test } from 'vitest';
import { searchPlan } from '../../../server/plans/search.ts';
import type { SearchProgress, Selection } from '../../../server/plans/selection.ts';
import { openSolver } from '../../../server/plans/threads.ts';
import { seededRandom } from '../../../scripts/demo/random.ts';
import { loadSolver } from '../../helpers/load-highs.ts';

const solver = openSolver();
afterAll(() => solver.close());

/** Segments on a grid of roads, firms about them that count one point each. */
function regionOf(segments: number, firms: number): Selection {
  const random = seededRandom(1, 'region', segments);
  const side = Math.ceil(Math.sqrt(segments));
  const neighbours = Array.from({ length: segments }, (_, at) => [
    ...(at >= side ? [at - side] : []),
    ...(at % side > 0 ? [at - 1] : []),
    ...(at % side < side - 1 && at + 1 < segments ? [at + 1] : []),
    ...(at + side < segments ? [at + side] : []),
  ]);
  const costEur = neighbours.map(() => Math.round(50_000 * Math.exp(0.7 * random.gaussian())));
  return {
    costEur,
    isRoot: neighbours.map(() => random.chance(1 / 3)),
    neighbours,
    groups: Array.from({ length: firms }, () => {
      const nearest = random.integer(0, segments - 1);
      const others = neighbours[nearest]!.filter(() => random.chance(0.4));
      return { points: 1_000_000, reachedBy: [nearest, ...others].sort((a, b) => a - b) };
    }),
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
