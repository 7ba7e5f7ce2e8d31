import { constants } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import type { Config } from '../../server/config.ts';
import { openDatabase } from '../../server/database/data-source.ts';
import type { Database, DatabaseOptions } from '../../server/database/data-source.ts';
import {
  administer,
  databaseUrl,
  nativeServerUrl,
  templateDatabase,
  templateFolder,
  temporaryDatabaseName,
  temporaryFolder,
} from './template-database.ts';

/** An empty migrated database of a test's own. Its `close` also removes it. */
export interface TestDatabase extends Database {
  /** what opens the same database, for a second process or after a stop */
  config: Pick<Config, 'dataDir' | 'databaseUrl'>;
}

/** A place for a database that is not open: the folder or database exists, migrated. */
export interface TestPlace {
  config: Pick<Config, 'dataDir' | 'databaseUrl'>;
  remove(): Promise<void>;
}

/**
 * Opens an empty migrated database: on the server of TEST_DATABASE_URL where that is set, else an embedded one.
 *
 * @param options  as for `openDatabase`; `migrations` replaces the list, the template's tables stay
 * @param what     as for `prepareTestPlace`: a copy of a database that is filled, rather than an empty one
 */
export async function openTestDatabase(
  options?: DatabaseOptions,
  what?: Parameters<typeof prepareTestPlace>[0],
): Promise<TestDatabase> {
  const place = await prepareTestPlace(what);
  const database = await openDatabase(place.config, options);
  return {
    ...database,
    config: place.config,
    async close() {
      await database.close();
      await place.remove();
    },
  };
}

/**
 * Makes a place of the test's own for a database, closed.
 *
 * @param what.kind      the kind under test if absent
 * @param what.migrated  a copy of the template (the default), or a place where nothing is yet
 * @param what.copyOf    a place prepared by another test, closed: a copy of that one
 */
export async function prepareTestPlace(
  what: { kind?: Database['kind']; migrated?: boolean; copyOf?: TestPlace['config'] } = {},
): Promise<TestPlace> {
  const { kind = nativeServerUrl === undefined ? 'embedded' : 'native', migrated = true, copyOf } = what;
  const dataDir = temporaryFolder();
  const remove = () => rm(dataDir, { recursive: true, force: true });
  if (kind === 'embedded' || nativeServerUrl === undefined) {
    const origin = copyOf?.dataDir ?? (await templateFolder());
    if (migrated) await cp(origin, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return { config: { dataDir }, remove };
  }
  const serverUrl = nativeServerUrl;
  const template = copyOf?.databaseUrl
    ? new URL(copyOf.databaseUrl).pathname.slice(1)
    : await templateDatabase(serverUrl);
  const name = temporaryDatabaseName();
  const origin = migrated ? `TEMPLATE ${template}` : '';
  await administer(serverUrl, (client) => client.query(`CREATE DATABASE ${name} ${origin}`));
  return {
    config: { dataDir, databaseUrl: databaseUrl(serverUrl, name) },
    async remove() {
      await administer(serverUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
      await remove();
    },
  };
}
