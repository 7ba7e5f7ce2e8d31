import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { CurvePoint } from './curve.ts';
import type { Effort } from './search.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';
import type * as thread from './thread.ts';

/** How far to go, and who wants to hear of it. */
export interface Watched<News> extends Effort {
  onProgress?: (news: News) => void;
  /** Ends the search at once: what was asked rejects with the reason. */
  signal?: AbortSignal;
}

/**
 * Opens the worker threads that search plans, on all cores but one. A thread ends when it has been idle for a while, and
 * its memory with it.
 */
export function openSolver() {
  const pool = new Piscina({
    filename: new URL('thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(availableParallelism() - 1, 1),
    idleTimeout: 30_000,
  });

  async function run<News, Result>(
    name: keyof typeof thread,
    task: object,
    { relativeGap, seconds, onProgress, signal }: Watched<News>,
  ): Promise<Result> {
    signal?.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    if (onProgress) port1.on('message', onProgress);
    try {
      const result = pool.run(
        { ...task, effort: { relativeGap, seconds }, port: port2 },
        { name, transferList: [port2], ...(signal && { signal }) },
      );
      return (await result) as Result;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      port1.close();
    }
  }

  return {
    /** The best set under the terms: see searchPlan. */
    solvePlan: (selection: Selection, watched: Watched<SearchProgress>) =>
      run<SearchProgress, Choice | Impossible>('plan', { selection }, watched),
    /** The best set under each budget, ascending: see searchCurve. */
    solveCurve: (
      selection: Selection,
      budgetsEur: readonly number[],
      watched: Watched<{ at: number; point: CurvePoint }>,
    ) => run<{ at: number; point: CurvePoint }, CurvePoint[]>('curve', { selection, budgetsEur }, watched),
    close: () => pool.destroy(),
  };
}
