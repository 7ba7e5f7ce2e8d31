import type { Highs } from 'highs';
import { firstSet } from './first-set.ts';
import { PlanSearch } from './plan-search.ts';
import { reduce } from './reduce.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';

/** How far to go. */
export interface Effort {
  /**
   * A bound so close to the points of the set found is proof enough: 0.005 is half a percent of them. With 0 they are equal,
   * or differ by a millionth at most where points have too many digits for the solver.
   */
  relativeGap: number;
  seconds: number;
}

/** Whether any set meets the terms is found out even where there is no time for more. */
export const LEAST_SECONDS_FOR_ANY_SET = 10;

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
    return search.best(selection.budgetEur, [first.chosen], {
      relativeGap,
      secondsLeft,
      onBetter: (points, boundPoints) =>
        onProgress({ points, boundPoints, seconds: (performance.now() - startedAt) / 1000 }),
    });
  } finally {
    search.dispose();
  }
}
