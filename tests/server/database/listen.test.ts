import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('what a process notifies is heard, also after the connection was lost; the embedded database has no others', async () => {
  if (database.kind === 'embedded') {
    expect(database.listen).toBeUndefined();
    return;
  }
  let rings = 0;
  let rung = Promise.withResolvers<void>();
  const listening = database.listen!('stale_municipality', () => {
    rings += 1;
    rung.resolve();
    rung = Promise.withResolvers();
  });
  const hear = async (count: number) => {
    while (rings < count) await rung.promise;
  };
  // Once at the beginning: something may have been missed before.
  await hear(1);
  await database.dataSource.query(`SELECT pg_notify('stale_municipality', '')`);
  await hear(2);
  await database.dataSource.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`,
  );
  await hear(3);
  await database.dataSource.query(`SELECT pg_notify('stale_municipality', '')`);
  await hear(4);
  await listening.close();
});
