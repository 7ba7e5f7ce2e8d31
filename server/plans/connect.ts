import type { PlanProblem } from './problem.ts';

/** What of a problem says who leads where. */
type Network = { candidates: readonly Pick<PlanProblem['candidates'][number], 'joins' | 'neighbours'>[] };

/** Of each candidate the first of all that are joined to it by touching: the same for all of one component. */
export function components({ candidates }: Network): number[] {
  const first = candidates.map(() => -1);
  candidates.forEach((_, start) => {
    if (first[start] !== -1) return;
    for (const place of spread(candidates, [start], () => true)) first[place] = start;
  });
  return first;
}

/** Candidates that lead to no root whatever is built. */
export const neverConnected = (problem: Network): number[] =>
  unconnectedOf(
    problem,
    problem.candidates.map((_, place) => place),
  );

/** Of a set of candidates those that lead to no root through others of the set; in the order given. */
export function unconnectedOf({ candidates }: Network, chosen: Iterable<number>): number[] {
  const built = new Set(chosen);
  const roots = [...built].filter((place) => candidates[place]!.joins.length > 0);
  const connected = spread(candidates, roots, (place) => built.has(place));
  return [...built].filter((place) => !connected.has(place));
}

/** All that can be come to from some candidates by touching those that are let through. */
function spread(
  candidates: Network['candidates'],
  starts: readonly number[],
  letsThrough: (place: number) => boolean,
): Set<number> {
  const reached = new Set(starts);
  // A set is walked in the order in which it grows.
  for (const place of reached) {
    for (const next of candidates[place]!.neighbours) if (letsThrough(next)) reached.add(next);
  }
  return reached;
}

/** The cheapest way to every candidate from a root. */
export interface Ways {
  /** Of what must be built before it; Infinity where nothing leads to it. */
  eur: number[];
  /** The one before it on the way; -1 for roots and where nothing leads to it. */
  before: number[];
}

/**
 * The cheapest way to every candidate at once: Dijkstra from all roots. Of ways that cost the same one with the fewest segments to
 * be built is taken.
 *
 * @param built   places that cost nothing any more
 * @param costEur by place, at least 0; Infinity for what must not be built
 */
export function cheapestWays({ candidates }: Network, built: ReadonlySet<number>, costEur: readonly number[]): Ways {
  const roots = candidates.flatMap(({ joins }, place) => (joins.length > 0 ? [place] : []));
  const eur = candidates.map(({ joins }) => (joins.length > 0 ? 0 : Infinity));
  const segments = candidates.map(() => 0);
  const before = candidates.map(() => -1);
  const isNearer = (byEur: number, bySegments: number, place: number): boolean =>
    byEur < eur[place]! || (byEur === eur[place] && bySegments < segments[place]!);

  const open = new Set(roots);
  const settled = new Set<number>();
  while (open.size > 0) {
    let nearest = -1;
    for (const place of open) {
      if (nearest === -1 || isNearer(eur[place]!, segments[place]!, nearest)) nearest = place;
    }
    open.delete(nearest);
    settled.add(nearest);
    const isBuilt = built.has(nearest);
    const throughEur = eur[nearest]! + (isBuilt ? 0 : costEur[nearest]!);
    const throughSegments = segments[nearest]! + (isBuilt ? 0 : 1);
    if (throughEur === Infinity) continue;
    for (const next of candidates[nearest]!.neighbours) {
      if (settled.has(next) || !isNearer(throughEur, throughSegments, next)) continue;
      eur[next] = throughEur;
      segments[next] = throughSegments;
      before[next] = nearest;
      open.add(next);
    }
  }
  return { eur, before };
}

/** What must be built before a candidate on its way, the one nearest to the root first; null where nothing leads to it. */
export function wayAlong({ eur, before }: Ways, candidate: number, built: ReadonlySet<number>): number[] | null {
  if (eur[candidate] === Infinity) return null;
  const way: number[] = [];
  for (let place = before[candidate]!; place !== -1; place = before[place]!) if (!built.has(place)) way.push(place);
  return way.toReversed();
}

/** The cheapest others to build before one candidate. Who asks for many asks `cheapestWays` once. */
export const wayTo = (
  problem: Network,
  candidate: number,
  built: ReadonlySet<number>,
  costEur: readonly number[],
): number[] | null => wayAlong(cheapestWays(problem, built, costEur), candidate, built);
