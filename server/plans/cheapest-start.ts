import { firmPoints } from './benefit.ts';
import { cheapestWays, wayAlong } from './connect.ts';
import { planCost, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import type { PlanSettings } from './settings.ts';

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
  const costEur = problem.candidates.map((candidate) =>
    excluded.has(candidate.id) ? Infinity : segmentCost(candidate, settings.costs).eur[settings.costCase],
  );
  const ways = cheapestWays(problem, built, costEur);
  const eurWith = (place: number) => ways.eur[place]! + (built.has(place) ? 0 : costEur[place]!);
  let best: number | null = null;
  for (const place of counts) {
    const eur = eurWith(place);
    if (eur === Infinity) continue;
    if (best === null || eur < eurWith(best) || (eur === eurWith(best) && place < best)) best = place;
  }
  if (best === null) return null;
  const segments = [...wayAlong(ways, best, built)!, best].filter((place) => !built.has(place));
  return { eur: planCost(problem, [...built, ...segments], settings.costs)[settings.costCase], segments };
}
