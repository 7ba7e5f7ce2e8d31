import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { WrittenProblem } from '../../../server/plans/assemble-problem.ts';
import { KnownProblems } from '../../../server/plans/known-problems.ts';
import { searchPlan } from '../../../server/plans/search.ts';
import type { SearchProgress, Selection } from '../../../server/plans/selection.ts';
import { openPlanner, openSolver } from '../../../server/plans/threads.ts';
import { seededRandom } from '../../../scripts/demo/random.ts';
import { loadSolver } from '../../helpers/load-highs.ts';
import { settings } from './random-problem.ts';

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

const SETTINGS = settings({ budgetEur: 1000 });
const state = (fingerprint: string) => ({ fingerprint, methodVersion: 'of the test', recomputing: 0 });

/** One segment of 900 EUR that serves one firm. */
const written: WrittenProblem = {
  sorted: {
    candidates: [
      {
        id: 'only',
        name: null,
        status: 'planned',
        technology: 'FTTH',
        downMbps: 1000,
        reachM: 100,
        lengthM: 20,
        works: null,
        worksType: null,
        crossings: null,
        terminations: null,
        costEur: 900,
        readyOn: '2028-06-30',
        generated: false,
      },
    ],
    committed: [],
    leftOut: [],
  },
  rows: {
    neighbours: [],
    joins: [{ place: 0, kind: 'deliveryPoint', id: 'PCN', name: null }],
    lengths: [{ place: 0, code: '019035', metres: 20 }],
    shared: [],
    zones: [],
    leftOut: [],
    firms: JSON.stringify([
      {
        id: 'firm',
        code: '019035',
        employees: 5,
        exportShare: null,
        pledges: false,
        segmentIds: ['only'],
        inZone: false,
      },
    ]),
    municipalities: [{ code: '019035', name: 'Crema', provinceCode: 'CR', placed: 1, unplaced: 0 }],
  },
};

test('the thread that keeps a problem answers about it, while nobody asks as well', async () => {
  let losses = 0;
  const planner = openPlanner(() => (losses += 1));
  const fingerprint = await planner.take(written);
  const asked = { data: state(fingerprint), settings: SETTINGS, today: '2026-11-28' };
  // Not one question more: the thread hears of the search's end by itself.
  const best = await planner.best({ ...asked, patienceMs: 60_000 });
  expect(best).toMatchObject({ state: 'done', isProven: true, chosen: ['only'] });
  const { bytes } = await planner.problem({ data: state(fingerprint), scope: SETTINGS.scope });
  expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({
    data: state(fingerprint),
    problem: { firms: [{ id: 'firm', reachedBy: [0] }] },
  });
  expect(losses).toBe(0);
  await expect(planner.ranking({ data: state('another'), settings: SETTINGS })).rejects.toThrow('does not have');
  expect(losses, 'who keeps fingerprints is told that they lead nowhere').toBe(1);
}, 60_000);

test('problems that are forgotten are read anew though the data has not changed', async () => {
  let reads = 0;
  const problems = new KnownProblems(
    async (question: string) => `${question} ${(reads += 1)}`,
    async () => ({ version: '7', recomputing: 0 }),
  );
  expect((await problems.at('a')).fingerprint).toBe('a 1');
  expect((await problems.at('a')).fingerprint).toBe('a 1');
  problems.forget();
  expect((await problems.at('a')).fingerprint).toBe('a 2');
});
