import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { go, horizon, language } from '../address.ts';
import { formatDay } from '../format.ts';
import { horizonUnderHand } from '../what-if/session.ts';
import { words } from '../words/words.ts';
import { horizonSteps, localDay, stepAt } from './horizon-steps.ts';

/** Figures are asked for once the hand rests this long on the slider. */
const REST_MS = 150;
/** Changes closer together than this are one choice for the Back button. */
const ONE_CHOICE_MS = 2000;

/** The horizon as a slider over the ends of quarters, and as a date. */
export function HorizonSlider() {
  const say = words.value.question;
  const steps = horizonSteps(localDay(new Date()));
  // What the hand shows before the figures are asked for.
  const draft = useSignal<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const changedAt = useRef(0);
  const shown = draft.value ?? horizon.value;

  const choose = (day: string) => {
    clearTimeout(timer.current);
    draft.value = null;
    horizonUnderHand.value = null;
    if (day === horizon.peek()) return;
    const now = Date.now();
    go({ horizon: day }, now - changedAt.current < ONE_CHOICE_MS ? 'replace' : 'push');
    changedAt.current = now;
  };
  const slide = (event: { currentTarget: HTMLInputElement }) => {
    const day = steps[Number(event.currentTarget.value)] ?? shown;
    draft.value = day;
    horizonUnderHand.value = day;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => choose(day), REST_MS);
  };
  const place = stepAt(steps, shown);
  const written = place === 0 && shown === steps[0] ? say.today : formatDay(shown, language.value);
  return (
    <div class="field horizon">
      <label for="horizon">
        {say.horizon} <strong class="horizon-day">{written}</strong>
      </label>
      <div class="horizon-inputs">
        <input
          id="horizon"
          type="range"
          min="0"
          max={steps.length - 1}
          step="1"
          value={place}
          title={say.horizonHint}
          aria-valuetext={written}
          onInput={slide}
        />
        <input
          type="date"
          aria-label={say.horizonDate}
          value={shown}
          min="2000-01-01"
          max="2099-12-31"
          onChange={(event) => /^20\d\d-/.test(event.currentTarget.value) && choose(event.currentTarget.value)}
        />
      </div>
    </div>
  );
}
