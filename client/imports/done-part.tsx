import { useSignal } from '@preact/signals';
import { GoLink } from '../parts/go-link.tsx';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { ChangeReport } from './change-report.tsx';
import { close, queue, run } from './conversation.ts';
import { NextFile } from './drop-zone.tsx';
import { importWords } from './import-words.ts';
import { StepHeading } from './step-heading.tsx';
import { TakeBackButton } from './take-back-button.tsx';

/** What came of it: what changed, where to see it, how to take it back. */
export function DonePart() {
  const say = importWords.value.done;
  const taken = useSignal(false);
  const ended = run.value;
  const dataset = ended?.dataset;
  if (!ended || !dataset) return null;
  const isNew = ended.state === 'imported';
  const { id, name, version, rowsStored } = dataset;
  return (
    <section class="import-step" aria-labelledby="import-done">
      <StepHeading id="import-done" text={isNew ? say.imported : say.unchanged} />
      <p>{isNew ? say.stored(formatNumber(rowsStored, language.value), name, version) : say.unchangedText}</p>
      {isNew && (
        <>
          <h3>{importWords.value.changes.title}</h3>
          <ChangeReport dataset={id} number={version} />
          {taken.value ? (
            <p class="note">{say.takenBack}</p>
          ) : (
            <TakeBackButton dataset={dataset} version={version} done={() => (taken.value = true)} />
          )}
        </>
      )}
      <p class="import-actions">
        <GoLink class="import-button" change={{ page: 'map', upload: null, run: null }}>
          {say.map}
        </GoLink>
        {queue.value.length === 0 && (
          <button type="button" class="import-button import-primary" onClick={close}>
            {say.close}
          </button>
        )}
      </p>
      <NextFile />
    </section>
  );
}
