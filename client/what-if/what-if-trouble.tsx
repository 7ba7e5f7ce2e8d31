import { whatIfWords } from '../words/words.ts';
import { askAgain, session, startWhatIf, trouble } from './session.ts';

/** What did not go well, and what can be done about it; what was tried is still there. */
export function WhatIfTrouble() {
  const say = whatIfWords.value;
  if (trouble.value === null) return null;
  const { what, says, kind } = trouble.value;
  const id = session.value?.stored?.id;
  return (
    <div class="what-if-trouble" role="alert">
      <p>
        {say.failed[what]} {says ?? say.noConnection}
      </p>
      {what === 'computing' && (
        <button type="button" onClick={askAgain}>
          {say.retry}
        </button>
      )}
      {kind === 'changed-meanwhile' && id !== undefined && (
        <button type="button" onClick={() => void startWhatIf(id)}>
          {say.startAgain}
        </button>
      )}
    </div>
  );
}
