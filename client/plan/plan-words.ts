import { computed } from '@preact/signals';
import { language } from '../address.ts';
import { enPlan } from '../words/en-plan.ts';
import { itPlan } from '../words/it-plan.ts';

/** The words of the page of plans, which comes with them. */
export const planWords = computed(() => (language.value === 'en' ? enPlan : itPlan));
