import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database/data-source.ts';
import { type Recompute, startRecompute } from './gaps/recompute.ts';
import { say } from './logging.ts';

const PROGRESS_EVERY_MS = 2000;

/** Keeps the gaps of a database fresh until it is stopped, and says how it gets on. */
export function computeInBackground(
  { dataSource, kind, listen }: Database,
  { threads }: Config,
  log: Logger,
  premisesReachM: number,
): Recompute {
  return startRecompute({
    dataSource,
    premisesReachM,
    soleProcess: kind === 'embedded',
    ...(listen && { listen }),
    ...(threads !== undefined && { threads }),
    onProgress: reportProgress(),
    onError: (error, municipality) => log.error({ err: error, municipality }, 'a gap could not be computed'),
  });
}

/** Says how many gaps are still to be computed, every two seconds at most. */
function reportProgress(): (left: number) => void {
  let saidAt = 0;
  return (left) => {
    if (left > 0 && performance.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = performance.now();
    say(left === 0 ? 'gaps are up to date' : `computing gaps: ${left} municipalities to go`);
  };
}
