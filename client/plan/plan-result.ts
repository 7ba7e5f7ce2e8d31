import { computed, effect, signal } from '@preact/signals';
import { appraise } from '../../server/plans/appraisal.ts';
import { todayInItaly } from '../../server/targets/days.ts';
import { language } from '../address.ts';
import { ConnectionLost } from '../fetch-json.ts';
import { connection } from '../state.ts';
import { announce } from '../parts/announce.tsx';
import { formatNumber } from '../format.ts';
import { estimate } from './first-estimate.ts';
import { type Appraisal, type BestPlan, getBestPlan } from './plan-api.ts';
import { found, isHere, prepared, problem, settings } from './plan-state.ts';
import { settingsText } from './plan-choice.ts';
import { planWords } from './plan-words.ts';
import { followLatest, type Searched } from './poll.ts';

/** The server is asked once the hand rests this long. */
const REST_MS = 250;

/** A plan as it is shown. */
export interface ShownPlan {
  /** `estimate`: chosen here by benefit per euro; `searching`: the server's best so far; `ended`: its last word. */
  from: 'estimate' | 'searching' | 'ended';
  /** Ids of segments. */
  chosen: string[];
  appraisal: Appraisal;
  /** No plan has more points than this; null before the server has said it. */
  boundPoints: number | null;
  isProven: boolean;
}

const searched = signal<Searched<BestPlan> | null>(null);
const follower = followLatest(
  REST_MS,
  (wish: typeof settings.value, signal) => getBestPlan(wish, { language: language.peek(), signal }),
  (now) => {
    searched.value = keepingSame(now, searched.peek());
    if (now.error instanceof ConnectionLost) connection.value = 'lost';
  },
);
/** The answer with the lists of the one before it where it found the same: who shows them need not draw them anew. */
function keepingSame(now: Searched<BestPlan>, before: Searched<BestPlan> | null): Searched<BestPlan> {
  const [answer, known] = [now.answer, before?.about === now.about ? before.answer : null];
  if (!answer || !known || answer.data.recomputing !== known.data.recomputing) return now;
  const isSame =
    answer.chosen.length === known.chosen.length && answer.chosen.every((id, turn) => id === known.chosen[turn]);
  return isSame ? { ...now, answer: { ...answer, chosen: known.chosen, appraisal: known.appraisal } } : now;
}
/** Grows when the search is to be tried again. */
const attempts = signal(0);
export const searchAgain = (): void => void (attempts.value += 1);

const about = computed(() => `${found.value.value?.data.fingerprint} ${settingsText(settings.value)}`);

effect(() => {
  void attempts.value;
  if (!isHere.value || prepared.value === null) {
    follower.stop();
    return;
  }
  follower.want(about.value, settings.peek());
});

/** How the search for what is asked now stands; null before its first answer. */
export const search = computed(() => (searched.value?.about === about.value ? searched.value : null));

/** What the figures say at once. */
const atOnce = computed(() => prepared.value && estimate(prepared.value, settings.value.budgetEur));

/** Why there is no plan, in the server's words; null where there is one, or nobody knows yet. */
export const impossible = computed(() => search.value?.answer?.impossible ?? null);

/** The plan for what is asked now: at first the estimate, then what the server finds. */
export const shown = computed<ShownPlan | null>(() => {
  const answer = search.value?.answer;
  if (answer?.state === 'impossible') return null;
  if (answer?.appraisal) {
    const { chosen, appraisal, boundPoints, isProven, state } = answer;
    return { from: state === 'done' ? 'ended' : 'searching', chosen, appraisal, boundPoints, isProven };
  }
  const [own, from] = [atOnce.value, problem.value];
  if (!own?.meetsTerms || from === null) return null;
  const terms = { today: todayInItaly(new Date()), recomputing: found.value.value?.data.recomputing ?? 0 };
  const appraisal = appraise(from, settings.value, own.chosen, terms);
  return {
    from: 'estimate',
    chosen: own.chosen.map((place) => from.candidates[place]!.id),
    appraisal,
    boundPoints: null,
    isProven: false,
  };
});

/** What is shown, by its parts: who reads one is not woken by a bound that has moved. */
export const chosenIds = computed(() => shown.value?.chosen ?? null);
export const appraised = computed(() => shown.value?.appraisal ?? null);

/** How much more a plan could have at most, as a share of this one's points; null where that is not known. */
export function mostMissing({ appraisal, boundPoints }: Pick<ShownPlan, 'appraisal' | 'boundPoints'>): number | null {
  if (boundPoints === null) return null;
  if (appraisal.points === 0) return boundPoints === 0 ? 0 : null;
  return Math.max(0, boundPoints / appraisal.points - 1);
}

// The screen reader hears the server's last word alone: not every step of the hand.
effect(() => {
  const plan = shown.value;
  if (!isHere.value || plan?.from !== 'ended') return;
  const { firmsNewlyServed, segments } = plan.appraisal;
  announce(planWords.peek().says(formatNumber(firmsNewlyServed, language.peek()), segments.length));
});
