import { computed } from '@preact/signals';
import { explainRanking } from '../../server/plans/explain.ts';
import { prepareRanking, rank, type Ranked } from '../../server/plans/priority.ts';
import { rankHoldsAmong } from '../../server/plans/rank-holds.ts';
import { placeById } from './by-id.ts';
import { appraised, chosenIds } from './plan-result.ts';
import { choice, problem, terms } from './plan-state.ts';
import { planSteps } from './steps.ts';

/** As text, so that who reads it is woken by a change alone. */
const chosenText = computed(() => JSON.stringify(chosenIds.value ?? []));
const chosen = computed(() => {
  const ids = JSON.parse(chosenText.value) as string[];
  return new Set(ids.flatMap((id) => placeById.value.get(id) ?? []));
});

/** What of the terms a package depends on. */
const packingText = computed(() => JSON.stringify([terms.value.costs, terms.value.excluded]));
const packing = computed(() => (void packingText.value, terms.peek()));
/** With what the hand holds. */
const weights = computed(() => choice.value.weights);

/** What each other segment adds to the plan: no weight changes it, so it is made once for each plan. */
const packages = computed(() =>
  problem.value === null ? [] : prepareRanking(problem.value, packing.value, chosen.value),
);

/** Segments that the plan does not choose and that would serve somebody more, by benefit per euro. */
export const ranked = computed(() => rank(packages.value, weights.value).filter(({ points }) => points > 0));

/** How far a rank holds; made for the ranking when it is first asked of one. */
export const holdsOf = computed(() => {
  const of = rankHoldsAmong(packages.value, weights.value);
  const byCandidate = new Map(packages.value.map((one) => [one.candidate, one]));
  return (candidate: number) => of(byCandidate.get(candidate)!);
});

/** Why a segment stands where it does, in both languages. */
export const reasonOf = computed(() =>
  problem.value === null ? null : explainRanking(problem.value, packing.value.costs, chosen.value),
);

/** What each segment of the plan adds to those before it, by id. */
export const stepById = computed(() => {
  const from = problem.value;
  if (from === null || appraised.value === null) return new Map<string, Ranked>();
  const order = appraised.value.segments.flatMap(({ id }) => placeById.value.get(id) ?? []);
  return new Map(planSteps(from, terms.value, order).map((step) => [from.candidates[step.candidate]!.id, step]));
});
