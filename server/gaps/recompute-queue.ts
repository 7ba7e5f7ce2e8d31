import { randomUUID } from 'node:crypto';
import type { PgBoss } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction, openJobQueue } from '../database/job-queue.ts';
import { GAP_INPUTS_LOCK } from '../database/migrations/0002-stale-gaps.ts';
import { GAP_QUEUE, JOBS_SCHEMA, STALE_CHANNEL } from '../database/migrations/0005-job-queue.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Box } from '../geo/box.ts';

/** Stale municipalities taken to be computed together. */
export interface Batch {
  job: { id: string; retryCount: number };
  claims: Claim[];
}

/** A municipality taken to be computed; `change` tells whether an input has changed since. */
export interface Claim {
  code: string;
  change: string;
  /** All that has changed since it was computed lies in here; null: it may be anything. */
  within: Box | null;
}

export interface Failure {
  code: string;
  error: unknown;
}

/** Another process has taken the batch meanwhile, since this one was silent for too long. */
export class BatchLost extends Error {
  override name = 'BatchLost';
}

/** A process that is silent for so long has died: its batches are taken again. */
const SILENCE_S = 15;
/** Key of the advisory lock between those who put municipalities into jobs. */
const ADDING_LOCK = 7_236_003;
export const BEAT_EVERY_MS = 4000;
const RETRY_AFTER = '5 minutes';
const KEPT_S = 3600;

/**
 * The queue of batches. `stale_municipality` says what is stale, jobs say what is computed together and by whom. A
 * municipality is in one job at most; where that job has ended without it, it is put into another.
 */
export class GapQueue {
  readonly #dataSource: DataSource;
  readonly #boss: PgBoss;

  private constructor(dataSource: DataSource, boss: PgBoss) {
    this.#dataSource = dataSource;
    this.#boss = boss;
  }

  /** @param soleProcess no other process works on this database: batches that are there are of one that has ended */
  static async open(
    dataSource: DataSource,
    { soleProcess, onError }: { soleProcess: boolean; onError: (error: unknown) => void },
  ): Promise<GapQueue> {
    const queue = { retryLimit: 5, retryDelay: 1, deleteAfterSeconds: KEPT_S };
    // Who is alone is not to be found silent while an import has the only connection.
    const watched = soleProcess ? queue : { ...queue, heartbeatSeconds: SILENCE_S };
    const boss = await openJobQueue(dataSource, { name: GAP_QUEUE, queue: watched, onError });
    if (soleProcess) await boss.deleteAllJobs(GAP_QUEUE);
    return new GapQueue(dataSource, boss);
  }

  close(): Promise<void> {
    return this.#boss.stop({ graceful: false });
  }

  /** Puts stale municipalities that are in no job into jobs, neighbours together; says whether there were any. */
  async add(mostTogether: number): Promise<boolean> {
    const waiting: unknown[] = await this.#dataSource.query(`${WAITING} LIMIT 1`);
    if (waiting.length === 0) return false;
    return this.#dataSource.transaction(async (db) => {
      // One process at a time: another one's jobs must be seen, or their municipalities would be in two.
      const [{ alone }] = await db.query('SELECT pg_try_advisory_xact_lock($1) AS alone', [ADDING_LOCK]);
      if (!alone) return false;
      // What a writer holds comes when he has ended.
      const rows: { code: string }[] = await db.query(`${WAITING} ORDER BY centre FOR UPDATE OF stale SKIP LOCKED`);
      if (rows.length === 0) return false;
      const codes = rows.map(({ code }) => code);
      const batches = Array.from({ length: Math.ceil(codes.length / mostTogether) }, (_, number) => ({
        id: randomUUID(),
        codes: codes.slice(number * mostTogether, (number + 1) * mostTogether),
      }));
      await db.query(
        `UPDATE stale_municipality SET batch = queued.batch, computing = false
         FROM unnest($1::text[], $2::uuid[]) AS queued (code, batch) WHERE municipality_code = code`,
        [codes, batches.flatMap(({ id, codes }) => codes.map(() => id))],
      );
      // What a small change touches goes before a whole region.
      const priority = batches.length === 1 ? 1 : 0;
      await this.#boss.insert(
        GAP_QUEUE,
        batches.map(({ id, codes }) => ({ id, priority, data: { municipalities: codes.length } })),
        await inTransaction(db),
      );
      await db.query('SELECT pg_notify($1, $2)', [STALE_CHANNEL, '']);
      return true;
    });
  }

  /** Takes a batch that nobody else has. What changes from now on makes its municipalities stale once more. */
  async take(): Promise<Batch | null> {
    return this.#dataSource.transaction(async (db) => {
      const [job] = await this.#boss.fetch(GAP_QUEUE, await inTransaction(db));
      if (!job) return null;
      const [claims] = await db.query<[Claim[], number]>(
        `UPDATE stale_municipality SET computing = true WHERE municipality_code IN (
           SELECT municipality_code FROM stale_municipality WHERE batch = $1 FOR UPDATE SKIP LOCKED)
         RETURNING municipality_code AS code, change, within`,
        [job.id],
      );
      return { job: { id: job.id, retryCount: job.retryCount }, claims };
    });
  }

  /**
   * Resolves when all have ended who were writing when it was asked, and so did not know of a batch that was taken before: what
   * they have changed can be read then.
   */
  async awaitWriters(): Promise<void> {
    // Granted when they have ended, and given back at once.
    await this.#dataSource.query('SELECT pg_advisory_xact_lock($1)', [GAP_INPUTS_LOCK]);
  }

  /** Says that the batch is still being computed. */
  async beat({ job }: Batch): Promise<void> {
    await this.#boss.touch(GAP_QUEUE, job);
  }

  /** Gives a batch back that could not be computed, to be taken again. */
  async giveBack({ job }: Batch, error: unknown): Promise<void> {
    await this.#boss.fail(GAP_QUEUE, job, { message: String(error) });
  }

  /**
   * Ends a batch, in the transaction that saves its results.
   *
   * @throws BatchLost where another process has it; nothing may then be saved
   */
  async end(db: EntityManager, { job, claims }: Batch, failures: readonly Failure[]): Promise<void> {
    const ended = await this.#boss.complete(GAP_QUEUE, job, null, await inTransaction(db));
    // Documented, yet left out of the types.
    if ((ended as { affected: number }).affected === 0) {
      throw new BatchLost('Another process has taken a batch that this one was computing');
    }
    // Who deletes a municipality locks it first, and then what is known of it.
    await db.query('SELECT FROM municipality WHERE code = ANY ($1) ORDER BY code FOR KEY SHARE', [
      claims.map(({ code }) => code),
    ]);
    await settle(db, claims, failures);
  }
}

