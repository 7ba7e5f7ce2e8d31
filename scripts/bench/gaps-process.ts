/**
 * Our side of `bench gaps`, in a process of its own so that its memory and its first run are its own. Answers orders
 * from the process that forked it; the database is the first argument.
 */
import { availableParallelism } from 'node:os';
import { openDatabase } from '../../server/database/data-source.ts';
import type { FirmStep, ZoneStep } from '../../server/gaps/gap-result.ts';
import { openGapComputer } from '../../server/gaps/recompute-batch.ts';
import { listNeighbourly } from '../../server/gaps/recompute-inputs.ts';
import type { ComputedGap } from '../../server/gaps/recompute-results.ts';
import type { OwnAnswer } from './reference/compare.ts';
import { DOWN_MBPS } from './region/load.ts';

/** What the process is asked for: the time of one run, or the answers of another one. */
export type Order = 'run' | 'answers' | 'end';
export interface Run {
  ms: number;
  /** Of the processor, in this process and its threads. */
  cpuMs: number;
  /** The most that the process has held so far. */
  peakMb: number;
}

const TARGETS = [{ downMbps: DOWN_MBPS, technologies: 'wired' }] as const;
const PREMISES_REACH_M = 50;
const TAKEN_TOGETHER = 64;
const LANES = availableParallelism();

const { dataSource, close } = await openDatabase({ dataDir: '', databaseUrl: process.argv[2]! });
const computer = openGapComputer(dataSource, PREMISES_REACH_M);
const codes = (await dataSource.query('SELECT code FROM municipality ORDER BY code')).map(
  ({ code }: { code: string }) => code,
);

/** Computes all, some neighbours after others, so that never all results are held; while some are read others are computed. */
async function computeAll(take: (gaps: readonly ComputedGap[]) => void): Promise<void> {
  const left = await listNeighbourly(dataSource, codes);
  const lane = async (): Promise<void> => {
    for (let some = left.splice(0, TAKEN_TOGETHER); some.length > 0; some = left.splice(0, TAKEN_TOGETHER)) {
      const { gaps, failed } = await computer.compute(some, TARGETS);
      if (failed.length > 0) throw failed[0]!.error;
      take(gaps);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

const answer: Record<Order, () => Promise<Run | OwnAnswer[] | null>> = {
  async run() {
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    await computeAll(() => {});
    const { user, system } = process.cpuUsage(cpu);
    return {
      ms: performance.now() - startedAt,
      cpuMs: (user + system) / 1000,
      peakMb: process.resourceUsage().maxRSS / 1024,
    };
  },
  async answers() {
    const answers: OwnAnswer[] = [];
    await computeAll((gaps) => answers.push(...gaps.map(ownAnswer)));
    return answers;
  },
  async end() {
    process.disconnect();
    await computer.close();
    await close();
    return null;
  },
};

process.on('message', (order: Order) => {
  void answer[order]().then((reply) => reply !== null && process.send!(reply));
});
process.send!('ready');

function ownAnswer({ code, zones, firms }: ComputedGap): OwnAnswer {
  const zonesById = Map.groupBy(JSON.parse(zones) as ZoneStep[], (step) => step.zoneId);
  const firmsById = [
    ...Map.groupBy(
      JSON.parse(firms) as (Pick<FirmStep, 'firmId'> & Partial<FirmStep>)[],
      (step) => step.firmId,
    ).values(),
  ];
  const unserved = firmsById.filter(([today]) => !today!.served);
  return {
    code,
    zones: [...zonesById].map(([id, steps]) => ({
      id,
      m2: steps[0]!.zoneAreaM2,
      gapM2: steps[0]!.gapAreaM2,
      laterM2: steps.at(-1)!.gapAreaM2,
    })),
    firms: firmsById.length,
    unserved: unserved.map(([today]) => ({
      id: today!.firmId,
      areaM: today!.nearestServedM ?? null,
      segmentM: today!.nearestSegmentM ?? null,
    })),
    newlyServed: unserved.filter((steps) => steps.at(-1)!.served).length,
  };
}
