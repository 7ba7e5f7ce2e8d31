import { availableParallelism } from 'node:os';
import type { DataSource } from 'typeorm';
import type { Listen } from '../database/listen.ts';
import { STALE_CHANNEL } from '../database/migrations/0005-job-queue.ts';
import type { GapTarget } from './gap-input.ts';
import { METHOD_VERSION } from './method.ts';
import { Bell } from './recompute-bell.ts';
import { openGapComputer } from './recompute-batch.ts';
import { readPrevious } from './recompute-previous.ts';
import { type Batch, BEAT_EVERY_MS, countStale, GapQueue, markOutdated } from './recompute-queue.ts';
import { saveGaps } from './recompute-results.ts';

export interface Recompute {
  /** Look for stale municipalities now rather than at the next round. */
  wake(): void;
  /** Resolves when nothing is stale. */
  idle(): Promise<void>;
  /** Finishes what is being computed, then ends. */
  stop(): Promise<void>;
}

export interface RecomputeOptions {
  dataSource: DataSource;
  premisesReachM: number;
  /** No other process works on this database, so batches found at start are of one that has ended. */
  soleProcess: boolean;
  /** How a change is heard of at once, whoever makes it; absent: by `wake`, and within a second. */
  listen?: Listen;
  /** Threads that compute; as many as there are cores if absent. */
  threads?: number;
  /** Told after each batch: how many are still stale, and the ms that the batch took in the threads. */
  onProgress?: (left: number, computeMs: number) => void;
  onError?: (error: unknown, code: string | null) => void;
}

const ROUND_MS = 1000;
const AFTER_ERROR_MS = 5000;
/** Municipalities of a batch. On the embedded database what they take is a transaction that all others wait for. */
const TOGETHER = 32;
const TOGETHER_EMBEDDED = 4;

/**
 * Computes stale municipalities in the background until it is stopped; writers mark them (migration 0002). Each thread
 * has its lane: a loop that takes a batch, reads, computes and saves it.
 */
export function startRecompute({ dataSource, ...options }: RecomputeOptions): Recompute {
  const threads = options.threads ?? availableParallelism();
  const together = options.soleProcess ? TOGETHER_EMBEDDED : TOGETHER;
  const computer = openGapComputer(dataSource, options.premisesReachM, threads);
  const bell = new Bell();
  const whenIdle: (() => void)[] = [];
  const listening = options.listen?.(STALE_CHANNEL, () => bell.ring());
  let stopping = false;
  const reportError = (error: unknown) => options.onError?.(error, null);

  async function open(): Promise<GapQueue | null> {
    while (!stopping) {
      try {
        const queue = await GapQueue.open(dataSource, { soleProcess: options.soleProcess, onError: reportError });
        await markOutdated(dataSource, METHOD_VERSION);
        return queue;
      } catch (error) {
        reportError(error);
        await bell.wait(AFTER_ERROR_MS, bell.rung);
      }
    }
    return null;
  }

  async function lane(queue: GapQueue): Promise<void> {
    while (!stopping) {
      const { rung } = bell;
      try {
        await queue.add(together);
        const batch = await queue.take();
        const computeMs = batch ? await computeBatch(queue, batch) : 0;
        const left = await countStale(dataSource);
        if (batch) options.onProgress?.(left, computeMs);
        if (left === 0) for (const resolve of whenIdle.splice(0)) resolve();
        if (!batch) await bell.wait(ROUND_MS, rung);
      } catch (error) {
        reportError(error);
        if (!stopping) await bell.wait(AFTER_ERROR_MS, bell.rung);
      }
    }
  }

  async function computeBatch(queue: GapQueue, batch: Batch): Promise<number> {
    const beat = setInterval(() => void queue.beat(batch).catch(() => {}), BEAT_EVERY_MS);
    try {
      await queue.awaitWriters();
      const targets: GapTarget[] = await dataSource.query(
        'SELECT down_mbps AS "downMbps", technologies FROM target ORDER BY down_mbps',
      );
      const { gaps, failed, computeMs } = await computer.compute(
        batch.claims.map(({ code }) => code),
        targets,
        await readPrevious(dataSource.manager, batch.claims),
      );
      clearInterval(beat);
      await dataSource.transaction(async (db) => {
        await queue.end(db, batch, failed);
        await saveGaps(db, gaps);
      });
      for (const { code, error } of failed) options.onError?.(error, code);
      return computeMs;
    } catch (error) {
      // Where that fails too, the batch is taken again when nothing has been heard of it for a while.
      await queue.giveBack(batch, error).catch(() => {});
      throw error;
    } finally {
      clearInterval(beat);
    }
  }

  async function run(): Promise<void> {
    const queue = await open();
    if (!queue) return;
    await Promise.all(Array.from({ length: threads }, () => lane(queue)));
    await queue.close();
  }

  const running = run();
  return {
    wake: () => bell.ring(),
    idle: () => new Promise((resolve) => (whenIdle.push(resolve), bell.ring())),
    async stop() {
      stopping = true;
      bell.ring();
      await running;
      await listening?.close();
      await computer.close();
    },
  };
}
