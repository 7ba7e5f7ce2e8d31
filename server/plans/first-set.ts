import type { Highs } from 'highs';
import { forbid, formulate, rowOf } from './budget.ts';
import { Building, byCandidate } from './building.ts';
import { bestRatio, buildWhatMust, type Draft, draftOf } from './greedy.ts';
import { reduce } from './reduce.ts';
import { Relaxation } from './relaxation.ts';
import type { Impossible, Selection } from './selection.ts';
import { cutsFor } from './separate.ts';
import { searchWhole } from './whole-search.ts';
import { costOfSet, meetsTerms } from './worth.ts';

/** Rounds of cuts before whole solutions are searched. */
const ROUNDS = 12;

/** A set that meets all terms, not yet a good one; or why there is none. */
export function firstSet(highs: Highs, selection: Selection, seconds: number): Draft | Impossible {
  const quick = bestRatio(selection);
  if (quick.meetsTerms) return quick;
  const cheapest = cheapestSet(highs, selection, seconds);
  if (cheapest === null) return { why: 'caps', cheapestEur: null, candidates: [] };
  const cheapestEur = costOfSet(selection, cheapest);
  if (cheapestEur > selection.budgetEur) return { why: 'budget', cheapestEur, candidates: [] };
  return draftOf(new Building(byCandidate(selection), cheapest));
}

/**
 * The cheapest set that meets all terms but the budget; null where there is none.
 *
 * @param seconds  after which the cheapest found so far will do, where one was found
 */
function cheapestSet(highs: Highs, { ...selection }: Selection, seconds: number): Set<number> | null {
  selection.budgetEur = Infinity;
  const reduced = reduce(selection);
  if ('why' in reduced) return null;
  const programme = formulate(reduced, 'cost');
  const startedAt = performance.now();
  let best: Set<number> | null = null;
  const quick = new Set(draftOf(buildWhatMust(reduced.by)).chosen);
  if (meetsTerms(selection, quick)) best = quick;
  const secondsLeft = () => (best ? seconds - (performance.now() - startedAt) / 1000 : Infinity);
  const relaxation = new Relaxation(highs, reduced, programme);
  try {
    relaxation.solve(secondsLeft, ROUNDS, () => false);
    searchWhole(highs, {
      programme,
      rows: [...relaxation.rows],
      fixed: null,
      start: best,
      relativeGap: 0,
      secondsLeft,
      onBound: () => false,
      onSet(chosen) {
        const cuts = cutsFor(reduced, chosen);
        if (cuts.length > 0) return cuts.map((cut) => rowOf(cut, programme.columnOf));
        if (!meetsTerms(selection, chosen)) return [forbid(chosen, programme.columnOf)];
        if (!best || costOfSet(selection, chosen) < costOfSet(selection, best)) best = chosen;
        return [];
      },
    });
    return best;
  } finally {
    relaxation.dispose();
  }
}
