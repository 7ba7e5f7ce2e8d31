import type { CurvePoint } from '../../server/plans/curve.ts';
import { bestRatio, biggestFirst, nearestFirst } from '../../server/plans/greedy.ts';
import { budgetsFor } from '../../server/plans/planner.ts';
import type { PlanProblem } from '../../server/plans/problem.ts';
import { selectionOf } from '../../server/plans/select.ts';
import type { Choice, Impossible, Selection } from '../../server/plans/selection.ts';
import { type PlanSettings, USUAL_WEIGHTS } from '../../server/plans/settings.ts';
import { openSolver } from '../../server/plans/threads.ts';
import { usualCosts } from '../../server/plans/unit-costs.ts';
import { meetsTerms, pointsOfSet } from '../../server/plans/worth.ts';
import { type Bench, type Figures, median } from './measure.ts';
import { generatePlanProblem } from './region/plan-problem.ts';

const WHOLE = { municipalities: 1500, segments: 2000, firms: 100_000, seed: 1 };
const SHORT = { municipalities: 150, segments: 200, firms: 10_000, seed: 1 };
const ROUNDS = 3;
const TODAY = '2026-11-27';
const RELATIVE_GAP = 0.005;
const MOST_SECONDS = 20;
const MOST_CURVE_SECONDS = 60;
/** Of what everything worth having costs. */
const SHARES = [0.1, 0.25, 0.4, 0.6, 0.8];

/**
 * The best plans of an invented region, proven to half a percent: at five budgets, beside what one gets by taking segments one
 * by one, and as a curve of twenty.
 */
export const benchPlan: Bench = async ({ short, say }) => {
  const { problem, nearestM } = generatePlanProblem(short ? SHORT : WHOLE);
  const nearest = [...nearestM.keys()].sort((a, b) => nearestM[a]! - nearestM[b]!);
  return measurePlans(problem, nearest, short ? 1 : ROUNDS, say);
};

/** @param nearest  candidates, the one nearest to a firm that is not served first */
async function measurePlans(
  problem: PlanProblem,
  nearest: readonly number[],
  rounds: number,
  say: (line: string) => void,
): Promise<Figures> {
  const { selection } = selectionOf(problem, SETTINGS, TODAY);
  const allEur = budgetsFor(selection).at(-1)!;
  const solver = openSolver();
  try {
    const runs: Run[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const share of SHARES) {
        const under = { ...selection, budgetEur: Math.round(share * allEur) };
        const { result, seconds, cpuSeconds } = await timed(() =>
          solver.solvePlan(under, { relativeGap: RELATIVE_GAP, seconds: MOST_SECONDS }),
        );
        const choice = checked(under, result);
        const run = {
          share,
          seconds,
          cpuSeconds,
          isProven: choice.ended === 'proven',
          gap: gapOf(choice),
          ...beside(under, choice, nearest),
        };
        runs.push(run);
        say(
          `${share}: ${run.seconds.toFixed(1)} s, CPU ${run.cpuSeconds.toFixed(1)} s, gap ${(100 * run.gap).toFixed(2)} %`,
        );
      }
    }
    const budgets = budgetsFor(selection);
    const curve = await timed(() =>
      solver.solveCurve(selection, budgets, { relativeGap: RELATIVE_GAP, seconds: MOST_CURVE_SECONDS }),
    );
    const choices = curve.result.map((point) => checked({ ...selection, budgetEur: point.budgetEur }, point));
    checkMonotone(curve.result);
    const figure = (of: (run: Run) => number) => median(runs.map(of));
    return {
      segments: problem.candidates.length,
      firms: problem.firms.length,
      groups: selection.groups.length,
      rounds,
      budgets: SHARES.length,
      certified: runs.every(({ isProven }) => isProven),
      seconds: tenth(figure((run) => run.seconds)),
      secondsMost: tenth(Math.max(...runs.map(({ seconds }) => seconds))),
      cpuSeconds: tenth(figure((run) => run.cpuSeconds)),
      largestGapPercent: hundredth(100 * Math.max(...runs.map(({ gap }) => gap))),
      bestRatioMs: Math.round(figure((run) => run.bestRatioMs)),
      moreThanBestRatioPercent: percentMore(figure((run) => run.toBestRatio)),
      moreThanBiggestFirstPercent: percentMore(figure((run) => run.toBiggest)),
      moreThanNearestFirstPercent: percentMore(figure((run) => run.toNearest)),
      curveBudgets: budgets.length,
      curveCertified: choices.filter(({ ended }) => ended === 'proven').length,
      curveLargestGapPercent: hundredth(100 * Math.max(...choices.map(gapOf))),
      curveSeconds: tenth(curve.seconds),
      curveCpuSeconds: tenth(curve.cpuSeconds),
    };
  } finally {
    await solver.close();
  }
}

interface Run {
  share: number;
  seconds: number;
  cpuSeconds: number;
  isProven: boolean;
  gap: number;
  bestRatioMs: number;
  toBestRatio: number;
  toBiggest: number;
  toNearest: number;
}

/** How the best plan stands beside those that take one segment after the other. */
function beside(selection: Selection, { points }: Choice, nearest: readonly number[]) {
  const startedAt = performance.now();
  const byRatio = bestRatio(selection);
  const bestRatioMs = performance.now() - startedAt;
  return {
    bestRatioMs,
    toBestRatio: points / byRatio.points,
    toBiggest: points / biggestFirst(selection).points,
    toNearest: points / nearestFirst(selection, nearest).points,
  };
}

function checked(selection: Selection, found: Choice | Impossible): Choice {
  if ('why' in found) throw new Error(`no plan: ${found.why}`);
  const chosen = new Set(found.chosen);
  if (!meetsTerms(selection, chosen)) throw new Error('a plan breaks its terms');
  if (found.points !== pointsOfSet(selection, chosen)) throw new Error('a plan has not the points that it claims');
  if (found.boundPoints < found.points) throw new Error('a bound is below its plan');
  return found;
}

function checkMonotone(curve: readonly CurvePoint[]): void {
  let before = { points: 0, boundPoints: 0 };
  for (const point of curve) {
    if ('why' in point) continue;
    if (point.points < before.points || point.boundPoints < before.boundPoints) throw new Error('a curve falls');
    before = point;
  }
}

async function timed<Result>(work: () => Promise<Result>) {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6 };
}

const gapOf = ({ points, boundPoints }: Choice): number => (points === 0 ? 0 : boundPoints / points - 1);
const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const percentMore = (ratio: number): number => tenth(100 * (ratio - 1));

const SETTINGS: PlanSettings = {
  target: 1000,
  horizon: '2028-12-31',
  proposed: false,
  scope: { kind: 'everywhere' },
  weights: USUAL_WEIGHTS,
  costs: usualCosts(),
  costCase: 'likely',
  budgetEur: 0,
  pinned: [],
  excluded: [],
  zoneInEach: false,
  capPerMunicipalityEur: null,
  metresPerYear: null,
};
