import { afterAll, beforeAll, expect, test } from 'vitest';
import { coverageStaging } from '../../../server/coverage/save.ts';
import { dropStaging, openStaging } from '../../../server/datasets/staging.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('many rows are brought over in slices, each row once, and how far it is is told', async () => {
  const db = database.dataSource;
  const staged = await openStaging(db, coverageStaging);
  // Records without a row here are faulty ones, taken out before.
  await db.query(
    `INSERT INTO ${staged} ("row", line, key, network, technology, down_mbps, position)
     SELECT n, n + 1, 'big:' || n, 'Rete', 'FTTH', 1000, ST_SetSRID(ST_MakePoint(9 + n / 1e6, 45), 4326)
     FROM generate_series(1, 130000) n WHERE n % 7 <> 0`,
  );
  const [{ id }] = await db.query(
    `INSERT INTO dataset (kind, name, nature, file_name, sha256, rows_read, rows_stored)
     VALUES ('coverage', 'big', 'generated', 'big.csv', repeat('0', 64), 130000, 111429) RETURNING id`,
  );
  const told: number[] = [];
  await coverageStaging.merge(db, id, staged, (rows) => told.push(rows));
  await dropStaging(db, staged);
  expect(told).toEqual([50_000, 50_000, 11_429]);
  const [found] = await db.query(
    'SELECT count(*)::integer AS rows, count(DISTINCT source_row)::integer AS different FROM covered_premises',
  );
  expect(found).toEqual({ rows: 111_429, different: 111_429 });
});
