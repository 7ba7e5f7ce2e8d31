import { useEffect, useRef } from 'preact/hooks';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { chosenRow } from './conversation.ts';
import type { Preview, PreviewRow } from './import-api.ts';
import { importWords } from './import-words.ts';

/** The first rows as a table, each with what is wrong with it. */
export function PreviewRows({ shown }: { shown: Preview }) {
  const say = importWords.value.preview;
  const columns = shown.columns.filter(({ from }) => from !== null);
  return (
    <div class="import-scroll import-rows" role="region" aria-labelledby="import-preview" tabIndex={0}>
      <table class="import-table">
        <caption class="visually-hidden">{say.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say.row}</th>
            {columns.map(({ name, from }) => (
              <th key={name} scope="col">
                {name}
                {from !== name && <small>{from}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((row) => (
            <Row key={row.row} row={row} names={columns.map(({ name }) => name)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, names }: { row: PreviewRow; names: readonly string[] }) {
  const say = importWords.value;
  const spoken = language.value;
  const isChosen = chosenRow.value === row.row;
  const element = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const number = formatNumber(row.row, spoken);
  const wrong = new Set(row.faults.map(({ column }) => column));
  const looks = [isChosen && 'import-row-chosen', row.faults.length > 0 && 'import-row-faulty']
    .filter(Boolean)
    .join(' ');
  return (
    <>
      <tr ref={element} class={looks} onClick={() => (chosenRow.value = row.row)}>
        <th scope="row">
          <button type="button" aria-pressed={isChosen} aria-label={say.preview.chooseRow(number)}>
            {row.faults.length > 0 && <span aria-hidden="true">⚠ </span>}
            {number}
          </button>
        </th>
        {names.map((name) => (
          <td key={name} class={wrong.has(name) ? 'import-cell-faulty' : ''}>
            {row.values[name] ?? ''}
          </td>
        ))}
      </tr>
      {row.faults.map((fault, index) => (
        <tr key={index} class="import-fault">
          <td colSpan={names.length + 1}>
            {say.fault(formatNumber(fault.line, spoken), fault.column, fault.value)}{' '}
            <strong>{fault.reason[spoken]}</strong>
          </td>
        </tr>
      ))}
    </>
  );
}
