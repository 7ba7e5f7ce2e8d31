import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { words } from '../words/words.ts';

/**
 * A page that comes with its own script once it is opened, so that the first load of the map does not carry it.
 *
 * @param load imports it
 */
export function lazyPage(load: () => Promise<FunctionComponent>): FunctionComponent {
  const loaded = signal<{ Page: FunctionComponent } | 'loading' | 'failed'>('loading');
  const start = () => {
    loaded.value = 'loading';
    load().then(
      (Page) => (loaded.value = { Page }),
      () => (loaded.value = 'failed'),
    );
  };
  return function LazyPage() {
    useEffect(() => {
      if (typeof loaded.peek() === 'string') start();
    }, []);
    const now = loaded.value;
    if (typeof now === 'object') return <now.Page />;
    const { trouble } = words.value;
    return (
      <main id="content" class="text-page" tabIndex={-1}>
        {now === 'loading' ? (
          <p class="loading" role="status">
            <span class="loading-sign" aria-hidden="true" />
            {trouble.loading}
          </p>
        ) : (
          <div class="failed" role="alert">
            <p>
              {trouble.failed} {trouble.lost}
            </p>
            <button type="button" class="btn btn-sm btn-outline-primary" onClick={start}>
              {trouble.retry}
            </button>
          </div>
        )}
      </main>
    );
  };
}
