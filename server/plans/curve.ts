import type { Highs } from 'highs';
import { firstSet } from './first-set.ts';
import { bestRatio } from './greedy.ts';
import { PlanSearch } from './plan-search.ts';
import { reduce } from './reduce.ts';
import { type Effort, LEAST_SECONDS_FOR_ANY_SET } from './search.ts';
import type { Choice, Impossible, Selection } from './selection.ts';

/** A budget of a curve and what is best under it. */
export type CurvePoint = (Choice | Impossible) & { budgetEur: number };

/** Time left so short begins nothing. */
const TOO_SHORT_SECONDS = 0.05;

/**
 * Finds the best set under each of some budgets. A larger budget never has fewer points, nor a lower bound.
 *
 * @param budgetsEur  ascending
 * @param effort      for all of them together
 * @param onPoint     hears each as it comes, and again where it gets better
 */
export function searchCurve(
  highs: Highs,
  selection: Selection,
  budgetsEur: readonly number[],
  { relativeGap, seconds }: Effort,
  onPoint: (at: number, point: CurvePoint) => void = () => {},
): CurvePoint[] {
  const startedAt = performance.now();
  const secondsLeft = () => seconds - (performance.now() - startedAt) / 1000;
  const points: CurvePoint[] = [];
  const put = (at: number, point: CurvePoint) => {
    points[at] = point;
    onPoint(at, point);
  };
  const reduced = reduce({ ...selection, budgetEur: Math.max(0, ...budgetsEur) });
  if ('why' in reduced) {
    for (const [at, budgetEur] of budgetsEur.entries()) put(at, { budgetEur, ...reduced });
    return points;
  }
  const search = new PlanSearch(highs, reduced);
  const look = (at: number, starts: number[][], among: number, isQuick: boolean) => {
    const budgetEur = budgetsEur[at]!;
    const endsAt = secondsLeft() * (1 - 1 / among);
    const effort = { relativeGap, secondsLeft: () => secondsLeft() - endsAt, isQuick };
    put(at, { budgetEur, ...search.best(budgetEur, starts, effort) });
  };
  try {
    for (const [at, budgetEur] of budgetsEur.entries()) {
      const before = chosenOf(points[at - 1]);
      const under = { ...selection, budgetEur };
      const first = before ? bestRatio(under) : firstSet(highs, under, LEAST_SECONDS_FOR_ANY_SET);
      if ('why' in first) put(at, { budgetEur, ...first });
      else look(at, before ? [before, first.chosen] : [first.chosen], budgetsEur.length - at, true);
    }
    // What was learnt on the way up may be all that the others need; time that nobody needed is theirs.
    sharpen(points, search, relativeGap, put);
    const open = [...points.keys()].filter((at) => !isDone(points[at]!));
    for (const [turn, at] of open.entries()) {
      if (secondsLeft() < TOO_SHORT_SECONDS) break;
      const starts = [chosenOf(points[at - 1]), chosenOf(points[at])].filter((each) => each !== null);
      if (!isDone(points[at]!)) look(at, starts, open.length - turn, false);
    }
    raise(points, put);
    sharpen(points, search, relativeGap, put);
    return points;
  } finally {
    search.dispose();
  }
}

const isDone = (point: CurvePoint): boolean => 'why' in point || point.ended === 'proven';

const chosenOf = (point: CurvePoint | undefined): number[] | null => (point && !('why' in point) ? point.chosen : null);

/** A set found for a smaller budget is within a larger one. */
function raise(points: readonly CurvePoint[], put: (at: number, point: CurvePoint) => void): void {
  for (const [at, point] of points.entries()) {
    const smaller = points[at - 1];
    if ('why' in point || !smaller || 'why' in smaller || smaller.points <= point.points) continue;
    const { chosen, points: more, costEur } = smaller;
    put(at, { ...point, chosen, points: more, costEur, boundPoints: Math.max(point.boundPoints, more) });
  }
}

/** What was learnt at one budget bounds the others, and a smaller one never brings more than a larger one may. */
function sharpen(
  points: readonly CurvePoint[],
  search: PlanSearch,
  relativeGap: number,
  put: (at: number, point: CurvePoint) => void,
): void {
  let larger = Infinity;
  for (const [at, point] of [...points.entries()].toReversed()) {
    if ('why' in point) continue;
    const boundPoints = Math.max(point.points, Math.min(point.boundPoints, larger, search.boundAt(point.budgetEur)));
    larger = boundPoints;
    const isNear = boundPoints - point.points <= relativeGap * point.points;
    const ended = isNear ? 'proven' : point.ended;
    if (boundPoints !== point.boundPoints || ended !== point.ended) put(at, { ...point, boundPoints, ended });
  }
}
