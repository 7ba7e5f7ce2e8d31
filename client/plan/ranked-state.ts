import { computed } from '@preact/signals';
import { explainRanking } from '../../server/plans/explain.ts';
import { prepareRanking, rank, type Ranked } from '../../server/plans/priority.ts';
import { rankHoldsAmong } from '../../server/plans/rank-holds.ts';
import { placeById } from './by-id.ts';
import { shown } from './plan-result.ts';
import { problem, terms } from './plan-state.ts';
import { planSteps } from './steps.ts';

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

/** Why a segment stands where it does, in both languages. */
export const reasonOf = computed(() =>
  problem.value === null ? null : explainRanking(problem.value, terms.value.costs, chosen.value),
);

/** What each segment of the plan adds to those before it, by id. */
export const stepById = computed(() => {
  const from = problem.value;
  if (from === null || shown.value === null) return new Map<string, Ranked>();
  const order = shown.value.appraisal.segments.flatMap(({ id }) => placeById.value.get(id) ?? []);
  return new Map(planSteps(from, terms.value, order).map((step) => [from.candidates[step.candidate]!.id, step]));
});
