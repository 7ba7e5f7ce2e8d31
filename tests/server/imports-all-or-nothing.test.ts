import { readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile, type Description } from '../../server/imports.ts';
import { openDatabase } from '../../server/database/data-source.ts';
import { openTestDatabase, prepareTestPlace, type TestDatabase } from '../helpers/database.ts';
import { collection, feature, square } from '../helpers/geojson-text.ts';
import { startProgram } from '../helpers/program.ts';
import { temporaryFolder } from '../helpers/template-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const bring = (kind: Description['kind'], text: string, more: Partial<Description> = {}) =>
  importFile(database.dataSource, Readable.from([Buffer.from(text)]), {
    kind,
    name: 'test',
    fileName: 'file',
    ...more,
  });
const rows = <Row>(sql: string) => database.dataSource.query<Row[]>(sql);

test('a faulty row leaves what was there as it was', async () => {
  const crema = feature({ com_istat_code: '019001', name: 'Crema' }, square(9, 45, 0.1));
  await bring('municipalities', collection(crema));
  await bring('firms', 'name,com_istat_code\nA,019001\n');
  const before = await rows('SELECT * FROM dataset ORDER BY id');
  await database.dataSource.query('DELETE FROM stale_municipality');
  await expect(bring('firms', 'name,com_istat_code\nB,019001\n,019001\n')).rejects.toMatchObject({
    kind: 'rows-rejected',
  });
  expect(await rows('SELECT * FROM dataset ORDER BY id')).toEqual(before);
  expect(await rows('SELECT name FROM firm')).toEqual([{ name: 'A' }]);
  expect(await rows('SELECT FROM stale_municipality')).toEqual([]);
});

test('of many faulty rows the first 1,000 are told, and all counted', async () => {
  const text = `name,employees\n${'A,x\n'.repeat(2500)}`;
  await expect(bring('firms', text)).rejects.toMatchObject({
    extras: { errorCount: 2500, errors: { length: 1000 } },
  });
});

test('a stream that breaks off leaves nothing, in the database or beside it', async () => {
  const kept = async () =>
    (await readdir(tmpdir())).filter((name) => name.startsWith(`ultimo-miglio-file-${process.pid}-`));
  const breaking = Readable.from(
    (function* () {
      yield Buffer.from('name\nA\n');
      throw new Error('the client went away');
    })(),
  );
  const description: Description = { kind: 'firms', name: 'broken', fileName: 'file' };
  await expect(importFile(database.dataSource, breaking, description)).rejects.toThrow('the client went away');
  expect(await rows(`SELECT FROM dataset WHERE name = 'broken'`)).toEqual([]);
  expect(await kept()).toEqual([]);
});

test('a process that is killed in the middle leaves nothing', async () => {
  const place = await prepareTestPlace();
  const path = `${temporaryFolder()}.geojson`;
  try {
    const zones = Array.from({ length: 2500 }, (_, i) =>
      feature({ id: i, landuse: 'industrial' }, square(9 + i / 1e4, 45, 0.0001)),
    );
    await writeFile(path, collection(...zones));
    const { dataDir, databaseUrl = '' } = place.config;
    const program = startProgram('import-and-hang.ts', [path, dataDir, databaseUrl]);
    expect(await program.nextLine()).toBe('1000');
    program.kill();
    await program.ended;
    const reopened = await openDatabase(place.config);
    expect(await reopened.dataSource.query('SELECT FROM dataset')).toEqual([]);
    expect(await reopened.dataSource.query('SELECT FROM zone')).toEqual([]);
    const { outcome, dataset } = await importFile(reopened.dataSource, path, {
      kind: 'zones',
      name: 'killed',
      fileName: 'f',
    });
    expect([outcome, dataset.rowsStored]).toEqual(['imported', 2500]);
    await reopened.close();
  } finally {
    await rm(path, { force: true });
    await place.remove();
  }
});
