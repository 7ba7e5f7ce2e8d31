import { USUAL_WEIGHTS, WEIGHTS } from '../../server/plans/settings.ts';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { MOST_WEIGHT, weightIn } from './plan-choice.ts';
import { choice, choose, hold } from './plan-state.ts';
import { planWords } from './plan-words.ts';

type Weight = (typeof WEIGHTS)[number];

/** How far the sliders go; the number beside each goes further. */
const SLIDERS: Record<Weight, { most: number; step: number }> = {
  firm: { most: 5, step: 0.1 },
  employee: { most: 0.1, step: 0.001 },
  exportShare: { most: 5, step: 0.1 },
  pledge: { most: 5, step: 0.1 },
  zone: { most: 5, step: 0.1 },
};

/** What counts, and how much: points of a firm that the plan serves. */
export function WeightsForm() {
  const say = planWords.value.weights;
  const { weights } = choice.value;
  const isUsual = WEIGHTS.every((name) => weights[name] === USUAL_WEIGHTS[name]);
  return (
    <details class="plan-block">
      <summary>{say.title}</summary>
      <p>{say.lead}</p>
      {WEIGHTS.map((name) => (
        <WeightField key={name} name={name} />
      ))}
      <button
        type="button"
        class="plan-button"
        disabled={isUsual}
        onClick={() => choose({ weights: { ...USUAL_WEIGHTS } })}
      >
        {say.reset}
      </button>
    </details>
  );
}

function WeightField({ name }: { name: Weight }) {
  const say = planWords.value.weights;
  const { most, step } = SLIDERS[name];
  const value = choice.value.weights[name];
  const change = (field: HTMLInputElement) => {
    const weight = field.value === '' ? null : weightIn(Number(field.value));
    if (weight !== null) hold({ weights: { ...choice.peek().weights, [name]: weight } });
  };
  return (
    <div class="plan-weight">
      <label for={`weight-${name}`}>
        {say.names[name]} <small>{say.hints[name]}</small>
      </label>
      <input
        id={`weight-${name}`}
        type="range"
        min="0"
        max={most}
        step={step}
        value={Math.min(value, most)}
        aria-valuetext={formatNumber(value, language.value, 3)}
        onInput={(event) => change(event.currentTarget)}
      />
      <input
        type="number"
        aria-label={say.number(say.names[name])}
        min="0"
        max={MOST_WEIGHT}
        step="0.001"
        value={value}
        onInput={(event) => change(event.currentTarget)}
      />
    </div>
  );
}
