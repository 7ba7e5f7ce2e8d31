import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { DataSource } from 'typeorm';
import type { GapTarget } from './gap-input.ts';
import { NEAREST_WITHIN_M } from './method.ts';
import { type ReadWithin, readGapInputs } from './recompute-inputs.ts';
import { lockInputs } from './recompute-queue.ts';
import type { ComputedGap } from './recompute-results.ts';

/** Computes the gaps of some municipalities in worker threads. */
export interface GapComputer {
  compute(codes: readonly string[], targets: readonly GapTarget[]): Promise<Computed>;
  close(): Promise<void>;
}

export interface Computed {
  gaps: ComputedGap[];
  failed: { code: string; error: unknown }[];
}

/** Most nearest places lie within the first; each wider reading is for the few municipalities that need it. */
const LADDER_M = [1000, 5000, NEAREST_WITHIN_M] as const;

/** @param premisesReachM a place this near to a covered premises point is served */
export function openGapComputer(dataSource: DataSource, premisesReachM: number): GapComputer {
  const pool = new Piscina<{ input: string; targets: readonly GapTarget[] }, ComputedGap>({
    filename: new URL('recompute-thread.ts', import.meta.url).href,
    name: 'computeGap',
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: 10_000,
  });

  async function computeWithin(codes: readonly string[], targets: readonly GapTarget[], within: ReadWithin) {
    const inputs = await dataSource.transaction(async (db) => {
      await lockInputs(db);
      return readGapInputs(db, codes, within, premisesReachM);
    });
    return Promise.all(
      inputs.map(async ({ code, input }) => {
        const [outcome] = await Promise.allSettled([pool.run({ input, targets })]);
        return { code, outcome };
      }),
    );
  }

  return {
    async compute(codes, targets) {
      const computed: Computed = { gaps: [], failed: [] };
      const toDo = [{ codes, within: { coverageM: LADDER_M[0], segmentsM: LADDER_M[0] } as ReadWithin }];
      for (const { codes: some, within } of toDo) {
        for (const { code, outcome } of await computeWithin(some, targets, within)) {
          if (outcome.status === 'rejected') computed.failed.push({ code, error: outcome.reason });
          else if (outcome.value.coverageSettled && outcome.value.segmentsSettled) computed.gaps.push(outcome.value);
          else readWider(toDo, code, widen(within, outcome.value));
        }
      }
      return computed;
    },
    close: () => pool.destroy(),
  };
}

/** Queues a municipality for a wider reading, together with those that need the same. */
function readWider(toDo: { codes: readonly string[]; within: ReadWithin }[], code: string, within: ReadWithin): void {
  const last = toDo.at(-1)!;
  const same = last.within.coverageM === within.coverageM && last.within.segmentsM === within.segmentsM;
  if (same) last.codes = [...last.codes, code];
  else toDo.push({ codes: [code], within });
}

function widen(within: ReadWithin, gap: ComputedGap): ReadWithin {
  const next = (metres: number) => LADDER_M.find((step) => step > metres) ?? NEAREST_WITHIN_M;
  return {
    coverageM: gap.coverageSettled ? within.coverageM : next(within.coverageM),
    segmentsM: gap.segmentsSettled ? within.segmentsM : next(within.segmentsM),
  };
}
