import { DataSource } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/data-source.ts';
import { openTestDatabase, prepareTestPlace } from '../../helpers/database.ts';
import type { TestPlace } from '../../helpers/database.ts';
import { startProgram } from '../../helpers/program.ts';
import { nativeServerUrl } from '../../helpers/template-database.ts';

let place: TestPlace;
beforeEach(async () => {
  place = await prepareTestPlace();
}, 120_000);
afterEach(() => place.remove());

const placeArguments = ({ config }: TestPlace) => [config.dataDir, ...(config.databaseUrl ? [config.databaseUrl] : [])];

class Sound1800000000000 implements MigrationInterface {
  readonly name = 'Sound1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE sound (id int)');
  }
  async down(): Promise<void> {}
}

class Faulty1800000000001 implements MigrationInterface {
  readonly name = 'Faulty1800000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE unsound (id int)');
    await runner.query('SELECT 1 / 0');
  }
  async down(): Promise<void> {}
}

test('migrations run once, and the console is told', async () => {
  const runs: string[][] = [];
  for (let start = 0; start < 2; start += 1) {
    const lines: string[] = [];
    const database = await openDatabase(place.config, {
      migrations: [Sound1800000000000],
      log: (line) => lines.push(line),
    });
    expect(await database.dataSource.query('SELECT count(*)::int AS n FROM sound')).toEqual([{ n: 0 }]);
    await database.close();
    runs.push(lines.filter((line) => line.startsWith('migrated')));
  }
  expect(runs).toEqual([['migrated the database: Sound1800000000000'], []]);
});

test('a faulty migration leaves nothing of itself nor of those before it, and the next start works', async () => {
  await expect(
    openDatabase(place.config, { migrations: [Sound1800000000000, Faulty1800000000001] }),
  ).rejects.toMatchObject({ code: '22012' });
  const database = await openDatabase(place.config, { migrations: [Sound1800000000000] });
  expect(await database.dataSource.query(`SELECT to_regclass('unsound') AS unsound`)).toEqual([{ unsound: null }]);
  await database.close();
});

test('of two programs that start at once, both come up on a new native database, one alone on an embedded one', async () => {
  // Creating an embedded database takes long and adds nothing here.
  const fresh = await prepareTestPlace({ migrated: nativeServerUrl === undefined });
  const programs = [1, 2].map(() => startProgram('hold-database-open.ts', placeArguments(fresh)));
  const firstLines = programs.map((program) => program.nextLine());
  if (fresh.config.databaseUrl === undefined) {
    const refused = await Promise.race(firstLines.map(async (line, i) => ((await line) === 'open' ? 1 - i : i)));
    const [loser, winner] = [programs[refused], programs[1 - refused]];
    expect(await firstLines[refused]).toContain(
      `The data folder ${fresh.config.dataDir} is in use by process ${winner?.pid} `,
    );
    expect(await loser?.ended).toBe(1);
    expect(await firstLines[1 - refused]).toBe('open');
    winner?.stop();
    expect(await winner?.ended).toBe(0);
  } else {
    expect(await Promise.all(firstLines)).toEqual(['open', 'open']);
    for (const program of programs) program.stop();
    expect(await Promise.all(programs.map((program) => program.ended))).toEqual([0, 0]);
  }
  await fresh.remove();
}, 180_000);

test('a program killed while it writes leaves every committed batch whole and none by half', async () => {
  const setUp = await openDatabase(place.config);
  await setUp.dataSource.query('CREATE TABLE written (batch int, row int, text text)');
  await setUp.close();
  let committed = -1;
  for (const batches of [5, 40]) {
    const program = startProgram('write-batches.ts', [String(committed + 1), ...placeArguments(place)]);
    for (let i = 0; i < batches; i += 1) committed = Number(await program.nextLine());
    program.kill();
    await program.ended;
    const database = await openDatabase(place.config);
    const found: { batch: number; rows: number }[] = await database.dataSource.query(
      'SELECT batch, count(*)::int AS rows FROM written GROUP BY batch ORDER BY batch',
    );
    await database.close();
    expect(found.every(({ rows }) => rows === 100)).toBe(true);
    // Batches may be committed that the program had no time to announce.
    expect(found.length).toBeGreaterThan(committed);
    expect(found.map(({ batch }) => batch)).toEqual(found.map((_, i) => i));
    committed = found.length - 1;
  }
}, 180_000);

test('a statement that runs too long is cancelled, and the next one works', async () => {
  const database = await openDatabase(place.config, { statementLimitMs: 1_000 });
  await expect(
    database.dataSource.query('SELECT count(*) FROM generate_series(1, 1e12::bigint)'),
  ).rejects.toMatchObject({ code: '57014' });
  expect(await database.dataSource.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await database.close();
});

test('closing waits for what runs and for what waits behind it', async () => {
  const database = await openDatabase(place.config);
  const asked = Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      database.dataSource.query('SELECT count(*)::int + $1 AS n FROM generate_series(1, 200000)', [i]),
    ),
  );
  await database.close();
  expect(await asked).toEqual(Array.from({ length: 12 }, (_, i) => [{ n: 200_000 + i }]));
});

test('asking for another connection inside a transaction works where there are several and fails loudly where not', async () => {
  const database = await openDatabase(place.config, { connectionLimitMs: 1_000 });
  const misuse = database.dataSource.transaction(() => database.dataSource.query('SELECT 1 AS n'));
  if (database.kind === 'native') expect(await misuse).toEqual([{ n: 1 }]);
  else await expect(misuse).rejects.toThrow('timeout exceeded when trying to connect');
  expect(await database.dataSource.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  await database.close();
});

test('times are in UTC, and the defaults are the tables of the program', async () => {
  const database = await openTestDatabase();
  const [row] = await database.dataSource.query(
    `SELECT '2026-03-01 12:00+01'::timestamptz::text AS time, to_regclass('municipality') IS NOT NULL AS there`,
  );
  expect(row).toEqual({ time: '2026-03-01 11:00:00+00', there: true });
  expect(database.dataSource).toBeInstanceOf(DataSource);
  expect(database.dataSource.hasMetadata('municipality')).toBe(true);
  await database.close();
});

test.each([
  ['postgres://postgres:hunter2@127.0.0.1:1/miglio', 'ECONNREFUSED'],
  ['postgres://postgres:hunter2@does-not-exist.invalid/miglio', 'ENOTFOUND'],
])('a server that cannot be reached (%s) is named, without its password', async (databaseUrl, reason) => {
  const attempt = openDatabase({ dataDir: place.config.dataDir, databaseUrl });
  await expect(attempt).rejects.toThrow(/^The database at postgres:\/\/postgres:\*\*\*@.* cannot be reached: /);
  await expect(attempt).rejects.toThrow(reason);
});
