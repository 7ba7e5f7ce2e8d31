import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockImports } from '../../server/datasets/save.ts';
import { importFile, type Description } from '../../server/imports.ts';
import { anotherWaits } from '../helpers/another-waits.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const bring = (kind: Description['kind'], text: string) =>
  importFile(database.dataSource, Readable.from([Buffer.from(text)]), { kind, name: 'test', fileName: 'file' });

test('firms that come while municipalities are being imported lie in them', async () => {
  const { firms } = await database.dataSource.transaction(async (municipalities) => {
    await lockImports(municipalities);
    await municipalities.query(
      `INSERT INTO dataset (kind, name, nature, file_name, sha256) VALUES ('municipalities', 'test', 'fact', '-', '-')`,
    );
    await municipalities.query(
      `INSERT INTO municipality (code, name, search_name, centre, area_m2, geometry, dataset_id)
       SELECT '019001', '-', '-', ST_Centroid(g), 1, ST_Multi(g), dataset.id
       FROM ST_MakeEnvelope(9, 45, 9.1, 45.1, 4326) g, dataset`,
    );
    const waiting = bring('firms', 'name,lng,lat\nAlfa,9.05,45.05\n');
    await anotherWaits(municipalities);
    return { firms: waiting };
  });
  await firms;
  expect(await database.dataSource.query('SELECT municipality_code AS code FROM firm')).toEqual([{ code: '019001' }]);
});
