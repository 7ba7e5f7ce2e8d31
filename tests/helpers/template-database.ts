import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../server/database/data-source.ts';

// Creating an embedded database takes 10 s, copying and opening a finished one 2 s. So one migrated database is made
// for each state of the migrations and kept: as a folder, or as a template database on the native server.

const PREFIX = 'ultimo-miglio-test-';
const HOUR_MS = 3_600_000;

/** The native server under test; absent: the embedded database. */
export const nativeServerUrl = process.env.TEST_DATABASE_URL || undefined;

/** Vitest's global set-up: makes the template, and removes what interrupted runs left behind. */
export async function setup(): Promise<void> {
  await (nativeServerUrl === undefined ? removeOldFolders() : removeOldDatabases(nativeServerUrl));
  await (nativeServerUrl === undefined ? templateFolder() : templateDatabase(nativeServerUrl));
}

/** A new path for a test's own folder; see `removeOldFolders` for what becomes of forgotten ones. */
export function temporaryFolder(): string {
  return join(tmpdir(), `${PREFIX}${randomUUID()}`);
}

/** A name for a test's own database on the native server; it tells its age. */
export function temporaryDatabaseName(): string {
  return `um_test_${Date.now()}_${randomUUID().slice(0, 8)}`;
}

/** The path of a migrated data folder, closed, to be copied. */
export async function templateFolder(): Promise<string> {
  const template = join(tmpdir(), `${PREFIX}template-${await fingerprint()}`);
  if (existsSync(template)) return template;
  const building = temporaryFolder();
  const database = await openDatabase({ dataDir: building });
  await database.close();
  await rename(building, template).catch(async (error: unknown) => {
    await rm(building, { recursive: true, force: true });
    // Another run was quicker.
    if (!existsSync(template)) throw error;
  });
  return template;
}

/** The name of a migrated database on the server, with nobody connected, to be copied by CREATE DATABASE. */
export async function templateDatabase(serverUrl: string): Promise<string> {
  const template = `um_template_${await fingerprint()}`;
  return administer(serverUrl, async (client) => {
    await client.query('SELECT pg_advisory_lock(7236999)');
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template]);
    if (rowCount === 1) return template;
    const building = temporaryDatabaseName();
    await client.query(`CREATE DATABASE ${building}`);
    const database = await openDatabase({ dataDir: temporaryFolder(), databaseUrl: databaseUrl(serverUrl, building) });
    await database.close();
    await client.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
    return template;
  });
}

/** The server's URL with another database in it. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Runs `work` with a connection of its own to the server's maintenance database. */
export async function administer<T>(serverUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Changes when the migrations or the embedded engine do. */
async function fingerprint(): Promise<string> {
  const database = new URL('../../server/database/', import.meta.url);
  const migrations = (await readdir(new URL('migrations/', database))).filter((name) => name.endsWith('.ts')).sort();
  const files = [
    ...migrations.map((name) => new URL(`migrations/${name}`, database)),
    new URL('migrate.ts', database),
    new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url),
    new URL('../../node_modules/@electric-sql/pglite-postgis/package.json', import.meta.url),
  ];
  const hash = createHash('sha256');
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}

async function removeOldFolders(): Promise<void> {
  const current = `${PREFIX}template-${await fingerprint()}`;
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(PREFIX) || name === current) continue;
    const folder = join(tmpdir(), name);
    const changed = await stat(folder).catch(() => null);
    if (changed !== null && Date.now() - changed.mtimeMs > HOUR_MS) await rm(folder, { recursive: true, force: true });
  }
}

async function removeOldDatabases(serverUrl: string): Promise<void> {
  await administer(serverUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT datname AS name FROM pg_database WHERE datname LIKE 'um\\_test\\_%'`,
    );
    for (const { name } of rows) {
      const createdAt = Number(name.split('_')[2]);
      if (Date.now() - createdAt > HOUR_MS) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  });
}
