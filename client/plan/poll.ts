/** Waits between two looks at a search that goes on, in milliseconds: short at first, as many searches are. */
const WAITS_MS = [150, 250, 400, 600];

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });

/**
 * Asks again and again until a search has ended.
 *
 * @param tell  called with every answer, the last one included
 * @throws what `ask` throws, and the signal's reason once it is aborted
 */
export async function poll<T extends { state: string }>(
  ask: (signal: AbortSignal) => Promise<T>,
  tell: (answer: T) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let times = 0; ; times += 1) {
    const answer = await ask(signal);
    signal.throwIfAborted();
    tell(answer);
    if (answer.state !== 'computing') return answer;
    await pause(WAITS_MS[times] ?? WAITS_MS.at(-1)!, signal);
  }
}

/** What is asked of the server, as it comes. */
export interface Searched<T> {
  /** What it answers: the text of the settings. */
  about: string;
  answer: T | null;
  error: Error | null;
  /** Nothing more will come. */
  ended: boolean;
}

/**
 * Follows the latest wish alone, once it has rested: what is overtaken is aborted.
 *
 * @param tell  called with how the search of the latest wish stands
 */
export function followLatest<W, T extends { state: string }>(
  restMs: number,
  ask: (wish: W, signal: AbortSignal) => Promise<T>,
  tell: (searched: Searched<T>) => void,
): { want(about: string, wish: W): void; stop(): void } {
  let abort: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(timer);
    abort?.abort();
    abort = null;
  };
  const start = async (about: string, wish: W) => {
    const { signal } = (abort = new AbortController());
    const told = (answer: T) => tell({ about, answer, error: null, ended: answer.state !== 'computing' });
    try {
      await poll((signal) => ask(wish, signal), told, signal);
    } catch (error) {
      if (!signal.aborted) tell({ about, answer: null, error: error as Error, ended: true });
    }
  };
  return {
    want(about, wish) {
      stop();
      timer = setTimeout(() => void start(about, wish), restMs);
    },
    stop,
  };
}
