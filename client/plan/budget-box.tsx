import { language } from '../address.ts';
import { formatEuros, formatNumber } from '../format.ts';
import { Emphasised } from '../parts/emphasised.tsx';
import { budgetSteps } from './budget-steps.ts';
import { MOST_BUDGET_EUR } from './plan-choice.ts';
import { StateLine } from './state-line.tsx';
import { shown } from './plan-result.ts';
import { budgetEur, choose, hold, prepared } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { firmsInScope } from './in-scope.ts';

/** The budget, as a slider and as a number, with what it brings following the hand. */
export function BudgetBox() {
  const say = planWords.value.budget;
  const spoken = language.value;
  const isReady = prepared.value !== null;
  const all = prepared.value?.servesAllEur ?? 0;
  const { stepEur, mostEur } = budgetSteps(all);
  const now = budgetEur.value;
  return (
    <section class="plan-budget" aria-label={say.label}>
      <div class="plan-budget-row">
        <label for="plan-budget">{say.label}</label>
        <span class="plan-euros">
          <input
            id="plan-budget"
            type="number"
            inputMode="numeric"
            min="0"
            max={MOST_BUDGET_EUR}
            step="1"
            disabled={!isReady}
            value={isReady ? now : ''}
            onChange={({ currentTarget: field }) => {
              const euros = Math.round(Number(field.value));
              if (field.value !== '' && euros >= 0 && euros <= MOST_BUDGET_EUR) choose({ budgetEur: euros });
              else field.value = String(now);
            }}
          />
          <span aria-hidden="true">€</span>
        </span>
        <input
          class="plan-slider"
          type="range"
          aria-label={say.slider}
          min="0"
          max={mostEur}
          step={stepEur}
          disabled={!isReady}
          value={Math.min(now, mostEur)}
          aria-valuetext={formatEuros(now, spoken)}
          title={isReady ? say.all(formatEuros(all, spoken)) : undefined}
          onInput={(event) => hold({ budgetEur: Number(event.currentTarget.value) })}
        />
      </div>
      <Outcome />
      <StateLine />
    </section>
  );
}

/** The whole matter in one sentence. */
function Outcome() {
  const say = planWords.value.result;
  const plan = shown.value;
  const { notServed } = firmsInScope.value;
  if (prepared.value === null) return null;
  const count = (number: number) => formatNumber(number, language.value);
  if (notServed === 0) return <p class="plan-outcome">{say.noneLeft}</p>;
  if (plan === null) return null;
  const { firmsNewlyServed: firms } = plan.appraisal;
  const sentence =
    firms === 0
      ? say.none(count(notServed))
      : firms === 1
        ? say.servesOne(count(notServed))
        : say.serves(count(firms), count(notServed));
  return (
    <p class="plan-outcome">
      <Emphasised text={sentence} />
      <span class="bar good" aria-hidden="true">
        <span style={{ width: `${(100 * firms) / notServed}%` }} />
      </span>
    </p>
  );
}
