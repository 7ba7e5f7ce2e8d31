import type { PlanProblem } from './problem.ts';

/** How candidates lead to a root, a candidate with a join, at the least cost of what is on the way. */
export interface Ways {
  /** The one before each on its way; null for a root and for whoever leads nowhere. */
  before: (number | null)[];
  /** What each costs together with all on its way; Infinity where it leads nowhere. */
  eur: number[];
}

/**
 * The cheapest way of each candidate to a root through touching candidates, as Dijkstra finds them from all roots at once.
 *
 * @param allowed  candidates that may be on a way
 * @param costEur  of each candidate, at least 0; where sums are equal the lower place wins
 */
export function cheapestWays(
  problem: PlanProblem,
  allowed: Iterable<number>,
  costEur: (place: number) => number,
): Ways {
  const before = problem.candidates.map((): number | null => null);
  const eur = problem.candidates.map(() => Number.POSITIVE_INFINITY);
  const waiting = new Set([...allowed].toSorted((one, other) => one - other));
  const seen = new Set<number>();
  for (const place of waiting) {
    if (problem.candidates[place]!.joins.length === 0) continue;
    eur[place] = costEur(place);
    seen.add(place);
  }
  while (seen.size > 0) {
    const nearest = least(seen, eur);
    seen.delete(nearest);
    waiting.delete(nearest);
    for (const next of problem.candidates[nearest]!.neighbours) {
      if (!waiting.has(next)) continue;
      const through = eur[nearest]! + costEur(next);
      if (through >= eur[next]!) continue;
      eur[next] = through;
      before[next] = nearest;
      seen.add(next);
    }
  }
  return { before, eur };
}

/** Who is before it on its way, the one nearest to the root first. */
export function wayBefore({ before }: Ways, place: number): number[] {
  const way: number[] = [];
  for (let at = before[place] ?? null; at !== null; at = before[at] ?? null) way.push(at);
  return way.toReversed();
}

function least(places: Iterable<number>, eur: readonly number[]): number {
  let best = -1;
  for (const place of places) {
    if (best < 0 || eur[place]! < eur[best]! || (eur[place] === eur[best] && place < best)) best = place;
  }
  return best;
}
