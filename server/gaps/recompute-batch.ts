import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DataSource } from 'typeorm';
import type { GapTarget } from './gap-input.ts';
import { NEAREST_WITHIN_M } from './method.ts';
import { type InputBatch, type ReadWithin, listNeighbourly, readInputBatch } from './recompute-inputs.ts';
import type { PackedPrevious } from './recompute-previous.ts';
import type { ComputedGap } from './recompute-results.ts';
import type { BatchToCompute, Outcome } from './recompute-thread.ts';

/** Computes the gaps of some municipalities in worker threads. */
export interface GapComputer {
  /** @param previous of those municipalities of which not everything is to be computed */
  compute(
    codes: readonly string[],
    targets: readonly GapTarget[],
    previous?: readonly PackedPrevious[],
  ): Promise<Computed>;
  close(): Promise<void>;
}

export interface Computed {
  gaps: ComputedGap[];
  failed: { code: string; error: unknown }[];
  /** Time in the threads from inputs to figures. */
  computeMs: number;
}

/**
 * Most nearest places lie within the first, and most nearest segments within the second, of which there are fewer; each
 * wider reading is for the few municipalities that need it.
 */
const LADDER_M = [1000, 2000, 5000, NEAREST_WITHIN_M] as const;
/** Municipalities read and computed together: neighbours share what lies between them. */
const MOST_TOGETHER = 32;
/** Batches that wait for a thread while the next one is read. */
const MOST_WAITING = 2;

/** @param premisesReachM a place this near to a covered premises point is served */
export function openGapComputer(
  dataSource: DataSource,
  premisesReachM: number,
  threads = availableParallelism(),
): GapComputer {
  const pool = new Piscina<BatchToCompute | undefined, Outcome[]>({
    filename: new URL('recompute-thread.ts', import.meta.url).href,
    name: 'computeBatch',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 512 },
  });

  /** Starts them while what they are to compute is being read. */
  function startThreads(atMost: number): void {
    for (let started = pool.threads.length; started < atMost; started++) {
      // Who cannot start says so when it is given a batch.
      pool.run(undefined, { name: 'start' }).catch(() => {});
    }
  }

  return {
    async compute(codes, targets, previous = []) {
      startThreads(Math.min(threads, codes.length));
      const computed: Computed = { gaps: [], failed: [], computeMs: 0 };
      const toDo = new ToDo(await listNeighbourly(dataSource.manager, codes), threads);
      const running = new Set<Promise<void>>();
      const computeTogether = async (some: readonly string[], within: ReadWithin, batch: InputBatch) => {
        const [result] = await Promise.allSettled([
          pool.run({ batch, targets, previous: previous.filter(({ code }) => some.includes(code)) }),
        ]);
        if (result.status === 'fulfilled') {
          for (const outcome of result.value) {
            computed.computeMs += 'gap' in outcome ? outcome.gap.computeMs : 0;
            if (!('gap' in outcome)) computed.failed.push(outcome);
            else if (outcome.gap.coverageSettled && outcome.gap.segmentsSettled) computed.gaps.push(outcome.gap);
            else toDo.add(outcome.gap.code, widen(within, outcome.gap));
          }
        } else if (some.length > 1) {
          // The thread itself ended: alone, each shows whether it was the cause.
          for (const code of some) toDo.addAlone(code, within);
        } else {
          computed.failed.push({ code: some[0]!, error: result.reason });
        }
      };
      for (;;) {
        const next = toDo.take();
        if (!next && running.size === 0) return computed;
        if (next) {
          const batch = await readInputBatch(dataSource.manager, next.codes, next.within, premisesReachM);
          const run = computeTogether(next.codes, next.within, batch).finally(() => running.delete(run));
          running.add(run);
        }
        if (!next || running.size >= threads + MOST_WAITING) await Promise.race(running);
      }
    },
    close: () => pool.destroy(),
  };
}

/** Municipalities to be read and computed together, within the same distances. */
interface Together {
  codes: string[];
  within: ReadWithin;
}

class ToDo {
  readonly #groups: Together[];
  readonly #most: number;

  constructor(codes: readonly string[], threads: number) {
    this.#groups = [{ codes: [...codes], within: { coverageM: LADDER_M[0], segmentsM: LADDER_M[1] } }];
    // A few are shared out among the threads.
    this.#most = Math.min(MOST_TOGETHER, Math.ceil(codes.length / threads));
  }

  take(): Together | null {
    const group = this.#groups.find(({ codes }) => codes.length > 0);
    return group ? { codes: group.codes.splice(0, this.#most), within: group.within } : null;
  }

  add(code: string, within: ReadWithin): void {
    const same = this.#groups.find(
      (group) => group.within.coverageM === within.coverageM && group.within.segmentsM === within.segmentsM,
    );
    if (same) same.codes.push(code);
    else this.#groups.push({ codes: [code], within });
  }

  addAlone(code: string, within: ReadWithin): void {
    this.#groups.push({ codes: [code], within: { ...within } });
  }
}

function widen(within: ReadWithin, gap: ComputedGap): ReadWithin {
  const next = (metres: number) => LADDER_M.find((step) => step > metres) ?? NEAREST_WITHIN_M;
  return {
    coverageM: gap.coverageSettled ? within.coverageM : next(within.coverageM),
    segmentsM: gap.segmentsSettled ? within.segmentsM : next(within.segmentsM),
  };
}
