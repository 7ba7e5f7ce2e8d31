import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { CurvePoint } from './curve.ts';
import type { Effort } from './search.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';
import type * as thread from './thread.ts';
import type * as planning from './thread-planner.ts';

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

type Planning = typeof planning;
type InThread<Work> = Work extends (task: infer Task) => infer Result
  ? (task: Task) => Promise<Awaited<Result>>
  : never;
const QUESTIONS = [
  'take',
  'problem',
  'best',
  'curve',
  'ranking',
  'changes',
  'shown',
  'file',
] as const satisfies (keyof Planning)[];
/** Most of those who ask wait for a search that runs elsewhere. */
const MOST_AT_ONCE = 1000;

/**
 * Opens the one worker thread that keeps problems and answers what is asked about them: see thread-planner.ts. It starts with the
 * first question and stays.
 *
 * @param onLost hears that an answer failed: the thread may have ended, and what it kept with it
 */
export function openPlanner(onLost: () => void): { [Name in keyof Planning]: InThread<Planning[Name]> } {
  const pool = new Piscina({
    filename: new URL('thread-planner.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: MOST_AT_ONCE,
    idleTimeout: Infinity,
    // A thread that sleeps on atomics between questions would not hear how far a search has come.
    atomics: 'disabled',
  });
  const inThread = (name: keyof Planning) => async (task: unknown) => {
    try {
      return (await pool.run(task, { name })) as unknown;
    } catch (error) {
      onLost();
      throw error;
    }
  };
  return Object.fromEntries(QUESTIONS.map((name) => [name, inThread(name)])) as unknown as ReturnType<
    typeof openPlanner
  >;
}
