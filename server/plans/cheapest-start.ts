import { firmPoints } from './benefit.ts';
import { planCost, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import type { PlanSettings } from './settings.ts';
import { cheapestWays, wayBefore } from './ways.ts';

/**
 * The cheapest set that serves a firm that counts, with all that is chosen already.
 *
 * Ways are compared by what their segments cost one by one; where pairs of them share a trench, another way might be
 * cheaper still.
 *
 * @returns what it costs in the case that the budget must hold for, and what is to be added, the one nearest to the root first;
 *   null where no firm that counts can be served
 */
export function cheapestStart(
  problem: PlanProblem,
  settings: PlanSettings,
  chosen: readonly number[],
): { eur: number; segments: number[] } | null {
  const built = new Set(chosen);
  const excluded = new Set(settings.excluded);
  const counts = new Set(
    problem.firms.flatMap((firm) => (firmPoints(firm, settings.weights) > 0 ? firm.reachedBy : [])),
  );
  const allowed = [...problem.candidates.keys()].filter((place) => !excluded.has(problem.candidates[place]!.id));
  const ways = cheapestWays(problem, allowed, (place) =>
    built.has(place) ? 0 : segmentCost(problem.candidates[place]!, settings.costs).eur[settings.costCase],
  );
  let best: number | null = null;
  for (const place of counts) {
    const eur = ways.eur[place]!;
    if (eur === Infinity) continue;
    if (best === null || eur < ways.eur[best]! || (eur === ways.eur[best] && place < best)) best = place;
  }
  if (best === null) return null;
  const segments = [...wayBefore(ways, best), best].filter((place) => !built.has(place));
  return { eur: planCost(problem, [...built, ...segments], settings.costs)[settings.costCase], segments };
}
