import { afterAll, beforeAll, expect, test } from 'vitest';
import { Versions1764000000012 } from '../../../server/database/migrations/0012-versions.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('what was imported before there were versions is version 1, and has stood since its import', async () => {
  const { dataSource } = database;
  const migration = new Versions1764000000012();
  const runner = dataSource.createQueryRunner();
  try {
    await migration.down(runner);
    await runner.query(
      `INSERT INTO dataset (id, kind, name, nature, file_name, sha256, imported_at, rows_stored) VALUES
         (1, 'broadband-statistics', 'old', 'fact', 'file', '-', '2024-05-06T07:08:09.123456Z', 2),
         (2, 'segments', 'drawn', 'fact', '', '', '2024-05-07', 0)`,
    );
    await runner.query(
      `INSERT INTO broadband_statistic (municipality_code, as_of, families, dataset_id) VALUES
         ('019001', '2023-12-31', 1, 1), ('019001', '2022-12-31', 2, 1), ('019002', '2023-12-31', 3, 1)`,
    );
    await migration.up(runner);
    expect(
      await runner.query('SELECT municipality_code AS code, families, since FROM broadband_statistic ORDER BY 1'),
    ).toEqual([
      { code: '019001', families: 1, since: new Date('2024-05-06T07:08:09.123Z') },
      { code: '019002', families: 3, since: new Date('2024-05-06T07:08:09.123Z') },
    ]);
    expect(await runner.query('SELECT dataset_id AS id, number, added FROM dataset_version')).toEqual([
      { id: 1, number: 1, added: 2 },
    ]);
    expect(await runner.query('SELECT id, version FROM dataset ORDER BY 1')).toEqual([
      { id: 1, version: 1 },
      { id: 2, version: 0 },
    ]);
  } finally {
    await runner.release();
  }
});
