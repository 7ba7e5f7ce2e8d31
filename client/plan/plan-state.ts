import { batch, computed, effect, signal } from '@preact/signals';
import { isInScope as liesIn, scopeProblem } from '../../server/plans/scope.ts';
import type { PlanMunicipality } from '../../server/plans/problem.ts';
import type { PlanSettings, Scope } from '../../server/plans/settings.ts';
import { todayInItaly } from '../../server/targets/days.ts';
import { address, chosenMunicipality, go, language, question } from '../address.ts';
import { resource } from '../resource.ts';
import { dataRevision, figuresRevision } from '../state.ts';
import { firstBudgetEur } from './budget-steps.ts';
import { prepare } from './first-estimate.ts';
import { formatPlanChoice, type PlanChoice, parsePlanChoice, settingsOf, settingsText } from './plan-choice.ts';
import { getPlanProblem } from './plan-api.ts';

/** What the hand holds goes into the address once it rests this long. */
const REST_MS = 250;
/** Changes closer together than this are one choice for the Back button. */
const ONE_CHOICE_MS = 2000;

export const isHere = computed(() => address.value.page === 'plan');

const written = computed(() => address.value.plan);
const said = computed(() => parsePlanChoice(written.value));
const underHand = signal<Partial<PlanChoice>>({});
let resting: ReturnType<typeof setTimeout> | undefined;
let changedAt = 0;

/** What the plan is asked for, with what the hand holds. */
export const choice = computed<PlanChoice>(() => ({ ...said.value, ...underHand.value }));

/** What is chosen by hand: who reads it is woken by that alone. */
export const pinned = computed(() => choice.value.pinned);
export const excluded = computed(() => choice.value.excluded);

/** Changes what the plan is asked for. */
export function choose(change: Partial<PlanChoice>, mode: 'push' | 'replace' = 'push'): void {
  clearTimeout(resting);
  const next = { ...choice.peek(), ...change };
  batch(() => {
    underHand.value = {};
    go({ plan: formatPlanChoice(next) }, mode);
  });
}

/** Changes what the plan is asked for while the hand moves: figures follow at once, the address when it rests. */
export function hold(change: Partial<PlanChoice>): void {
  clearTimeout(resting);
  underHand.value = { ...underHand.peek(), ...change };
  resting = setTimeout(() => {
    const now = Date.now();
    choose({}, now - changedAt < ONE_CHOICE_MS ? 'replace' : 'push');
    changedAt = now;
  }, REST_MS);
}

/** Plans for others; the budget is said anew, as what serves all of them is another. */
export function chooseScope(scope: Scope): void {
  const one = scope.kind === 'municipalities' && scope.codes.length === 1 ? scope.codes[0]! : null;
  const isUsual = one !== null || scope.kind === 'everywhere';
  clearTimeout(resting);
  const next = { ...choice.peek(), scope: isUsual ? null : scope, budgetEur: null };
  batch(() => {
    underHand.value = {};
    go({ municipality: one, firm: null, view: null, compare: null, plan: formatPlanChoice(next) });
  });
}

/** What plans choose from, everywhere, at the question of the page. */
export const found = resource(() => {
  if (!isHere.value) return null;
  const asked = question.value;
  void figuresRevision.value;
  void dataRevision.value;
  return {
    subject: 'problem',
    fetch: (signal) => getPlanProblem(asked, { language: language.peek(), signal }),
  };
});

const withQuestion = (of: PlanChoice, budgetEur: number): PlanSettings =>
  settingsOf(of, question.value, chosenMunicipality.value, budgetEur);

const scopeText = computed(() => JSON.stringify(withQuestion(choice.value, 0).scope));
export const scope = computed(() => JSON.parse(scopeText.value) as Scope);

/** What the plan chooses from. */
export const problem = computed(() => {
  const { value } = found.value;
  return value === null ? null : scopeProblem(value.problem, scope.value);
});

/** For so many firms a plan is made at each step of the hand; for more it would not keep up, and is made when the hand rests. */
const MOST_FIRMS_AT_ONCE = 5000;
const isLarge = computed(() => (problem.value?.firms.length ?? 0) > MOST_FIRMS_AT_ONCE);
/** What a plan is made for. */
const planned = computed(() => (isLarge.value ? said.value : choice.value));
/** The hand moves, and the plan that is shown is still that of before. */
export const isBehind = computed(() => isLarge.value && Object.keys(underHand.value).length > 0);

/** All terms but the budget, as text, so that who reads it is woken by a change alone. */
const termsText = computed(() => settingsText(termsNow()));
const termsNow = (): PlanSettings => withQuestion(planned.value, 0);
export const terms = computed(() => (void termsText.value, termsOf()));
const termsOf = (): PlanSettings => settingsOf(planned.peek(), question.peek(), chosenMunicipality.peek(), 0);

/** Everything that does not depend on the budget, made once. */
export const prepared = computed(() =>
  problem.value === null ? null : prepare(problem.value, terms.value, todayInItaly(new Date())),
);

const usualBudgetEur = computed(() => firstBudgetEur(prepared.value?.servesAllEur ?? 0));
/** As the hand holds it. */
export const budgetEur = computed(() => choice.value.budgetEur ?? usualBudgetEur.value);
const plannedBudgetEur = computed(() => planned.value.budgetEur ?? usualBudgetEur.value);

/** All that the plan is made for. */
export const settings = computed<PlanSettings>(() => ({ ...terms.value, budgetEur: plannedBudgetEur.value }));

/** Whether the firms of a municipality count. */
export const isInScope = (municipality: PlanMunicipality): boolean => liesIn(municipality, scope.value);

// A link says the budget, so that it shows the same to everybody.
effect(() => {
  if (!isHere.value || prepared.value === null || choice.value.budgetEur !== null) return;
  if (address.value.planId !== null && written.value === null) return;
  choose({ budgetEur: budgetEur.peek() }, 'replace');
});

/** Fixes a segment in the plan, keeps it out, or leaves it to the figures. */
export function decide(id: string, as: 'pinned' | 'excluded' | 'free'): void {
  const { pinned, excluded } = choice.peek();
  const without = (ids: string[]) => ids.filter((one) => one !== id);
  choose({
    pinned: as === 'pinned' ? [...without(pinned), id] : without(pinned),
    excluded: as === 'excluded' ? [...without(excluded), id] : without(excluded),
  });
}
