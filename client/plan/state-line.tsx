import { language } from '../address.ts';
import { ConnectionLost } from '../fetch-json.ts';
import { formatNumber, formatShare } from '../format.ts';
import { mostMissing, search, searchAgain, shown } from './plan-result.ts';
import { isBehind } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** How sure the plan is: an estimate, how far the search has come, or its proof. */
export function StateLine() {
  const say = planWords.value.state;
  const { error } = search.value ?? {};
  const plan = shown.value;
  if (error) {
    return (
      <p class="plan-state plan-failed" role="alert">
        {say.failed} {error instanceof ConnectionLost ? planWords.value.noConnection : error.message}{' '}
        <button type="button" class="plan-button" onClick={searchAgain}>
          {say.retry}
        </button>
      </p>
    );
  }
  if (plan === null) return null;
  // What is proven is so of the plan before the hand moved.
  const missing = isBehind.value ? null : mostMissing(plan);
  if (plan.from === 'ended' && !isBehind.value) {
    return (
      <p class={`plan-state ${plan.isProven ? 'plan-proven' : ''}`}>
        {missing === null ? say.unknownBound : missing === 0 ? say.best : boundOf(plan.isProven, missing)}
      </p>
    );
  }
  return (
    <p class="plan-state">
      <span class="plan-estimate">{say.estimate}</span>{' '}
      {missing === null ? say.searching : say.searchingBound(preciseShare(missing))}
      <progress class="plan-progress" aria-label={say.searching} />
    </p>
  );
}

function boundOf(isProven: boolean, missing: number): string {
  const say = planWords.value.state;
  return isProven ? say.proven(preciseShare(missing)) : say.bound(preciseShare(missing));
}

/** A small share with one digit, rounded up: what is proven must not be said to be less than it is. */
function preciseShare(share: number): string {
  if (share >= 0.1) return formatShare(share, language.value);
  return `${formatNumber(Math.ceil(share * 1000) / 10, language.value, 1)} %`;
}
