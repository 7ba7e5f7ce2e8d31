import type { Pool, PoolClient } from 'pg';
import { type ConnectionOptions, PgBoss } from 'pg-boss';
import type { DataSource, EntityManager } from 'typeorm';
import { JOBS_SCHEMA } from './migrations/0005-job-queue.ts';

export interface JobQueueOptions {
  /** The queue's name and what becomes of its jobs; see pg-boss. */
  name: string;
  queue: NonNullable<Parameters<PgBoss['createQueue']>[1]>;
  onError: (error: unknown) => void;
}

/** How often jobs of processes that have died are looked for. */
const SUPERVISE_EVERY_S = 5;
const HOUR_S = 3600;

/**
 * Opens a queue of jobs in the database itself: whoever has the database open takes jobs from the same queue. It works over
 * the connections of `dataSource`, so on the embedded database over the only one.
 */
export async function openJobQueue(dataSource: DataSource, options: JobQueueOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => poolOf(dataSource).query(text, values) },
    schema: JOBS_SCHEMA,
    superviseIntervalSeconds: SUPERVISE_EVERY_S,
    monitorIntervalSeconds: SUPERVISE_EVERY_S,
    maintenanceIntervalSeconds: HOUR_S,
    // What is not used here: schedules, flows, a register of processes, rebuilding of indexes, tracing.
    schedule: false,
    flowIntervalSeconds: HOUR_S,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
  });
  boss.on('error', options.onError);
  await boss.start();
  await boss.createQueue(options.name, options.queue);
  return boss;
}

/** The `db` option that makes a call of the job queue part of a transaction. */
export async function inTransaction({ queryRunner }: EntityManager): Promise<ConnectionOptions> {
  if (!queryRunner) throw new Error('there is no transaction to be part of');
  const client = (await queryRunner.connect()) as PoolClient;
  return { db: { executeSql: (text, values) => client.query(text, values) } };
}

/** TypeORM's own `query` gives the rows of some statements alone, and of others with their number. */
const poolOf = (dataSource: DataSource): Pool => (dataSource.driver as unknown as { master: Pool }).master;
