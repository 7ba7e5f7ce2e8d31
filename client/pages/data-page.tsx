import { language } from '../address.ts';
import type { DatasetList } from '../api.ts';
import { ABSENT, formatDay, formatInstant, formatNumber } from '../format.ts';
import { ConversationPart } from '../imports/conversation-part.tsx';
import { step, successorOf } from '../imports/conversation.ts';
import { importWords } from '../imports/import-words.ts';
import '../imports/imports.scss';
import { Versions } from '../imports/versions.tsx';
import { useFocusedHeading } from '../parts/focus-heading.ts';
import { Waiting } from '../parts/waiting.tsx';
import { datasets } from '../state.ts';
import { words } from '../words/words.ts';

type Dataset = DatasetList['items'][number];

/** Where files come in and go out again, and the data sets behind every figure. */
export function DataPage() {
  const heading = useFocusedHeading();
  const say = words.value.datasets;
  return (
    <main id="content" class="text-page data-page" tabIndex={-1}>
      <h1 ref={heading} tabIndex={-1}>
        {say.title}
      </h1>
      <p class="lead">{say.lead}</p>
      <ConversationPart />
      <h2>{importWords.value.versions.list}</h2>
      <Waiting for={datasets.value}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{say.none}</p>
          ) : (
            <ul class="datasets">
              {byKind(items).map((set) => (
                <DatasetItem key={set.id} set={set} />
              ))}
            </ul>
          )
        }
      </Waiting>
    </main>
  );
}

/** In the order in which one needs the other: boundaries first. */
function byKind(sets: readonly Dataset[]): Dataset[] {
  const kinds = Object.keys(words.value.datasets.kinds);
  return sets.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
}

function DatasetItem({ set }: { set: Dataset }) {
  const say = words.value.datasets;
  const spoken = language.value;
  const facts = [
    [say.origin, set.origin],
    [say.licence, set.licence],
    [say.asOf, set.asOf && formatDay(set.asOf, spoken)],
    [say.importedAt, formatInstant(set.importedAt, spoken)],
    [say.rows, rowsInWords(set)],
  ] as const;
  return (
    <li class="dataset">
      <h3>
        <span class="dataset-kind">{say.kinds[set.kind]}</span>
        {set.name}
        <span class={`nature nature-${set.nature}`}>{say[set.nature]}</span>
      </h3>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? ABSENT[spoken]}</dd>
          </div>
        ))}
      </dl>
      {set.sourceUrl && /^https?:/.test(set.sourceUrl) && (
        <p class="row-details">
          {say.source}:{' '}
          <a href={set.sourceUrl} rel="noreferrer">
            {set.sourceUrl}
          </a>
        </p>
      )}
      {set.warnings.length > 0 && (
        <details>
          <summary>{say.warnings(set.warnings.length)}</summary>
          <ul>
            {set.warnings.map((warning) => (
              <li key={warning.en}>{warning[spoken]}</li>
            ))}
          </ul>
        </details>
      )}
      {set.version > 0 && (
        <>
          <Versions set={set} />
          <ImportNew set={set} />
        </>
      )}
    </li>
  );
}

/** Leads to the place where files come in, which then knows what the next one is. */
function ImportNew({ set }: { set: Dataset }) {
  if (step.value !== 'choose') return null;
  return (
    <button
      type="button"
      class="import-button"
      aria-label={`${importWords.value.versions.importNew}: ${set.name}`}
      onClick={() => {
        successorOf.value = set;
        document.getElementById('import-drop')?.scrollIntoView({ block: 'start' });
        document.getElementById('import-choose')?.focus({ preventScroll: true });
      }}
    >
      {importWords.value.versions.importNew}
    </button>
  );
}

function rowsInWords({ rowsStored, rowsWithoutPlace }: Dataset): string {
  const say = words.value.datasets;
  const stored = formatNumber(rowsStored, language.value);
  return rowsWithoutPlace === 0
    ? stored
    : `${stored} (${say.withoutPlace(formatNumber(rowsWithoutPlace, language.value))})`;
}
