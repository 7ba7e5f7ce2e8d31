import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openEmbedded } from '../../../server/database/embedded.ts';
import type { EmbeddedServer } from '../../../server/database/embedded.ts';
import { FolderInUse } from '../../../server/database/pid-lock.ts';
import { prepareTestPlace } from '../../helpers/database.ts';
import type { TestPlace } from '../../helpers/database.ts';

// The embedded server by itself, with plain pg clients: the same whichever database the other tests run on.

const STATEMENT_LIMIT_MS = 2_000;
const ENDLESS = 'SELECT count(*) FROM generate_series(1, 1e12::bigint)';
const ABOUT_HALF_A_SECOND = 'SELECT count(*)::int AS n FROM generate_series(1, 2000000)';

let place: TestPlace;
let server: EmbeddedServer;
let lines: string[];
const open = () =>
  openEmbedded(place.config.dataDir, { statementLimitMs: STATEMENT_LIMIT_MS, log: (line) => lines.push(line) });

beforeAll(async () => {
  place = await prepareTestPlace({ kind: 'embedded' });
  lines = [];
  server = await open();
}, 120_000);
afterAll(async () => {
  await server.close();
  await place.remove();
});

const clients: Client[] = [];
beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.end()));
});

async function connect(stream = server.connect()): Promise<Client> {
  const client = new Client({ stream: () => stream, ssl: false });
  // A lost connection is told to whoever waits for an answer; nobody else needs to hear of it.
  client.on('error', () => {});
  clients.push(client);
  await client.connect();
  return client;
}

async function endAll(): Promise<void> {
  await Promise.all(clients.splice(0).map((client) => client.end()));
}

test('messages that arrive one at a time are skipped after an error up to the next Sync, as in PostgreSQL', async () => {
  const stream = server.connect();
  const writes: number[] = [];
  const write = stream._write.bind(stream);
  stream.cork = () => {};
  stream._write = (chunk, encoding, done) => {
    writes.push(chunk.length);
    write(chunk, encoding, done);
  };
  Object.defineProperty(stream, '_writev', { value: undefined });
  const client = await connect(stream);
  await expect(client.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  await expect(client.query('SELECT $1::nonsense', [0])).rejects.toMatchObject({ code: '42704' });
  // Queued behind one that fails, with no turn of the event loop in between.
  const [failed, sound] = await Promise.allSettled([
    client.query('SELECT 1 / $1::int', [0]),
    client.query('SELECT $1::int AS n', [3]),
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
  expect(sound).toMatchObject({ status: 'fulfilled', value: { rows: [{ n: 3 }] } });
  // Start-up packet, then four times Parse, Bind, Describe, Execute, Sync.
  expect(writes).toHaveLength(21);
});

test('a client that leaves takes its transaction, settings and temporary tables with it', async () => {
  const first = await connect();
  await first.query('CREATE TABLE left_behind (id int)');
  await first.query(`SET statement_timeout = '7s'`);
  await first.query('CREATE TEMP TABLE scratch (id int)');
  await first.query('SELECT pg_advisory_lock(1)');
  await first.query('BEGIN');
  await first.query('INSERT INTO left_behind VALUES (1)');
  await endAll();

  const second = await connect();
  const { rows } = await second.query(
    `SELECT (SELECT count(*)::int FROM left_behind) AS rows, current_setting('statement_timeout') AS timeout,
            to_regclass('scratch') AS scratch, (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory') AS locks`,
  );
  expect(rows).toEqual([{ rows: 0, timeout: '0', scratch: null, locks: 0 }]);
});

test('a client that breaks off in the middle leaves a usable server', async () => {
  const client = await connect();
  await client.query('BEGIN');
  await expect(client.query('SELECT 1 / 0')).rejects.toMatchObject({ code: '22012' });
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  expect((await (await connect()).query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
});

test('clients are let in one at a time, in the order of their coming', async () => {
  const first = await connect();
  const order: string[] = [];
  const later = ['second', 'third'].map(async (name) => {
    const client = new Client({ stream: () => server.connect(), ssl: false });
    await client.connect();
    order.push(name);
    await client.query('SELECT 1');
    await client.end();
  });
  await first.query(ABOUT_HALF_A_SECOND);
  order.push('first has its answer');
  await endAll();
  await Promise.all(later);
  expect(order).toEqual(['first has its answer', 'second', 'third']);
});

test('a statement that runs too long fails; what was committed stays, what was not is gone', async () => {
  const client = await connect();
  await client.query('CREATE TABLE kept (id int)');
  await client.query('INSERT INTO kept VALUES (1)');
  await client.query('BEGIN');
  await client.query('INSERT INTO kept VALUES (2)');
  await expect(client.query(ENDLESS)).rejects.toMatchObject({
    code: '57014',
    message: expect.stringContaining('A statement ran longer than 2 s'),
  });
  expect(lines).toContainEqual(expect.stringContaining('A statement ran longer than 2 s'));
  expect((await (await connect()).query('SELECT id FROM kept')).rows).toEqual([{ id: 1 }]);
});

test('when the engine ends itself, what runs fails, what waits goes on, and the engine is replaced', async () => {
  const client = await connect();
  const waiting = connect();
  await expect(client.query('COPY spatial_ref_sys FROM STDIN')).rejects.toMatchObject({
    code: '57P02',
    message: expect.stringContaining('is being restarted'),
  });
  expect((await (await waiting).query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
});

test('a second opener of the folder is refused, and the first is not disturbed', async () => {
  await expect(open()).rejects.toThrow(FolderInUse);
  expect((await (await connect()).query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
});

test('closing waits for what runs, refuses newcomers, and what was written is there at the next opening', async () => {
  const client = await connect();
  await client.query('CREATE TABLE closing (id int)');
  const running = client.query(`WITH n AS (${ABOUT_HALF_A_SECOND}) INSERT INTO closing SELECT n FROM n`);
  const closing = server.close();
  await expect(connect()).rejects.toThrow('The database is closed');
  await running;
  await client.end();
  await closing;
  expect(existsSync(join(place.config.dataDir, 'database.lock'))).toBe(false);
  server = await open();
  expect((await (await connect()).query('SELECT id FROM closing')).rows).toEqual([{ id: 2_000_000 }]);
});

test('closing does not wait for ever', async () => {
  const client = await connect();
  const [endless] = await Promise.allSettled([client.query(ENDLESS), server.close(200)]);
  expect(endless).toMatchObject({ status: 'rejected', reason: { message: 'The database is closed' } });
  server = await open();
});

test('a first start that was cut off begins anew', async () => {
  const unfinished = await prepareTestPlace({ kind: 'embedded' });
  const { dataDir } = unfinished.config;
  await writeFile(join(dataDir, 'database.unfinished'), '');
  await rm(join(dataDir, 'database', 'global'), { recursive: true });
  const again = await openEmbedded(dataDir, { log: (line) => lines.push(line) });
  await again.close();
  expect(lines[0]).toContain('creating the embedded database');
  expect(existsSync(join(dataDir, 'database.unfinished'))).toBe(false);
  await unfinished.remove();
}, 60_000);