/** Stale municipalities that are in no job that anyone will end. */
const WAITING = `
  SELECT municipality_code AS code
  FROM stale_municipality stale JOIN municipality ON code = municipality_code
  WHERE (retry_at IS NULL OR retry_at < now()) AND NOT EXISTS (
    SELECT FROM ${JOBS_SCHEMA}.job WHERE name = '${GAP_QUEUE}' AND id = stale.batch AND state < 'completed')`;

/**
 * Takes what was computed off the record; what has a newer change stays stale, and so does, for later, what failed. Rows
 * that a writer holds are left: he has a newer change of them, and waiting for him may end in a deadlock.
 */
async function settle(db: Queryable, claims: readonly Claim[], failures: readonly Failure[]): Promise<void> {
  const held: { code: string; changed: boolean }[] = await db.query(
    `SELECT code, stale.change <> claim.change AS changed
     FROM stale_municipality stale
     JOIN unnest($1::text[], $2::bigint[]) AS claim (code, change) ON code = municipality_code
     ORDER BY code FOR UPDATE OF stale SKIP LOCKED`,
    [claims.map(({ code }) => code), claims.map(({ change }) => change)],
  );
  const failed = new Map(failures.map(({ code, error }) => [code, String(error)]));
  const done = held.filter(({ code, changed }) => !changed && !failed.has(code)).map(({ code }) => code);
  await db.query('DELETE FROM stale_municipality WHERE municipality_code = ANY ($1)', [done]);
  const left = held.filter(({ code, changed }) => changed || failed.has(code));
  await db.query(
    `UPDATE stale_municipality SET batch = NULL, computing = false, failure = told.failure,
       retry_at = CASE WHEN again THEN NULL ELSE now() + interval '${RETRY_AFTER}' END
     FROM unnest($1::text[], $2::boolean[], $3::text[]) AS told (code, again, failure) WHERE municipality_code = code`,
    [
      left.map(({ code }) => code),
      left.map(({ changed }) => changed),
      left.map(({ code }) => failed.get(code) ?? null),
    ],
  );
}

export async function countStale(db: Queryable): Promise<number> {
  const [row] = await db.query<[{ stale: number }]>('SELECT count(*)::int AS stale FROM stale_municipality');
  return row.stale;
}

/** At start: compute anew what another method version computed. What is stale is left: another process may have it in hand. */
export async function markOutdated(db: Queryable, methodVersion: string): Promise<void> {
  await db.query(
    `SELECT mark_stale(ARRAY(
       SELECT m.code FROM municipality m
       LEFT JOIN municipality_gap g ON g.municipality_code = m.code AND g.method_version = $1
       LEFT JOIN stale_municipality s ON s.municipality_code = m.code
       WHERE g.municipality_code IS NULL AND s.municipality_code IS NULL))`,
    [methodVersion],
  );
}
