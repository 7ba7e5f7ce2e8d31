import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticate, ensureAdministrator, identify } from '../../../server/accounts/store.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('the first start makes a key of 256 bits, later ones none, and only its hash is kept', async () => {
  const { dataSource } = database;
  const key = await ensureAdministrator(dataSource, undefined);
  expect(Buffer.from(key!, 'base64url')).toHaveLength(32);
  expect(await ensureAdministrator(dataSource, undefined)).toBeNull();
  const rows: object[] = await dataSource.query('SELECT * FROM credential');
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(key);
  expect(await identify(dataSource, `Bearer ${key}`)).toEqual({ name: 'administrator', role: 'administrator' });
});

test('a key of the settings takes the place of the stored one, and stays after them', async () => {
  const { dataSource } = database;
  const made = (await ensureAdministrator(dataSource, undefined)) ?? 'made before';
  expect(await ensureAdministrator(dataSource, 'a-key-of-my-own-choice')).toBeNull();
  expect(await identify(dataSource, `Bearer ${made}`)).toBeNull();
  expect(await ensureAdministrator(dataSource, undefined)).toBeNull();
  expect(await identify(dataSource, 'bearer a-key-of-my-own-choice')).not.toBeNull();
});

test.each(['Bearer wrong', 'Bearer', 'Bearer a b', 'Basic YWRtaW46YWRtaW4=', '', "Bearer ' OR 1=1 --"])(
  'nobody is known by %j',
  async (authorization) => {
    expect(await identify(database.dataSource, authorization)).toBeNull();
    await expect(authenticate(database.dataSource, authorization)).rejects.toMatchObject({
      kind: 'credential-refused',
    });
  },
);

test('no credential at all is another problem than a wrong one', async () => {
  await expect(authenticate(database.dataSource, undefined)).rejects.toMatchObject({ kind: 'credential-missing' });
});
