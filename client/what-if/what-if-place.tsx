import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { whatIfWords } from '../words/words.ts';
import { endWhatIf, phase } from './session.ts';

const bar = signal<ComponentType | null>(null);
const failed = signal(false);

/** Where it stands what is being tried; what says it is fetched with the first trial. */
export function WhatIfPlace() {
  const isWanted = phase.value !== 'none';
  useEffect(() => {
    if (isWanted && bar.peek() === null) fetchBar();
  }, [isWanted]);
  if (!isWanted) return null;
  const Bar = bar.value;
  if (Bar !== null) return <Bar />;
  const say = whatIfWords.value;
  return (
    <section class="what-if-bar" aria-label={say.label}>
      <p role={failed.value ? 'alert' : 'status'}>
        {failed.value ? `${say.failed.opening} ${say.noConnection}` : say.opening}
      </p>
      {failed.value && (
        <div class="what-if-actions">
          <button type="button" onClick={fetchBar}>
            {say.retry}
          </button>
          <button type="button" onClick={endWhatIf}>
            {say.discard}
          </button>
        </div>
      )}
    </section>
  );
}

function fetchBar(): void {
  failed.value = false;
  import('./what-if-bar.tsx').then(
    ({ WhatIfBar }) => (bar.value = WhatIfBar),
    () => (failed.value = true),
  );
}
