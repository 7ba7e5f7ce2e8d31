import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openFreshNative } from '../acceptance/databases.ts';
import type { Order, Run } from './gaps-process.ts';
import { type Bench, type Figures, median } from './measure.ts';
import { Reference } from './reference/answers.ts';
import { compareAnswers, type OwnAnswer } from './reference/compare.ts';
import { layOutPlane } from './reference/plane.ts';
import { defineTuned } from './reference/tuned.ts';
import { generateRegion } from './region/generate.ts';
import { loadRegion } from './region/load.ts';
import type { RegionSize } from './region/region.ts';

/** As the program itself is run. */
const RUN = join(import.meta.dirname, '..', 'run.sh');
const SEED = 1;
/** Runs after which the code is warm: the engine compiles what it runs often, and often again. */
const WARMING_UP = 8;
const ROUNDS = 3;
const WHOLE = { municipalities: 1500, areasEach: 20, seed: SEED };
const SHORT = { municipalities: 50, areasEach: 20, seed: SEED };
/** Fewer municipalities where the overlap grows: 80 areas each of 1,500 take minutes to invent and load. */
const OVERLAPPING = 500;

/**
 * All gaps of an invented region at one target, read from the database and computed in worker threads, beside PostGIS
 * answering the same question: as one plain statement, and by a tuned function in parallel.
 */
export const benchGaps: Bench = async ({ short, say }) => {
  if (short) return compareSpeed(SHORT, 1, say);
  const whole = await compareSpeed(WHOLE, ROUNDS, say);
  const growth: Figures = {};
  for (const municipalities of [50, 500]) {
    const { warmOursMs } = await compareSpeed({ ...WHOLE, municipalities }, ROUNDS, say);
    growth[`warmOurs${municipalities}MunicipalitiesMs`] = warmOursMs!;
  }
  for (const areasEach of [5, 80]) {
    const { warmOursMs, oursToTuned } = await compareSpeed(
      { municipalities: OVERLAPPING, areasEach, seed: SEED },
      ROUNDS,
      say,
    );
    growth[`warmOurs${OVERLAPPING}Municipalities${areasEach}AreasMs`] = warmOursMs!;
    growth[`oursToTuned${areasEach}Areas`] = oursToTuned!;
  }
  return { ...whole, ...growth };
};

/** Checks that both give the same answers, then has them take turns. */
async function compareSpeed(size: RegionSize, rounds: number, say: (line: string) => void): Promise<Figures> {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: the reference is native PostGIS');
  const database = await openFreshNative(serverUrl);
  const { url } = database.dataSource.options as { url: string };
  say(`${size.municipalities} municipalities, ${size.areasEach} coverage areas each`);
  try {
    await loadRegion(database.dataSource, generateRegion(size));
    await layOutPlane(database.dataSource);
    await defineTuned(database.dataSource);
    const cold = await runCold(url, rounds, say);
    say(`checked: ${cold.checked}`);
    const warm = await runWarm(url, rounds, say);
    return {
      municipalities: size.municipalities,
      areasEach: size.areasEach,
      rounds,
      checked: cold.checked,
      warmOursMs: Math.round(warm.oursMs),
      warmTunedMs: Math.round(warm.tunedMs),
      warmPlainMs: Math.round(warm.plainMs),
      oursToTuned: ratio(warm.oursMs, warm.tunedMs),
      oursToPlain: ratio(warm.oursMs, warm.plainMs),
      coldOursMs: Math.round(cold.oursMs),
      coldTunedMs: Math.round(cold.tunedMs),
      coldOursToTuned: ratio(cold.oursMs, cold.tunedMs),
      warmOursCpuMs: Math.round(warm.cpuMs),
      peakMemoryMb: Math.round(warm.peakMb),
    };
  } finally {
    await database.close();
  }
}

/** First runs, each of a new process and of a new connection; their answers must be the same before any time is told. */
async function runCold(url: string, rounds: number, say: (line: string) => void) {
  const times = { oursMs: [] as number[], tunedMs: [] as number[] };
  let checked = '';
  for (let round = 0; round < rounds; round++) {
    const reference = await new Reference(url).open();
    const ours = await OurProcess.start(url);
    try {
      times.oursMs.push((await ours.ask<Run>('run')).ms);
      times.tunedMs.push(await reference.ask('tuned'));
      if (round === 0) {
        await reference.ask('plain');
        const answers = await ours.ask<OwnAnswer[]>('answers');
        compareAnswers(answers, await reference.answers('plain'));
        checked = compareAnswers(answers, await reference.answers('tuned'));
      }
      const [own, tuned] = [times.oursMs, times.tunedMs].map((all) => Math.round(all.at(-1)!));
      say(`cold: ours ${own} ms, tuned ${tuned} ms`);
    } finally {
      await ours.end();
      await reference.close();
    }
  }
  return { oursMs: median(times.oursMs), tunedMs: median(times.tunedMs), checked };
}

async function runWarm(url: string, rounds: number, say: (line: string) => void) {
  const cpuMs: number[] = [];
  const times = { oursMs: [] as number[], tunedMs: [] as number[], plainMs: [] as number[] };
  const reference = await new Reference(url).open();
  const ours = await OurProcess.start(url);
  let peakMb = 0;
  try {
    for (let run = 0; run < WARMING_UP; run++) await ours.ask<Run>('run');
    for (let round = 0; round < rounds; round++) {
      times.plainMs.push(await reference.ask('plain'));
      times.tunedMs.push(await reference.ask('tuned'));
      // Threads that have nothing to do end after some seconds: warm is what follows another run.
      await ours.ask<Run>('run');
      const run = await ours.ask<Run>('run');
      times.oursMs.push(run.ms);
      cpuMs.push(run.cpuMs);
      peakMb = run.peakMb;
      const [own, tuned, plain] = [times.oursMs, times.tunedMs, times.plainMs].map((all) => Math.round(all.at(-1)!));
      say(`warm: ours ${own} ms, tuned ${tuned} ms, plain ${plain} ms`);
    }
  } finally {
    await ours.end();
    await reference.close();
  }
  return {
    oursMs: median(times.oursMs),
    tunedMs: median(times.tunedMs),
    plainMs: median(times.plainMs),
    cpuMs: median(cpuMs),
    peakMb,
  };
}

/** The process that computes with our engine. */
class OurProcess {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(url: string): Promise<OurProcess> {
    const child = fork(join(import.meta.dirname, 'gaps-process.ts'), [url], {
      execPath: '/bin/sh',
      execArgv: [RUN],
      stdio: 'inherit',
    });
    const started = new OurProcess(child);
    await started.#reply();
    return started;
  }

  ask<Reply>(order: Order): Promise<Reply> {
    this.#child.send(order);
    return this.#reply() as Promise<Reply>;
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.send('end');
    await ended;
  }

  async #reply(): Promise<unknown> {
    const answered = new AbortController();
    const listening = { signal: answered.signal };
    const ended = once(this.#child, 'exit', listening).then(([code]) => {
      throw new Error(`the computing process ended with code ${code}`);
    });
    try {
      const [reply] = (await Promise.race([once(this.#child, 'message', listening), ended])) as [unknown];
      return reply;
    } finally {
      ended.catch(() => {});
      answered.abort();
    }
  }
}

const ratio = (ours: number, theirs: number) => Math.round((ours / theirs) * 100) / 100;
