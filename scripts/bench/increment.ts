import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { DataSource } from 'typeorm';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Random, seededRandom } from '../demo/random.ts';
import type { BatchDone } from './increment-process.ts';
import { type Bench, type Figures, median, percentile } from './measure.ts';
import { layOutPlane, PROJECTED_AREA } from './reference/plane.ts';
import { defineTuned } from './reference/tuned.ts';
import { generateRegion } from './region/generate.ts';
import { DOWN_MBPS, loadRegion } from './region/load.ts';
import { digestResults } from './stored-results.ts';

const SIZES = [50, 500, 1500];
const AREAS_EACH = 20;
const SEED = 1;
const CHANGES = 100;
/** The first ones find the process cold. */
const WARM_UP = 10;
const MOVED_DEGREES = 0.003;

interface Change {
  ms: number;
  computeMs: number;
  referenceMs: number;
  municipalities: number;
}

/**
 * One coverage area of an invented region is moved: the time from the commit until the figures of all municipalities that it
 * touches are stored, in regions of several sizes; beside it PostGIS answering the same question for the same municipalities.
 */
export const benchIncrement: Bench = async ({ short, say }) => {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: the reference is native PostGIS');
  const figures: Figures = { areasEach: AREAS_EACH, changes: short ? 10 : CHANGES };
  for (const municipalities of short ? [50] : SIZES) {
    const changes = await changeRegion(serverUrl, municipalities, short ? 10 : CHANGES);
    const all = (of: (change: Change) => number) => changes.map(of);
    const of: Figures = {
      MedianMs: tenths(median(all(({ ms }) => ms))),
      P95Ms: tenths(
        percentile(
          all(({ ms }) => ms),
          95,
        ),
      ),
      TurfMedianMs: tenths(median(all(({ computeMs }) => computeMs))),
      TurfP95Ms: tenths(
        percentile(
          all(({ computeMs }) => computeMs),
          95,
        ),
      ),
      PostgisMedianMs: tenths(median(all(({ referenceMs }) => referenceMs))),
      TouchedMean: tenths(all(({ municipalities }) => municipalities).reduce((a, b) => a + b, 0) / changes.length),
    };
    say(
      `${municipalities} municipalities, checked: the figures are those of computing everything: ${JSON.stringify(of)}`,
    );
    for (const [name, value] of Object.entries(of)) figures[`of${municipalities}${name}`] = value;
  }
  return figures;
};

/** @throws Error where the figures after all changes are not those of computing everything */
async function changeRegion(serverUrl: string, municipalities: number, count: number): Promise<Change[]> {
  const database = await openFreshNative(serverUrl);
  const db = database.dataSource;
  let fresh: KeptFresh | undefined;
  try {
    await loadRegion(db, generateRegion({ municipalities, areasEach: AREAS_EACH, seed: SEED }));
    await db.query(
      `INSERT INTO target (down_mbps, technologies, name_it, name_en, source) VALUES ($1, 'wired', 'bench', 'bench', 'bench')`,
      [DOWN_MBPS],
    );
    await layOutPlane(db);
    await defineTuned(db);
    fresh = await KeptFresh.start((db.options as { url: string }).url);
    await untilFresh(db);
    await fresh.computedMs();
    const random = seededRandom(SEED, 'changes', municipalities);
    const areas: { id: string }[] = await db.query('SELECT id FROM coverage_area ORDER BY id');
    const changes: Change[] = [];
    for (let made = 0; made < WARM_UP + count; made++)
      changes.push(await change(db, fresh, random.pick(areas).id, random));
    const increments = await digestResults(db);
    await db.query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
    await untilFresh(db);
    if ((await digestResults(db)) !== increments) throw new Error('the figures are not those of computing everything');
    return changes.slice(WARM_UP);
  } finally {
    await fresh?.stop();
    await database.close();
  }
}

async function change(db: DataSource, fresh: KeptFresh, id: string, random: Random): Promise<Change> {
  const by = [random.between(-MOVED_DEGREES, MOVED_DEGREES), random.between(-MOVED_DEGREES, MOVED_DEGREES)];
  const touched = await db.transaction(async (writer) => {
    await writer.query(
      `UPDATE coverage_area SET geometry = ST_SnapToGrid(ST_Translate(geometry, $2, $3), 1e-7) WHERE id = $1`,
      [id, ...by],
    );
    const rows: { code: string }[] = await writer.query('SELECT municipality_code AS code FROM stale_municipality');
    return rows.map(({ code }) => code);
  });
  const committedAt = performance.now();
  await untilFresh(db);
  const ms = performance.now() - committedAt;
  const computeMs = await fresh.computedMs();
  await db.query(
    `UPDATE plane.coverage_area p SET g = ${PROJECTED_AREA} FROM coverage_area a WHERE a.id = p.id AND p.id = $1`,
    [id],
  );
  const askedAt = performance.now();
  await db.query('SELECT count(plane.answer(code)) FROM unnest($1::text[]) AS touched (code)', [touched]);
  return { ms, computeMs, referenceMs: performance.now() - askedAt, municipalities: touched.length };
}

/** Resolves when no municipality waits for new figures. */
async function untilFresh(db: DataSource): Promise<void> {
  for (let stale = true; stale;) {
    [{ stale }] = await db.query('SELECT EXISTS (SELECT FROM stale_municipality) AS stale');
  }
}

/** The process that computes. */
class KeptFresh {
  readonly #child: ChildProcess;
  #computeMs = 0;
  #done = Promise.withResolvers<number>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', ({ left, computeMs }: BatchDone) => {
      this.#computeMs += computeMs;
      if (left === 0) this.#done.resolve(this.#computeMs);
    });
  }

  static async start(url: string): Promise<KeptFresh> {
    const child = fork(new URL('increment-process.ts', import.meta.url), [url], { stdio: 'inherit' });
    await once(child, 'message');
    return new KeptFresh(child);
  }

  /** Time in its threads since it was last asked; known once it has said that nothing is stale. */
  async computedMs(): Promise<number> {
    const computeMs = await this.#done.promise;
    this.#done = Promise.withResolvers();
    this.#computeMs = 0;
    return computeMs;
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.send('stop');
    await ended;
  }
}

const tenths = (value: number) => Math.round(value * 10) / 10;
