import { computed } from '@preact/signals';
import { prepareRanking, rank } from '../../server/plans/priority.ts';
import { rankHoldsAmong } from '../../server/plans/rank-holds.ts';
import { placeById } from './by-id.ts';
import { shown } from './plan-result.ts';
import { problem, terms } from './plan-state.ts';

const chosen = computed(() => {
  const places = shown.value?.chosen.flatMap((id) => placeById.value.get(id) ?? []) ?? [];
  return new Set(places);
});

/** What each other segment adds to the plan: no weight changes it, so it is made once for each plan. */
const packages = computed(() =>
  problem.value === null ? [] : prepareRanking(problem.value, terms.value, chosen.value),
);

/** Segments that the plan does not choose and that would serve somebody more, by benefit per euro. */
export const ranked = computed(() => rank(packages.value, terms.value.weights).filter(({ points }) => points > 0));

/** How far a rank holds; made for the ranking when it is first asked of one. */
export const holdsOf = computed(() => {
  const of = rankHoldsAmong(packages.value, terms.value.weights);
  const byCandidate = new Map(packages.value.map((one) => [one.candidate, one]));
  return (candidate: number) => of(byCandidate.get(candidate)!);
});
