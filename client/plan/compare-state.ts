import { computed, effect, signal } from '@preact/signals';
import { address, language } from '../address.ts';
import type { PlanSettings } from '../../server/plans/settings.ts';
import { formatEuros } from '../format.ts';
import { municipalities } from '../state.ts';
import { type Appraisal, type BestPlan, getBestPlan, getPlan, type PlanToday } from './plan-api.ts';
import { settingsText } from './plan-choice.ts';
import { isHere, prepared, settings } from './plan-state.ts';
import { followLatest, type Searched } from './poll.ts';

const REST_MS = 300;

/** What the plan is compared with: another budget, a stored plan, or a neighbour with the same budget. */
export type Compared =
  | { kind: 'budget'; budgetEur: number }
  | { kind: 'plan'; id: string }
  | { kind: 'near'; code: string };

/** Reads what the address says of it; null where that is nothing. */
function parseCompared(text: string | null): Compared | null {
  const [kind, what = ''] = text?.split(':') ?? [];
  if (kind === 'budget') return /^\d{1,11}$/.test(what) ? { kind, budgetEur: Number(what) } : null;
  if (kind === 'near') return /^\d{6}$/.test(what) ? { kind, code: what } : null;
  if (kind === 'plan') return what.length === 36 ? { kind, id: what } : null;
  return null;
}

const said = computed(() => address.value.compare);
export const compared = computed(() => parseCompared(said.value));

/** The other plan. */
export interface OtherPlan {
  name: string;
  chosen: string[];
  appraisal: Appraisal;
}

type Other = { state: BestPlan['state']; plan: OtherPlan | null };

const searched = signal<Searched<Other> | null>(null);

/** A stored plan is as it was made; anything else is searched for under the terms of the present one. */
const follower = followLatest(
  REST_MS,
  async (wish: { compared: Compared; settings: PlanSettings }, signal): Promise<Other> => {
    const caller = { language: language.peek(), signal };
    if (wish.compared.kind !== 'plan') return found(await getBestPlan(wish.settings, caller), '');
    const stored: PlanToday = await getPlan(wish.compared.id, caller);
    const { chosen, appraisal } = stored.outcome;
    return { state: 'done', plan: { name: stored.name, chosen, appraisal } };
  },
  (now) => (searched.value = now),
);

const found = ({ state, chosen, appraisal }: BestPlan, name: string): Other => ({
  state,
  plan: appraisal && { name, chosen, appraisal },
});

function wishOf(own: PlanSettings, other: Compared): PlanSettings {
  if (other.kind === 'budget') return { ...own, budgetEur: other.budgetEur };
  if (other.kind === 'near') {
    return { ...own, scope: { kind: 'municipalities', codes: [other.code] }, pinned: [], excluded: [] };
  }
  return own;
}

const about = computed(() =>
  compared.value?.kind === 'plan'
    ? (said.value ?? '')
    : compared.value && settingsText(wishOf(settings.value, compared.value)),
);

effect(() => {
  const text = about.value;
  if (!isHere.value || prepared.value === null || text === null || compared.value === null) {
    follower.stop();
    return;
  }
  follower.want(text, { compared: compared.value, settings: wishOf(settings.peek(), compared.value) });
});

export const otherSearch = computed(() => (searched.value?.about === about.value ? searched.value : null));

/** The other plan once it is there. */
export const other = computed<OtherPlan | null>(() => {
  const plan = otherSearch.value?.answer?.plan ?? null;
  const asked = compared.value;
  if (plan === null || asked === null) return null;
  if (asked.kind === 'budget') return { ...plan, name: formatEuros(asked.budgetEur, language.value) };
  if (asked.kind === 'plan') return plan;
  const name = municipalities.value.value?.items.find(({ code }) => code === asked.code)?.name ?? asked.code;
  return { ...plan, name };
});
