import { useSignal } from '@preact/signals';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { busy, cancel, importRows, run, trouble } from './conversation.ts';
import { FaultsTable } from './faults-table.tsx';
import type { Run } from './import-api.ts';
import { importWords } from './import-words.ts';
import { StepHeading } from './step-heading.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** What the check found, and the choice that it leads to. */
export function ReportPart() {
  const say = importWords.value.report;
  const spoken = language.value;
  const checked = run.value;
  if (!checked?.report) return null;
  const { rowsRead, rowsFaultless, faultCount, warnings } = checked.report;
  const figures = [
    [say.rowsRead, rowsRead],
    [say.faultless, rowsFaultless],
    [say.faults, faultCount],
  ] as const;
  return (
    <section class="import-step" aria-labelledby="import-report">
      <StepHeading id="import-report" text={say.title} />
      <dl class="import-figures">
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatNumber(count, spoken)}</dd>
          </div>
        ))}
      </dl>
      {faultCount === 0 ? <p>{say.good}</p> : <FaultsTable run={checked} />}
      {warnings.length > 0 && (
        <details open={warnings.length <= 3}>
          <summary>{say.warnings(warnings.length)}</summary>
          <ul>
            {warnings.map((warning) => (
              <li key={warning.en}>{warning[spoken]}</li>
            ))}
          </ul>
        </details>
      )}
      <ImportForm report={checked.report} />
    </section>
  );
}

function ImportForm({ report: { rowsFaultless, faultCount } }: { report: NonNullable<Run['report']> }) {
  const say = importWords.value.report;
  const rows = useSignal<'all' | 'faultless' | null>(faultCount === 0 ? 'all' : null);
  const send = (event: Event) => {
    event.preventDefault();
    if (rows.value !== null) void importRows(rows.value);
  };
  return (
    <form onSubmit={send}>
      <fieldset class="import-choice">
        <legend>{say.choice}</legend>
        <label>
          <input
            type="radio"
            name="rows"
            required
            disabled={faultCount > 0}
            checked={rows.value === 'all'}
            onChange={() => (rows.value = 'all')}
          />{' '}
          {say.all} {faultCount > 0 && <span class="import-hint">{say.allNot}</span>}
        </label>
        {faultCount > 0 && (
          <label>
            <input
              type="radio"
              name="rows"
              required
              disabled={rowsFaultless === 0}
              checked={rows.value === 'faultless'}
              onChange={() => (rows.value = 'faultless')}
            />{' '}
            {say.some(formatNumber(rowsFaultless, language.value))}{' '}
            {rowsFaultless === 0 && <span class="import-hint">{say.noneFaultless}</span>}
          </label>
        )}
      </fieldset>
      <TroubleNote error={trouble.value} />
      <p class="import-actions">
        <button type="submit" class="import-button import-primary" disabled={rows.value === null || busy.value}>
          {say.import}
        </button>
        <button type="button" class="import-button" onClick={() => void cancel()}>
          {importWords.value.run.backToLook}
        </button>
      </p>
    </form>
  );
}
