import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { language } from '../address.ts';
import { formatEuros, formatNumber } from '../format.ts';
import { type BestPlan, getBestPlan } from './plan-api.ts';
import { settingsText } from './plan-choice.ts';
import { shown } from './plan-result.ts';
import { choice, settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { followLatest, type Searched } from './poll.ts';

const REST_MS = 400;
/** Of so many pinned segments it is said unasked what each costs; each is a search of its own. */
const MOST_UNASKED = 3;

/** What pinning a segment costs the plan: the best plan with the pin against the best without it. */
export function PinCost({ id }: { id: string }) {
  const say = planWords.value.pin;
  const isAsked = useSignal(choice.peek().pinned.length <= MOST_UNASKED);
  if (isAsked.value) return <Answer id={id} />;
  return (
    <button type="button" class="plan-link" onClick={() => (isAsked.value = true)}>
      {say.ask}
    </button>
  );
}

function Answer({ id }: { id: string }) {
  const say = planWords.value.pin;
  const searched = useSignal<Searched<BestPlan> | null>(null);
  const without = useComputed(() => ({
    ...settings.value,
    pinned: settings.value.pinned.filter((one) => one !== id),
  }));
  useSignalEffect(() => {
    const wish = without.value;
    const follower = followLatest(
      REST_MS,
      (asked: typeof wish, signal) => getBestPlan(asked, { language: language.peek(), signal }),
      (now) => (searched.value = now),
    );
    follower.want(settingsText(wish), wish);
    return () => follower.stop();
  });
  const own = searched.value?.about === settingsText(without.value) ? searched.value : null;
  const plan = shown.value;
  if (own?.error || own?.answer?.state === 'impossible') return <p class="plan-pin">{say.failed}</p>;
  if (!own?.ended || !own.answer?.appraisal || plan?.from !== 'ended') {
    return (
      <p class="plan-pin" role="status">
        {say.computing}
      </p>
    );
  }
  return <p class="plan-pin">{inWords(own.answer.appraisal, plan.appraisal)}</p>;
}

type Figures = Pick<NonNullable<BestPlan['appraisal']>, 'points' | 'firmsNewlyServed' | 'budgetCaseEur'>;

function inWords(without: Figures, withIt: Figures): string {
  const say = planWords.value.pin;
  const spoken = language.value;
  const signed = (number: number, format: (size: number) => string) =>
    `${number < 0 ? '−' : number > 0 ? '+' : '±'}${format(Math.abs(number))}`;
  const points = withIt.points - without.points;
  const firms = withIt.firmsNewlyServed - without.firmsNewlyServed;
  const euros = withIt.budgetCaseEur - without.budgetCaseEur;
  if (points === 0) return say.nothing;
  return say.costs(
    signed(points, (size) => formatNumber(size, spoken, 2)),
    signed(firms, (size) => formatNumber(size, spoken)),
    signed(euros, (size) => formatEuros(size, spoken)),
  );
}
