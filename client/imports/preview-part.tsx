import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { narrow } from '../parts/narrow.ts';
import { choices, choose, faultyRows, preview } from './conversation.ts';
import type { Preview } from './import-api.ts';
import { importWords } from './import-words.ts';
import { mountPreviewMap } from './preview-map.ts';
import { PreviewRows } from './preview-rows.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The first rows as they would be imported: on the map and as a table, beside each other or, on a phone, in turn. */
export function PreviewPart() {
  const say = importWords.value.preview;
  const { value, loading, error } = preview.value;
  return (
    <section class="import-step import-preview" aria-labelledby="import-preview" aria-busy={loading}>
      <h2 id="import-preview">{say.title}</h2>
      {loading && (
        <p class="loading">
          <span class="loading-sign" aria-hidden="true" />
          {say.loading}
        </p>
      )}
      <TroubleNote error={error} retry={() => choices.value && choose(choices.value)} />
      {value !== null && error === null && <Shown shown={value} />}
    </section>
  );
}

function Shown({ shown }: { shown: Preview }) {
  const say = importWords.value.preview;
  const spoken = language.value;
  const pane = useSignal<'map' | 'table'>('table');
  const faulty = faultyRows(shown);
  const hasPlaces = shown.rows.some(({ geometry }) => geometry !== null && geometry !== undefined);
  const count = formatNumber(shown.rows.length, spoken);
  if (shown.rows.length === 0) return <p class="empty">{say.empty}</p>;
  return (
    <>
      <p>
        {shown.isWhole ? say.whole(count) : say.first(count)}{' '}
        <strong class={faulty > 0 ? 'import-faulty' : ''}>{faulty > 0 ? say.faulty(faulty) : say.noFaults}</strong>
        {!hasPlaces && ` ${say.noPlaces}`}
      </p>
      {shown.warnings.map((warning) => (
        <p key={warning.en} class="note note-warning">
          {warning[spoken]}
        </p>
      ))}
      {hasPlaces && narrow.value && (
        <div class="import-tabs" role="group" aria-label={say.tabs}>
          {(['table', 'map'] as const).map((name) => (
            <button key={name} type="button" aria-pressed={pane.value === name} onClick={() => (pane.value = name)}>
              {say[name]}
            </button>
          ))}
        </div>
      )}
      <div class={hasPlaces && !narrow.value ? 'import-side-by-side' : ''}>
        {hasPlaces && (!narrow.value || pane.value === 'map') && <PreviewMap />}
        {(!hasPlaces || !narrow.value || pane.value === 'table') && <PreviewRows shown={shown} />}
      </div>
    </>
  );
}

function PreviewMap() {
  const say = importWords.value.preview;
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => mountPreviewMap(canvas.current!), []);
  return (
    <div>
      <div class="import-map" ref={canvas} role="region" aria-label={say.mapLabel} />
      <ul class="import-legend">
        <li class="import-legend-good">{say.legendGood}</li>
        <li class="import-legend-faulty">{say.legendFaulty}</li>
        <li class="import-legend-chosen">{say.legendChosen}</li>
      </ul>
    </div>
  );
}
