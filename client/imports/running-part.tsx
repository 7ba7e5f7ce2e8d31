import { useEffect } from 'preact/hooks';
import { language } from '../address.ts';
import { formatNumber, formatShare } from '../format.ts';
import { announce } from '../parts/announce.tsx';
import { cancel, run, trouble, unanswered } from './conversation.ts';
import { importWords } from './import-words.ts';
import { StepHeading } from './step-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** A run under way. */
export function RunningPart() {
  const say = importWords.value.run;
  const now = run.value;
  const { rows, bytesRead, bytesTotal } = now?.progress ?? { rows: 0, bytesRead: 0, bytesTotal: 0 };
  const isImporting = now?.state === 'importing';
  const total = isImporting ? (now.report?.rowsFaultless ?? 0) : bytesTotal;
  const done = isImporting ? rows : bytesRead;
  const quarter = total > 0 ? Math.floor((4 * done) / total) : 0;
  // A screen reader is told of quarters, not of every step.
  useEffect(() => {
    if (quarter > 0 && quarter < 4) announce(say.quarter(formatShare(quarter / 4, language.peek())));
  }, [quarter]);
  if (now === null) return null;
  const title = isImporting ? say.importing : say.checking;
  return (
    <section class="import-step" aria-labelledby="import-running">
      <StepHeading key={title} id="import-running" text={title} />
      {done > 0 ? (
        <progress aria-labelledby="import-running" max={total} value={done} />
      ) : (
        <progress aria-labelledby="import-running" />
      )}
      <p>{(isImporting ? say.broughtOver : say.progress)(formatNumber(rows, language.value))}</p>
      {unanswered.value && (
        <p class="note note-warning" role="alert">
          {say.unanswered}
        </p>
      )}
      <TroubleNote error={trouble.value} />
      <button type="button" class="import-button" onClick={() => void cancel()}>
        {say.cancel}
      </button>
    </section>
  );
}

/** A run that could not be finished. */
export function FailedPart() {
  const say = importWords.value.run;
  const problem = run.value?.problem;
  const spoken = language.value;
  return (
    <section class="import-step" aria-labelledby="import-failed">
      <StepHeading id="import-failed" text={say.failed} />
      {problem && (
        <div class="note note-warning" role="alert">
          <p>
            <strong>{problem.title[spoken]}</strong>
          </p>
          <p>{problem.detail[spoken]}</p>
        </div>
      )}
      <button type="button" class="import-button" onClick={() => (run.value = null)}>
        {say.backToLook}
      </button>
    </section>
  );
}
