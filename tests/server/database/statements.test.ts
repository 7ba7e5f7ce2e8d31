import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../helpers/database.ts';
import type { TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const query = (sql: string, parameters?: unknown[]) => database.dataSource.query(sql, parameters);

test('values of every kind used arrive as they were sent', async () => {
  const [row] = await query(
    `SELECT $1::text AS accents, $2::float8 AS number, $3::int[] AS integers, $4::text[] AS texts, $5::jsonb AS json,
            $6::bytea AS bytes, $7::timestamptz AS instant, $8::text AS absent, $9::boolean AS truth`,
    [
      'Pianengo, città € 😀',
      0.1,
      [1, 2],
      ['a"b', 'c,d', null],
      { a: [1, null] },
      Buffer.from([0, 255]),
      new Date(0),
      null,
      true,
    ],
  );
  expect(row).toEqual({
    accents: 'Pianengo, città € 😀',
    number: 0.1,
    integers: [1, 2],
    texts: ['a"b', 'c,d', null],
    json: { a: [1, null] },
    bytes: Buffer.from([0, 255]),
    instant: new Date(0),
    absent: null,
    truth: true,
  });
});

test('PostGIS measures on the ellipsoid, and pg_trgm compares', async () => {
  const [row] = await query(
    `SELECT ST_Length(ST_GeogFromText('LINESTRING(9.69 45.36, 9.70 45.36)')) AS length_m,
            similarity('offanengo', 'ofanengo') AS alike`,
  );
  expect(row.length_m).toBeCloseTo(783.6, 0);
  expect(row.alike).toBeGreaterThan(0.5);
});

test.each([
  ['syntax, without parameters', 'SELEC 1', [], '42601'],
  ['syntax, with parameters', 'SELEC $1', [1], '42601'],
  ['an unknown table', 'SELECT * FROM nowhere WHERE id = $1', [1], '42P01'],
  ['a parameter of the wrong type', 'SELECT $1::int', ['five'], '22P02'],
  ['a fault while it runs', 'SELECT 1 / $1::int', [0], '22012'],
  ['a fault after many rows', 'SELECT 1 / (50000 - i) FROM generate_series(1, $1::int) i', [60000], '22012'],
])('after an error (%s) the connection is as good as new', async (_what, sql, parameters, code) => {
  await expect(query(sql, parameters.length > 0 ? parameters : undefined)).rejects.toMatchObject({ code });
  expect(await query('SELECT $1::int AS n', [7])).toEqual([{ n: 7 }]);
});

test('an error aborts its transaction, and rolling back ends that', async () => {
  const runner = database.dataSource.createQueryRunner();
  await runner.startTransaction();
  await expect(runner.query('SELECT 1 / $1::int', [0])).rejects.toMatchObject({ code: '22012' });
  await expect(runner.query('SELECT $1::int', [1])).rejects.toMatchObject({ code: '25P02' });
  await runner.rollbackTransaction();
  expect(await runner.query('SELECT $1::int AS n', [1])).toEqual([{ n: 1 }]);
  await runner.release();
});

test('20 MB arrive whole, as many rows and as one value', async () => {
  const rows = await query(`SELECT i, repeat(chr(65 + i % 26), 1000) AS text FROM generate_series(0, 19999) i`);
  expect(rows).toHaveLength(20_000);
  const expected = (i: number) => String.fromCharCode(65 + (i % 26)).repeat(1000);
  expect(rows.every((row: { text: string }, i: number) => row.text === expected(i))).toBe(true);
  const [{ text }] = await query(`SELECT repeat('0123456789', 2000000) AS text`);
  expect(text === '0123456789'.repeat(2_000_000)).toBe(true);
});

test('20 MB are stored whole, as one value and as many rows', async () => {
  await query('CREATE TABLE stored (id int, text text)');
  await query('INSERT INTO stored VALUES ($1, $2)', [-1, 'è'.repeat(10_000_000)]);
  await query('INSERT INTO stored SELECT * FROM unnest($1::int[], $2::text[])', [
    Array.from({ length: 200_000 }, (_, i) => i),
    Array.from({ length: 200_000 }, (_, i) => `row ${i} ${'x'.repeat(90)}`),
  ]);
  expect(
    await query(
      `SELECT count(*)::int AS rows, sum(octet_length(text)) FILTER (WHERE id < 0)::int AS bytes,
              count(*) FILTER (WHERE text = 'row ' || id || ' ' || repeat('x', 90))::int AS right
       FROM stored`,
    ),
  ).toEqual([{ rows: 200_001, bytes: 20_000_000, right: 200_000 }]);
});

test('of 20 transactions at once, half of them aborted, each is there whole or not at all', async () => {
  await query('CREATE TABLE account (id int PRIMARY KEY, cents int NOT NULL)');
  await query('INSERT INTO account SELECT i, 0 FROM generate_series(0, 4) i');
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      database.dataSource.transaction(async (manager) => {
        // All in the same order, so that the native server has no deadlock to break.
        for (let id = 0; id < 5; id += 1)
          await manager.query('UPDATE account SET cents = cents + 1 WHERE id = $1', [id]);
        if (i % 2 === 0) throw new Error('aborted');
      }),
    ),
  );
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10);
  expect(await query('SELECT DISTINCT cents FROM account')).toEqual([{ cents: 10 }]);
});
