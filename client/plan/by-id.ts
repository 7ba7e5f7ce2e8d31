import { computed } from '@preact/signals';
import { found, problem } from './plan-state.ts';

/** All that plans may choose from, wherever it lies. */
export const candidateById = computed(
  () => new Map(found.value.value?.problem.candidates.map((candidate) => [candidate.id, candidate])),
);

/** Places in the problem that the plan is chosen from. */
export const placeById = computed(() => new Map(problem.value?.candidates.map(({ id }, place) => [id, place])));
