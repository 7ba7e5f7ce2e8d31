import type { ProblemDetails } from '../server/problem.ts';
import type { Language } from './address.ts';

/** The server answered with a problem; `kind` is the last part of its type, such as `not-found`. */
export class ApiProblem extends Error {
  readonly kind: string;
  readonly status: number;
  readonly details: ProblemDetails | null;

  constructor(status: number, details: ProblemDetails | null) {
    super(details?.detail ?? details?.title ?? `HTTP ${status}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.details = details;
    this.kind = details?.type.split(':').at(-1) ?? 'unexpected';
  }
}

/** Whether the server is there but not ready yet: asked too early. */
export const isStarting = (error: unknown): boolean => error instanceof ApiProblem && error.kind === 'starting';

/** No answer came, after several attempts. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('no answer from the server', { cause });
    this.name = 'ConnectionLost';
  }
}

/** Waits between the attempts, in milliseconds: as many attempts again as there are waits. */
const WAITS_MS = [300, 1000, 2500];
/** Passing troubles of a server that restarts or is busy. */
const PASSING = new Set([429, 502, 503, 504]);
const LONGEST_WAIT_MS = 10_000;

interface Asking {
  language: Language;
  signal?: AbortSignal;
}

/** Gets JSON; what `fetchAnswer` says holds. */
export async function fetchJson<T>(url: string, asking: Asking, waitsMs: readonly number[] = WAITS_MS): Promise<T> {
  const answer = await fetchAnswer(url, 'application/json, application/geo+json', asking, waitsMs);
  return (await answer.json()) as T;
}

/**
 * Gets an answer, trying again where the connection is lost or the server is busy; not where it is only starting,
 * which may take half a minute: `freshness.ts` waits for that.
 *
 * @param accept   media types that are welcome
 * @throws ApiProblem      what the server objects to
 * @throws ConnectionLost  no answer, or none but from a proxy whose server is away
 * @throws DOMException    AbortError, where the caller's signal says so
 */
export async function fetchAnswer(
  url: string,
  accept: string,
  asking: Asking,
  waitsMs: readonly number[] = WAITS_MS,
): Promise<Response> {
  const headers = { accept, 'accept-language': asking.language };
  const init: RequestInit = asking.signal ? { headers, signal: asking.signal } : { headers };
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await fetch(url, init).then(
      (response) => ({ response }),
      (failure: unknown) => ({ failure }),
    );
    asking.signal?.throwIfAborted();
    if ('response' in outcome && outcome.response.ok) return outcome.response;
    const trouble = 'response' in outcome ? await troubleOf(outcome.response) : new ConnectionLost(outcome.failure);
    const usualWaitMs = waitsMs[attempt];
    const passes = trouble instanceof ConnectionLost || (PASSING.has(trouble.status) && !isStarting(trouble));
    if (!passes || usualWaitMs === undefined) throw trouble;
    const askedMs = 'response' in outcome ? Number(outcome.response.headers.get('retry-after')) * 1000 : 0;
    await pause(Math.min(Math.max(usualWaitMs, askedMs || 0), LONGEST_WAIT_MS), asking.signal);
  }
}

/**
 * Sends JSON, if any, once: what was cut off may have been done all the same.
 *
 * @param key of an administrator
 * @throws as `fetchJson`
 */
export async function sendJson<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  body: unknown,
  key: string,
  caller: Asking,
): Promise<T> {
  const response = await fetch(url, {
    method,
    ...(caller.signal && { signal: caller.signal }),
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: {
      accept: 'application/json, application/geo+json',
      'accept-language': caller.language,
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
    },
  }).catch((failure: unknown) => {
    throw new ConnectionLost(failure);
  });
  if (!response.ok) throw await troubleOf(response);
  return (await response.json()) as T;
}

async function troubleOf(response: Response): Promise<ApiProblem | ConnectionLost> {
  const isProblem = response.headers.get('content-type')?.includes('application/problem+json') ?? false;
  if (isProblem) return new ApiProblem(response.status, (await response.json()) as ProblemDetails);
  // A proxy whose server is away answers in its own words.
  if (response.status >= 502 && response.status <= 504) return new ConnectionLost(response.statusText);
  return new ApiProblem(response.status, null);
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}
