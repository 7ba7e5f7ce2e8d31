import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { DataSourceOptions, EntitySchema, MixedList } from 'typeorm';
import { maskPassword } from '../config.ts';
import type { Config } from '../config.ts';
import { openEmbedded } from './embedded.ts';
import { entities } from './entities.ts';
import { type Listen, listenTo } from './listen.ts';
import { migrate, requireCurrent } from './migrate.ts';
import { migrations } from './migrations/index.ts';

/** The open database, migrated; `dataSource` is TypeORM's on either kind. */
export interface Database {
  dataSource: DataSource;
  kind: 'embedded' | 'native';
  /** Hears what other processes notify; absent on the embedded database, which has none. */
  listen?: Listen;
  /** Waits for what runs (at most 30 s), then closes. */
  close: () => Promise<void>;
}

export interface DatabaseOptions {
  // oxlint-disable-next-line typescript/no-unsafe-function-type -- TypeORM's own type for classes
  migrations?: MixedList<Function | string>;
  entities?: EntitySchema[];
  /** gets one line for each step that lets its user wait */
  log?: (line: string) => void;
  /** true: a database of another version is refused rather than brought up to date */
  asItIs?: boolean;
  /** a statement that runs longer fails; 120 s if absent */
  statementLimitMs?: number;
  /** who waits longer for a connection gets an error; 60 s if absent */
  connectionLimitMs?: number;
}

const APPLICATION_NAME = 'ultimo-miglio';
const NATIVE_POOL_SIZE = 10;
const STATEMENT_LIMIT_MS = 120_000;
const CONNECTION_LIMIT_MS = 60_000;
const CLOSE_LIMIT_MS = 30_000;
const POLL_MS = 20;

/**
 * Opens the native database of DATABASE_URL, or else the embedded one in the data folder, and brings it up to date.
 *
 * The embedded one has one connection, which a transaction has to itself: inside it use its own manager alone. Who
 * asks the data source for another one there waits for himself, and fails after `connectionLimitMs`.
 *
 * @throws FolderInUse, EngineDeath (embedded); Error saying what the administrator must do (native)
 */
export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  options: DatabaseOptions = {},
): Promise<Database> {
  return config.databaseUrl === undefined
    ? openEmbeddedDatabase(config.dataDir, options)
    : openNativeDatabase(config.databaseUrl, options);
}

async function openEmbeddedDatabase(dataDir: string, options: DatabaseOptions): Promise<Database> {
  const { statementLimitMs = STATEMENT_LIMIT_MS, log } = options;
  const server = await openEmbedded(dataDir, { statementLimitMs, ...(log && { log }) });
  const dataSource = new DataSource({
    ...commonOptions(options),
    poolSize: 1,
    // Nothing of the environment (PGSSLMODE, PGUSER) has a say: the stream leads to the embedded server alone.
    ssl: false,
    username: 'postgres',
    database: 'postgres',
    extra: { stream: () => server.connect(), idleTimeoutMillis: 0 },
  });
  try {
    await initialize(dataSource, options);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    dataSource,
    kind: 'embedded',
    async close() {
      await closeConnections(dataSource);
      await server.close();
    },
  };
}

async function openNativeDatabase(databaseUrl: string, options: DatabaseOptions): Promise<Database> {
  const dataSource = new DataSource({
    ...commonOptions(options),
    url: databaseUrl,
    poolSize: NATIVE_POOL_SIZE,
    extra: { statement_timeout: options.statementLimitMs ?? STATEMENT_LIMIT_MS, options: '-c timezone=UTC -c jit=off' },
  });
  options.log?.(`connecting to ${maskPassword(databaseUrl)}`);
  await initialize(dataSource, options).catch((error: unknown) => {
    throw isUnreachable(error)
      ? new Error(`The database at ${maskPassword(databaseUrl)} cannot be reached: ${reasonOf(error)}`, {
          cause: error,
        })
      : error;
  });
  return {
    dataSource,
    kind: 'native',
    listen: listenTo(databaseUrl, APPLICATION_NAME),
    close: () => closeConnections(dataSource),
  };
}

function commonOptions(options: DatabaseOptions) {
  return {
    type: 'postgres',
    entities: options.entities ?? entities,
    migrations: options.migrations ?? migrations,
    synchronize: false,
    installExtensions: false,
    applicationName: APPLICATION_NAME,
    connectTimeoutMS: options.connectionLimitMs ?? CONNECTION_LIMIT_MS,
    poolErrorHandler: (error: Error) => options.log?.(`a database connection was lost: ${error.message}`),
  } as const satisfies DataSourceOptions;
}

async function initialize(dataSource: DataSource, options: DatabaseOptions): Promise<void> {
  await dataSource.initialize();
  try {
    await (options.asItIs ? requireCurrent(dataSource) : migrate(dataSource, options.log));
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
}

/** TypeORM's own `destroy` breaks off running statements and leaves waiting ones to hang, so they are let finish first. */
async function closeConnections(dataSource: DataSource): Promise<void> {
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  const until = Date.now() + CLOSE_LIMIT_MS;
  while ((pool.waitingCount > 0 || pool.idleCount < pool.totalCount) && Date.now() < until) await pause(POLL_MS);
  await dataSource.destroy();
}

/** Refused, unknown host, timed out, wrong password or database: a fault of the settings and not of the program. */
function isUnreachable(error: unknown): boolean {
  const { code = '', syscall } = error as { code?: string; syscall?: string };
  return error instanceof AggregateError || syscall !== undefined || /^(28|3D|08|57P03)/.test(code);
}

/** Node reports a refused connection as an AggregateError with an empty message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map((each: Error) => each.message).join('; ');
  return (error as Error).message;
}
