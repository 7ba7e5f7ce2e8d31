import { MigrationExecutor } from 'typeorm';
import type { DataSource, QueryRunner } from 'typeorm';

const EXTENSIONS = ['postgis', 'pg_trgm'];

/** Key of the advisory lock under which a database is brought up to date. */
const MIGRATION_LOCK = 7_236_000;

/**
 * Creates the extensions and runs the pending migrations, all in one transaction: all or nothing.
 *
 * Two programs that start at once on one database take turns by an advisory lock (TypeORM takes none): the second
 * finds nothing left to do.
 *
 * @throws Error with the command for the administrator, where the role may not create an extension
 */
export async function migrate(dataSource: DataSource, log: (line: string) => void = () => {}): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query('SET LOCAL statement_timeout = 0');
    await runner.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await createExtensions(runner, log);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'all';
    const done = await executor.executePendingMigrations();
    await runner.commitTransaction();
    for (const { name } of done) log(`migrated the database: ${name}`);
  } catch (error) {
    // Where the connection is lost there is nothing left to roll back, and the first error is the one to tell.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => {});
    throw error;
  } finally {
    await runner.release();
  }
}

/**
 * For programs that work beside a server and leave the migrations to it.
 *
 * @throws Error saying who is behind, where the database is of an older or a newer version than this program
 */
export async function requireCurrent(dataSource: DataSource): Promise<void> {
  const [{ found }] = await dataSource.query(`SELECT to_regclass('migrations') IS NOT NULL AS found`);
  const rows: { name: string }[] = found ? await dataSource.query('SELECT name FROM migrations') : [];
  const present = rows.map(({ name }) => name);
  const known = dataSource.migrations.map(({ name }) => name);
  if (!known.every((name) => present.includes(name ?? ''))) {
    throw new Error('The database is older than this program: start the server of this version first');
  }
  if (!present.every((name) => known.includes(name))) {
    throw new Error('The database is newer than this program: update this program to the version of the server');
  }
}

async function createExtensions(runner: QueryRunner, log: (line: string) => void): Promise<void> {
  const present: { name: string }[] = await runner.query('SELECT extname AS name FROM pg_extension');
  for (const extension of EXTENSIONS.filter((name) => !present.some((each) => each.name === name))) {
    log(`creating the extension ${extension}`);
    await runner.query(`CREATE EXTENSION ${extension}`).catch(async (error: { code?: string; message: string }) => {
      throw new Error(await explain(extension, error, runner), { cause: error });
    });
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';
const NOT_INSTALLED = ['0A000', '58P01', '22023'];

async function explain(
  extension: string,
  error: { code?: string; message: string },
  runner: QueryRunner,
): Promise<string> {
  await runner.rollbackTransaction();
  const [place]: { role: string; database: string }[] = await runner.query(
    'SELECT current_user AS role, current_database() AS database',
  );
  const command = `psql -d ${place?.database} -c 'CREATE EXTENSION ${extension}'`;
  if (error.code === INSUFFICIENT_PRIVILEGE) {
    return `The role ${place?.role} may not create the extension ${extension}. An administrator of the server must run once: ${command}`;
  }
  if (NOT_INSTALLED.includes(error.code ?? '')) {
    return (
      `The database server does not have the extension ${extension} (${error.message}). An administrator must install ` +
      `it there (on Debian the packages postgresql-postgis and postgresql-contrib), and this program then be started again`
    );
  }
  return `The extension ${extension} cannot be created: ${error.message}. An administrator can try: ${command}`;
}
