import type { ComponentChildren } from 'preact';
import { ApiProblem, ConnectionLost, isStarting } from '../fetch-json.ts';
import { reload } from '../state.ts';
import type { Loaded } from '../state.ts';
import { words } from '../words/words.ts';

/** Shows a value from the server, or that it is on its way, or why it is not there. */
export function Waiting<T>({
  for: loaded,
  notFound,
  children,
}: {
  for: Loaded<T>;
  notFound?: string;
  children: (value: T) => ComponentChildren;
}) {
  if (loaded.value !== null) return <>{children(loaded.value)}</>;
  const { trouble } = words.value;
  if (loaded.error === null || isStarting(loaded.error)) {
    return (
      <p class="loading" role="status">
        <span class="loading-sign" aria-hidden="true" />
        {trouble.loading}
      </p>
    );
  }
  const absent = notFound !== undefined && loaded.error instanceof ApiProblem && loaded.error.status === 404;
  const says = loaded.error instanceof ConnectionLost ? trouble.lost : loaded.error.message;
  return (
    <div class="failed" role="alert">
      <p>{absent ? notFound : `${trouble.failed} ${says}`}</p>
      {!absent && (
        <button type="button" class="btn btn-sm btn-outline-primary" onClick={reload}>
          {trouble.retry}
        </button>
      )}
    </div>
  );
}
