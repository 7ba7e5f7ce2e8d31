import { ConnectionLost } from '../fetch-json.ts';

/** Waits between two looks at a run, in milliseconds: short at first, as many files are small. */
const WAITS_MS = [150, 250, 400, 700, 1000];
/** Waits while nobody answers. */
const WAITS_AWAY_MS = [1000, 2000, 4000];

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });

/**
 * Looks at a run until it rests; where the connection is lost, says so and goes on looking.
 *
 * @param tell  called with every answer, and with null where none came
 * @throws what `ask` throws otherwise, and the signal's reason once it is aborted
 */
export async function followRun<T extends { state: string }>(
  ask: (signal: AbortSignal) => Promise<T>,
  tell: (answer: T | null) => void,
  signal: AbortSignal,
): Promise<void> {
  let [answered, unanswered] = [0, 0];
  for (;;) {
    const answer = await ask(signal).catch((error: unknown) => {
      signal.throwIfAborted();
      if (error instanceof ConnectionLost) return null;
      throw error;
    });
    signal.throwIfAborted();
    tell(answer);
    if (answer !== null && answer.state !== 'checking' && answer.state !== 'importing') return;
    unanswered = answer === null ? unanswered + 1 : 0;
    const waits = answer === null ? WAITS_AWAY_MS : WAITS_MS;
    const times = answer === null ? unanswered - 1 : answered;
    answered += 1;
    await pause(waits[times] ?? waits.at(-1)!, signal);
  }
}
