import type { Highs } from 'highs';
import { firstSet } from './first-set.ts';
import { bestRatio } from './greedy.ts';
import { PlanSearch } from './plan-search.ts';
import { reduce } from './reduce.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';

/** How far to go. */
export interface Effort {
  /** A bound so close to the points of the set found is proof enough: 0.005 is half a percent of them. */
  relativeGap: number;
  seconds: number;
}

/** A budget of a curve and what is best under it. */
export type CurvePoint = (Choice | Impossible) & { budgetEur: number };

/** Whether any set meets the terms is found out even where there is no time for more. */
const LEAST_SECONDS_FOR_ANY_SET = 10;

/** Finds the best set under the terms, with a bound that proves how good it is. */
export function searchPlan(
  highs: Highs,
  selection: Selection,
  { relativeGap, seconds }: Effort,
  onProgress: (progress: SearchProgress) => void = () => {},
): Choice | Impossible {
  const startedAt = performance.now();
  const secondsLeft = () => seconds - (performance.now() - startedAt) / 1000;
  const reduced = reduce(selection);
  if ('why' in reduced) return reduced;
  const first = firstSet(highs, selection, Math.max(seconds, LEAST_SECONDS_FOR_ANY_SET));
  if ('why' in first) return first;
  const search = new PlanSearch(highs, reduced);
  try {
    return search.best(selection.budgetEur, [first.chosen], relativeGap, secondsLeft, (points, boundPoints) =>
      onProgress({ points, boundPoints, seconds: (performance.now() - startedAt) / 1000 }),
    );
  } finally {
    search.dispose();
  }
}

/**
 * Finds the best set under each of some budgets. A larger budget never has fewer points, nor a lower bound.
 *
 * @param budgetsEur  ascending
 * @param effort      for all of them together
 * @param onPoint     hears each as it comes, and again where a later one has made its bound sharper
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
  try {
    let before: number[] | null = null;
    for (const [at, budgetEur] of budgetsEur.entries()) {
      const under = { ...selection, budgetEur };
      const first = before ? bestRatio(under) : firstSet(highs, under, LEAST_SECONDS_FOR_ANY_SET);
      if ('why' in first) {
        put(at, { budgetEur, ...first });
        continue;
      }
      const endsAt = secondsLeft() - secondsLeft() / (budgetsEur.length - at);
      const starts: number[][] = before ? [before, first.chosen] : [first.chosen];
      const choice = search.best(budgetEur, starts, relativeGap, () => secondsLeft() - endsAt);
      before = choice.chosen;
      put(at, { budgetEur, ...choice });
    }
    sharpen(points, search, relativeGap, put);
    return points;
  } finally {
    search.dispose();
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
    if (boundPoints === point.boundPoints) continue;
    const isProven = boundPoints - point.points <= relativeGap * point.points;
    put(at, { ...point, boundPoints, ended: isProven ? 'proven' : 'timeOver' });
  }
}
