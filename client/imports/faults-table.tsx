import { useSignal } from '@preact/signals';
import { language } from '../address.ts';
import { ABSENT, formatNumber } from '../format.ts';
import { faultsUrl, type Run } from './import-api.ts';
import { importWords } from './import-words.ts';

const ON_A_PAGE = 25;

/** Faulty rows, some at a time, and a file of them to send back. */
export function FaultsTable({ run }: { run: Run }) {
  const say = importWords.value.report;
  const spoken = language.value;
  const from = useSignal(0);
  const { faults, faultCount } = run.report!;
  const number = (count: number) => formatNumber(count, spoken);
  const last = Math.min(from.value + ON_A_PAGE, faults.length);
  return (
    <>
      <div class="import-scroll" role="region" aria-label={say.caption} tabIndex={0}>
        <table class="import-table import-faults">
          <caption class="visually-hidden">{say.caption}</caption>
          <thead>
            <tr>
              {[say.line, say.column, say.value, say.reason].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {faults.slice(from.value, last).map(({ line, column, value, reason }, index) => (
              <tr key={from.value + index}>
                <th scope="row">{number(line)}</th>
                <td>{column ?? ABSENT[spoken]}</td>
                <td>{value ?? ABSENT[spoken]}</td>
                <td>{reason[spoken]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="import-actions">
        {faults.length > ON_A_PAGE && (
          <>
            <button
              type="button"
              class="import-button"
              disabled={from.value === 0}
              onClick={() => (from.value -= ON_A_PAGE)}
            >
              {say.previous}
            </button>
            <span>{say.page(number(from.value + 1), number(last), number(faults.length))}</span>
            <button
              type="button"
              class="import-button"
              disabled={last === faults.length}
              onClick={() => (from.value += ON_A_PAGE)}
            >
              {say.next}
            </button>
          </>
        )}
        {faults.length < faultCount && <span>{say.only(number(faults.length))}</span>}
        <a class="import-button" href={faultsUrl(run.id)} download>
          {say.csv}
        </a>
      </p>
    </>
  );
}
