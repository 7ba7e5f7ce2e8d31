import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { language } from '../address.ts';
import { ABSENT, formatMetres, formatNumber } from '../format.ts';
import { type Change, type ChangeCounts, changesUrl, type ChangeKind, listChanges } from './import-api.ts';
import { importWords } from './import-words.ts';
import { TroubleNote } from './trouble-note.tsx';

const KINDS = ['added', 'removed', 'moved', 'changed'] as const satisfies ChangeKind[];

/** How much a version changed, in one line. */
export function countsInWords(counts: ChangeCounts): string {
  const say = importWords.value.changes;
  const parts = KINDS.filter((kind) => counts[kind] > 0).map(
    (kind) => `${formatNumber(counts[kind], language.value)} ${say.counts[kind]}`,
  );
  return parts.length === 0 ? say.none : parts.join(' · ');
}

/** What a version changed against what stood before: some features at a time, and a file of them all. */
export function ChangeReport({ dataset, number }: { dataset: number; number: number }) {
  const say = importWords.value.changes;
  const spoken = language.value;
  const items = useSignal<Change[]>([]);
  const matched = useSignal<{ count: number; counts: ChangeCounts } | null>(null);
  const error = useSignal<Error | null>(null);
  const more = async () => {
    error.value = null;
    try {
      const found = await listChanges(dataset, number, items.peek().length, { language: language.peek() });
      items.value = [...items.peek(), ...found.items];
      matched.value = { count: found.numberMatched, counts: found.version.changes };
    } catch (trouble) {
      error.value = trouble as Error;
    }
  };
  useEffect(() => void more(), []);
  if (error.value) return <TroubleNote error={error.value} retry={() => void more()} />;
  if (matched.value === null) return <p class="loading">…</p>;
  const { count, counts } = matched.value;
  return (
    <div class="import-changes">
      <p>
        <strong>{countsInWords(counts)}</strong>
      </p>
      {items.value.length > 0 && (
        <>
          <div class="import-scroll" role="region" aria-label={say.of(number)} tabIndex={0}>
            <table class="import-table">
              <caption class="visually-hidden">{say.of(number)}</caption>
              <thead>
                <tr>
                  <th scope="col">{say.what}</th>
                  <th scope="col">{say.how}</th>
                  <th scope="col">{say.details}</th>
                </tr>
              </thead>
              <tbody>
                {items.value.map((change) => (
                  <ChangeRow key={change.id} change={change} />
                ))}
              </tbody>
            </table>
          </div>
          <p class="import-actions">
            <span>{say.shown(formatNumber(items.value.length, spoken), formatNumber(count, spoken))}</span>
            {items.value.length < count && (
              <button type="button" class="import-button" onClick={() => void more()}>
                {say.more}
              </button>
            )}
            <a class="import-button" href={changesUrl(dataset, number)} download>
              {say.csv}
            </a>
          </p>
        </>
      )}
    </div>
  );
}

function ChangeRow({ change: { id, name, kinds, movedM, attributes } }: { change: Change }) {
  const say = importWords.value.changes;
  const how = kinds.map((kind) =>
    kind === 'moved' && movedM !== null ? say.movedBy(formatMetres(movedM, language.value)) : say.kinds[kind],
  );
  return (
    <tr>
      <th scope="row">
        {name ?? id} {name !== null && <small>{id}</small>}
      </th>
      <td>{how.join(', ')}</td>
      <td>
        {attributes.map((attribute) => (
          <div key={attribute.name}>
            <code>{attribute.name}</code> {valueText(attribute.before)} → {valueText(attribute.after)}
          </div>
        ))}
      </td>
    </tr>
  );
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return ABSENT[language.value];
  if (typeof value === 'number') return formatNumber(value, language.value, Number.isInteger(value) ? 0 : 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
