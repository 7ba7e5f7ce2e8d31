import type { DataSource } from 'typeorm';
import type { GapTarget } from './gap-input.ts';
import { METHOD_VERSION } from './method.ts';
import { openGapComputer } from './recompute-batch.ts';
import { claimStale, countStale, postpone, refreshQueue, settle } from './recompute-queue.ts';
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
  /** No other process works on this database, so leases found at start are of one that has ended. */
  soleProcess: boolean;
  onProgress?: (left: number) => void;
  onError?: (error: unknown, code: string | null) => void;
}

const BATCH = 16;
const ROUND_MS = 1000;
const AFTER_ERROR_MS = 5000;

/** Computes stale municipalities in the background until it is stopped; writers mark them (migration 0002). */
export function startRecompute({ dataSource, ...options }: RecomputeOptions): Recompute {
  const computer = openGapComputer(dataSource, options.premisesReachM);
  const whenIdle: (() => void)[] = [];
  let stopping = false;
  let wake = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, stopping ? 0 : ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function computeSome(): Promise<boolean> {
    const claims = await claimStale(dataSource, BATCH);
    if (claims.length === 0) return false;
    const targets: GapTarget[] = await dataSource.query(
      'SELECT down_mbps AS "downMbps", technologies FROM target ORDER BY down_mbps',
    );
    const { gaps, failed } = await computer.compute(
      claims.map((claim) => claim.code),
      targets,
    );
    const computed = new Set(gaps.map((gap) => gap.code));
    await dataSource.transaction(async (db) => {
      await saveGaps(db, gaps);
      await settle(
        db,
        claims.filter((claim) => computed.has(claim.code)),
      );
      for (const { code } of failed) await postpone(db, code);
    });
    for (const { code, error } of failed) options.onError?.(error, code);
    return true;
  }

  async function round(): Promise<void> {
    const worked = await computeSome();
    const left = await countStale(dataSource);
    if (worked) options.onProgress?.(left);
    if (left === 0) for (const resolve of whenIdle.splice(0)) resolve();
    if (!worked) await pause(ROUND_MS);
  }

  async function run(): Promise<void> {
    let refreshed = false;
    while (!stopping) {
      try {
        if (!refreshed) await refreshQueue(dataSource, METHOD_VERSION, options.soleProcess);
        refreshed = true;
        await round();
      } catch (error) {
        options.onError?.(error, null);
        await pause(AFTER_ERROR_MS);
      }
    }
  }

  const running = run();
  return {
    wake: () => wake(),
    idle: () => new Promise((resolve) => (whenIdle.push(resolve), wake())),
    async stop() {
      stopping = true;
      wake();
      await running;
      await computer.close();
    },
  };
}
