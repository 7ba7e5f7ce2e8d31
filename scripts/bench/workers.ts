import type { DataSource } from 'typeorm';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Bench, median } from './measure.ts';
import { generateRegion } from './region/generate.ts';
import { DOWN_MBPS, loadRegion } from './region/load.ts';
import { RunningWorker } from './running-worker.ts';
import { digestResults } from './stored-results.ts';

const ROUNDS = 3;
const AREAS_EACH = 20;
const SEED = 1;
const LOOK_EVERY_MS = 20;

/**
 * All gaps of an invented region computed and saved by one process of `npm run worker` with one thread, and by two such
 * processes on the same queue; then by two of which one is killed half-way.
 */
export const benchWorkers: Bench = async ({ short, say }) => {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: further processes need a native database');
  const municipalities = short ? 100 : 1500;
  const database = await openFreshNative(serverUrl);
  const { url } = database.dataSource.options as { url: string };
  try {
    await loadRegion(database.dataSource, generateRegion({ municipalities, areasEach: AREAS_EACH, seed: SEED }));
    await database.dataSource.query(
      `INSERT INTO target (down_mbps, technologies, name_it, name_en, source) VALUES ($1, 'wired', 'bench', 'bench', 'bench')`,
      [DOWN_MBPS],
    );
    const region = new Region(database.dataSource, municipalities);
    const times = { one: [] as number[], two: [] as number[], oneCold: [] as number[], twoCold: [] as number[] };
    for (let round = 0; round < (short ? 1 : ROUNDS); round++) {
      for (const count of ['one', 'two'] as const) {
        const workers = await RunningWorker.startSome(url, count === 'one' ? 1 : 2);
        times[`${count}Cold`].push(await region.computeAnew());
        times[count].push(await region.computeAnew());
        await Promise.all(workers.map((worker) => worker.stop()));
        say(
          `${count}: cold ${Math.round(times[`${count}Cold`].at(-1)!)} ms, warm ${Math.round(times[count].at(-1)!)} ms`,
        );
      }
    }
    const killedMs = await killOne(url, region);
    say(`one of two killed half-way: ${Math.round(killedMs)} ms, same figures, each municipality saved once`);
    return {
      municipalities,
      areasEach: AREAS_EACH,
      rounds: times.one.length,
      oneWorkerMs: Math.round(median(times.one)),
      twoWorkersMs: Math.round(median(times.two)),
      twoToOne: ratio(median(times.two), median(times.one)),
      coldOneWorkerMs: Math.round(median(times.oneCold)),
      coldTwoWorkersMs: Math.round(median(times.twoCold)),
      coldTwoToOne: ratio(median(times.twoCold), median(times.oneCold)),
      oneOfTwoKilledMs: Math.round(killedMs),
      sameFigures: true,
    };
  } finally {
    await database.close();
  }
};

async function killOne(url: string, region: Region): Promise<number> {
  const [killed, other] = await RunningWorker.startSome(url, 2);
  const ms = await region.computeAnew(() => killed!.kill());
  await other!.stop();
  return ms;
}

/** The region's results, forgotten and computed again; every time the same ones must come. */
class Region {
  readonly #db: DataSource;
  readonly #municipalities: number;
  #firstDigest: string | undefined;

  constructor(db: DataSource, municipalities: number) {
    this.#db = db;
    this.#municipalities = municipalities;
  }

  /**
   * @param halfWay called once half of them are computed
   * @returns ms from the moment when all are stale until none is
   * @throws Error where a municipality was saved twice or not at all, or the results are not those of the first time
   */
  async computeAnew(halfWay: () => void = () => {}): Promise<number> {
    await this.#db.query('TRUNCATE municipality_gap, zone_gap, firm_service, gap_reach');
    await this.#db.query('DELETE FROM pgboss.job');
    const startedAt = performance.now();
    await this.#db.query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
    let half = false;
    for (let stale = Infinity; stale > 0;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      [{ stale }] = await this.#db.query('SELECT count(*)::int AS stale FROM stale_municipality');
      if (!half && stale <= this.#municipalities / 2) {
        half = true;
        halfWay();
      }
    }
    const ms = performance.now() - startedAt;
    await this.#check();
    return ms;
  }

  async #check(): Promise<void> {
    const [{ saved }] = await this.#db.query(
      `SELECT sum((data->>'municipalities')::int)::int AS saved FROM pgboss.job WHERE state = 'completed'`,
    );
    if (saved !== this.#municipalities) throw new Error(`${saved} of ${this.#municipalities} were saved`);
    const digest = await digestResults(this.#db);
    this.#firstDigest ??= digest;
    if (digest !== this.#firstDigest) throw new Error('the figures are not those of the first time');
  }
}

const ratio = (two: number, one: number) => Math.round((two / one) * 100) / 100;
