import { batch, computed, effect, signal } from '@preact/signals';
import { administratorKey, forgetAdministratorKey } from '../administrator-key.ts';
import { address, go, language } from '../address.ts';
import { ApiProblem } from '../fetch-json.ts';
import { resource } from '../resource.ts';
import * as api from './plan-api.ts';
import { choiceOf, formatPlanChoice, settingsText } from './plan-choice.ts';
import { choice, isHere, settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';

const revision = signal(0);

/** All stored plans. */
export const plans = resource(() => {
  if (!isHere.value) return null;
  void revision.value;
  return { subject: 'plans', fetch: (signal) => api.listPlans({ language: language.peek(), signal }) };
});

const openId = computed(() => (isHere.value ? address.value.planId : null));

/** The plan that is open, as it is stored. */
export const stored = resource(() => {
  const id = openId.value;
  void revision.value;
  return id === null
    ? null
    : { subject: id, fetch: (signal) => api.getPlan(id, { language: language.peek(), signal }) };
});

/** Whether what is asked for is no longer what the open plan stores. */
export const isChanged = computed(() => {
  const { value } = stored.value;
  return value !== null && settingsText(value.settings) !== settingsText(settings.value);
});

/** How a write went. */
export interface Written {
  what: 'saving' | 'saved' | 'removed' | 'failed' | 'failedRemove';
  /** Of the server, where it said anything. */
  says?: string;
}
export const written = signal<Written | null>(null);
/** Somebody else's version of the plan that was to be changed. */
export const conflict = signal<api.PlanToday | null>(null);

/** Shows a stored plan: asks for what it was asked for. */
export function openPlan(
  { id, settings: asked }: Pick<api.Plan, 'id' | 'settings'>,
  mode: 'push' | 'replace' = 'push',
) {
  const { target, horizon, proposed, scope } = asked;
  const one = scope.kind === 'municipalities' && scope.codes.length === 1 ? scope.codes[0]! : null;
  const isUsual = one !== null || scope.kind === 'everywhere';
  const plan = formatPlanChoice({ ...choiceOf(asked), scope: isUsual ? null : scope });
  batch(() => {
    written.value = null;
    conflict.value = null;
    go({ planId: id, target, horizon, proposed, municipality: one, firm: null, view: null, plan }, mode);
  });
}

// A link that names a plan alone shows it as it is stored.
effect(() => {
  const { value } = stored.value;
  if (value !== null && value.id === address.value.planId && address.value.plan === null) openPlan(value, 'replace');
});

/** Does what changes stored plans, and says how it went. */
async function write<T>(what: 'save' | 'remove', doing: (key: string) => Promise<T>): Promise<T | null> {
  const key = administratorKey();
  if (key === null) return null;
  written.value = { what: 'saving' };
  try {
    const done = await doing(key);
    written.value = { what: what === 'save' ? 'saved' : 'removed' };
    revision.value += 1;
    return done;
  } catch (error) {
    const problem = error instanceof ApiProblem ? error : null;
    if (problem?.kind.startsWith('credential')) forgetAdministratorKey();
    const says = problem?.message ?? planWords.peek().noConnection;
    written.value = { what: what === 'save' ? 'failed' : 'failedRemove', says };
    if (problem?.kind === 'changed-meanwhile') await seeConflict();
    return null;
  }
}

/** Gets the other's version, so that both can be seen. */
async function seeConflict(): Promise<void> {
  const id = lastTouched;
  if (id !== null) conflict.value = await api.getPlan(id, { language: language.peek() }).catch(() => null);
}

let lastTouched: string | null = null;

export async function saveAsNew(name: string): Promise<void> {
  const asked = settings.peek();
  const made = await write('save', (key) => api.addPlan(name, asked, key));
  if (made === null) return;
  batch(() => {
    conflict.value = null;
    go({ planId: made.id, plan: formatPlanChoice(choice.peek()) }, 'replace');
  });
}

/** Stores the present terms in the open plan, or makes it anew with the data of today. */
export const saveChange = (of: api.Plan): Promise<unknown> => changeStored(of, { settings: settings.peek() });
export const rename = (of: api.Plan, name: string): Promise<unknown> => changeStored(of, { name });
export const duplicate = (of: api.Plan): Promise<unknown> =>
  write('save', (key) => api.addPlan(planWords.peek().stored.copyOf(of.name), of.settings, key));

function changeStored(of: api.Plan, change: Parameters<typeof api.changePlan>[1]): Promise<unknown> {
  lastTouched = of.id;
  return write('save', (key) => api.changePlan(of, change, key));
}

export async function remove(of: api.Plan): Promise<void> {
  lastTouched = of.id;
  const removed = await write('remove', (key) => api.removePlan(of, key));
  if (removed === null) return;
  const { planId, compare } = address.peek();
  go({ planId: planId === of.id ? null : planId, compare: compare === `plan:${of.id}` ? null : compare }, 'replace');
}
