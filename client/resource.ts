import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { ConnectionLost, isStarting } from './fetch-json.ts';

/** Something from the server: the last value stays while a newer one is on its way. */
export interface Loaded<T> {
  value: T | null;
  loading: boolean;
  error: Error | null;
}

/**
 * The connection to the server. Whoever misses an answer says `lost`, or `starting` where the server is there but not
 * ready yet; `freshness.ts` alone says `held` again, and has everything asked for anew that failed meanwhile.
 */
export const connection = signal<'held' | 'lost' | 'starting'>('held');

/**
 * Keeps a value from the server in step with a question.
 *
 * @param ask  read inside an effect: returns what to fetch, or null where nothing is wanted. `subject` is what
 *             the value is about: a value about another subject is not shown while the new one loads.
 */
export function resource<T>(
  ask: () => { subject: string; fetch: (signal: AbortSignal) => Promise<T> } | null,
): ReadonlySignal<Loaded<T>> {
  const loaded = signal<Loaded<T>>({ value: null, loading: false, error: null });
  let subject: string | null = null;
  effect(() => {
    const wanted = ask();
    if (wanted === null) {
      subject = null;
      loaded.value = { value: null, loading: false, error: null };
      return undefined;
    }
    const last = loaded.peek();
    const same = wanted.subject === subject;
    subject = wanted.subject;
    loaded.value = { value: same ? last.value : null, loading: true, error: null };
    const abort = new AbortController();
    wanted.fetch(abort.signal).then(
      (value) => {
        if (abort.signal.aborted) return;
        loaded.value = { value, loading: false, error: null };
      },
      (error: Error) => {
        if (abort.signal.aborted) return;
        loaded.value = { value: loaded.peek().value, loading: false, error };
        if (error instanceof ConnectionLost) connection.value = 'lost';
        else if (isStarting(error)) connection.value = 'starting';
      },
    );
    return () => abort.abort();
  });
  return loaded;
}
