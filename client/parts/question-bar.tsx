import { useSignal } from '@preact/signals';
import { go, horizon, language, proposed, target } from '../address.ts';
import { formatDay, formatSpeed } from '../format.ts';
import { targets } from '../state.ts';
import { words } from '../words/words.ts';
import { HorizonSlider } from './horizon-slider.tsx';
import { Icon } from './icon.tsx';

/** The selectors of target and horizon. On a narrow screen they fold into one line that says what is chosen. */
export function QuestionBar() {
  const unfolded = useSignal(false);
  const say = words.value.question;
  return (
    <section class="question" aria-label={say.label}>
      <button
        type="button"
        class="question-fold"
        aria-expanded={unfolded.value}
        aria-controls="question-fields"
        onClick={() => (unfolded.value = !unfolded.value)}
      >
        <Icon name="tune" />
        <span>
          <strong>{formatSpeed(target.value, language.value)}</strong> · {formatDay(horizon.value, language.value)}
        </span>
        <span class="visually-hidden">{say.change}</span>
      </button>
      <div id="question-fields" class={unfolded.value ? 'question-fields unfolded' : 'question-fields'}>
        <TargetChoice />
        <HorizonSlider />
        <label class="check" title={say.proposedHint}>
          <input
            type="checkbox"
            checked={proposed.value}
            onChange={(event) => go({ proposed: event.currentTarget.checked })}
          />
          <span>{say.proposed}</span>
        </label>
      </div>
    </section>
  );
}

const USUAL_TARGETS = [30, 100, 300, 1000];

function TargetChoice() {
  const say = words.value.question;
  const known = targets.value.value?.items.map(({ downMbps }) => downMbps) ?? USUAL_TARGETS;
  const speeds = [...new Set([...known, target.value])].toSorted((a, b) => a - b);
  return (
    <div class="field">
      <label for="target">{say.target}</label>
      <select
        id="target"
        title={say.targetHint}
        value={String(target.value)}
        onChange={(event) => go({ target: Number(event.currentTarget.value) })}
      >
        {speeds.map((speed) => (
          <option key={speed} value={String(speed)}>
            {formatSpeed(speed, language.value)}
          </option>
        ))}
      </select>
    </div>
  );
}
