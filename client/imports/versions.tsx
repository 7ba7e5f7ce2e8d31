import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { language } from '../address.ts';
import { formatInstant } from '../format.ts';
import { dataRevision } from '../state.ts';
import { words } from '../words/words.ts';
import { ChangeReport, countsInWords } from './change-report.tsx';
import { type Dataset, type DatasetVersion, listVersions } from './import-api.ts';
import { importWords } from './import-words.ts';
import { TakeBackButton } from './take-back-button.tsx';
import { TroubleNote } from './trouble-note.tsx';

/** The versions of a data set, folded until somebody asks for them. */
export function Versions({ set }: { set: Dataset }) {
  const say = importWords.value.versions;
  const isOpen = useSignal(false);
  return (
    <details class="dataset-versions" onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
      <summary>
        {say.title} ({set.version})
      </summary>
      {isOpen.value && <VersionList set={set} />}
    </details>
  );
}

function VersionList({ set }: { set: Dataset }) {
  const say = importWords.value.versions;
  const versions = useSignal<DatasetVersion[] | null>(null);
  const error = useSignal<Error | null>(null);
  const revision = dataRevision.value;
  const load = (signal?: AbortSignal) => {
    error.value = null;
    listVersions(set.id, { language: language.peek(), ...(signal && { signal }) }).then(
      ({ items }) => (versions.value = items),
      (trouble: Error) => {
        if (!signal?.aborted) error.value = trouble;
      },
    );
  };
  useEffect(() => {
    const abort = new AbortController();
    load(abort.signal);
    return () => abort.abort();
  }, [revision, set.version]);
  if (error.value) return <TroubleNote error={error.value} retry={() => load()} />;
  if (versions.value === null) return <p class="loading">{words.value.trouble.loading}</p>;
  if (versions.value.length === 0) return <p class="empty">{say.none}</p>;
  return (
    <ol class="version-list">
      {versions.value.map((version, index) => (
        <Version key={version.number} set={set} version={version} isNewest={index === 0} />
      ))}
    </ol>
  );
}

function Version({ set, version, isNewest }: { set: Dataset; version: DatasetVersion; isNewest: boolean }) {
  const say = importWords.value;
  const isOpen = useSignal(false);
  const { number, importedAt, fileName, takenBackTo, changes } = version;
  return (
    <li>
      <p>
        <strong>{say.versions.number(number)}</strong> · {formatInstant(importedAt, language.value)} ·{' '}
        {takenBackTo === null ? fileName : say.versions.takenBackTo(takenBackTo)}
      </p>
      <details onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}>
        <summary>
          {say.changes.title}: {countsInWords(changes)}
        </summary>
        {isOpen.value && <ChangeReport dataset={set.id} number={number} />}
      </details>
      {isNewest && <TakeBackButton dataset={set} version={number} />}
    </li>
  );
}
