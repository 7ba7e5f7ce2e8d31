import { computed } from '@preact/signals';
import { isInScope, problem } from './plan-state.ts';

/** Firms with a known position in the municipalities whose firms count, without any plan. */
export const firmsInScope = computed(() => {
  const own = problem.value?.municipalities.filter(isInScope) ?? [];
  return {
    notServed: own.reduce((sum, { firmsNotServed }) => sum + firmsNotServed, 0),
    served: own.reduce((sum, { firmsServed }) => sum + firmsServed, 0),
  };
});
