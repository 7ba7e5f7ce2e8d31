import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDemonstration, removeDemonstration } from '../../server/demonstration.ts';
import { importFile } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const said: string[] = [];
const load = (options?: { anyway?: boolean }) => {
  said.length = 0;
  return loadDemonstration(database.dataSource, (line) => void said.push(line), options);
};
const listDatasets = () =>
  database.dataSource.query<{ kind: string; name: string; nature: string; rows: number }[]>(
    'SELECT kind, name, nature, rows_stored AS rows FROM dataset ORDER BY id',
  );
const remove = () => removeDemonstration(database.dataSource);

test('is loaded into an empty database, facts and generated apart, each with its origin', async () => {
  await load();
  const datasets = await listDatasets();
  expect(datasets.map(({ kind, nature }) => `${kind} ${nature}`)).toEqual([
    'municipalities generated',
    'broadband-statistics fact',
    'broadband-statistics fact',
    'zones generated',
    'firms generated',
    'firms fact',
    'coverage generated',
    'segments generated',
    'delivery-points generated',
  ]);
  expect(datasets.every(({ rows }) => rows > 0)).toBe(true);
  expect(await database.dataSource.query('SELECT FROM dataset WHERE origin IS NULL OR licence IS NULL')).toEqual([]);
  expect(await database.dataSource.query(`SELECT FROM dataset WHERE warnings <> '[]'`)).toEqual([]);
});

test('is not loaded a second time', async () => {
  await load();
  expect(said).toEqual([]);
});

test('is taken up where a start was cut short', async () => {
  const whole = await listDatasets();
  await database.dataSource.query(`UPDATE demonstration SET state = 'loading'`);
  await database.dataSource.query('DELETE FROM segment');
  await load();
  expect(said.filter((line) => !line.endsWith(', here already'))).toEqual([
    'loading the demonstration data',
    expect.stringMatching(/segments \(generated\): \d+$/),
  ]);
  expect(await listDatasets()).toEqual(whole);
});

test('once removed, stays away until it is asked for', async () => {
  expect(await remove()).toBe(9);
  const features = [
    'municipality',
    'broadband_statistic',
    'zone',
    'firm',
    'coverage_area',
    'segment',
    'delivery_point',
  ];
  for (const table of [...features, 'dataset']) {
    expect(await database.dataSource.query(`SELECT FROM ${table}`), table).toEqual([]);
  }
  await load();
  expect(await listDatasets()).toEqual([]);
  await load({ anyway: true });
  expect(await listDatasets()).toHaveLength(9);
});

test('firms that others brought are without place once its municipalities have gone', async () => {
  const file = Readable.from([Buffer.from('name,com_istat_code\nAlfa,019035\n')]);
  await importFile(database.dataSource, file, { kind: 'firms', name: 'others', fileName: 'others.csv' });
  await remove();
  expect(await database.dataSource.query('SELECT name, rows_without_place AS "withoutPlace" FROM dataset')).toEqual([
    { name: 'others', withoutPlace: 1 },
  ]);
});

test('leaves true boundaries and other data sets alone', async () => {
  await remove();
  await database.dataSource.query('DELETE FROM demonstration');
  const coordinates = [
    [
      [8.9, 45],
      [10.2, 45],
      [10.2, 45.8],
      [8.9, 45.8],
      [8.9, 45],
    ],
  ];
  const properties = { com_istat_code: '019035', name: 'Crema' };
  const features = [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates } }];
  const file = Readable.from([Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))]);
  await importFile(database.dataSource, file, { kind: 'municipalities', name: 'true', fileName: 'true.geojson' });

  await load();
  expect(said).toEqual([]);
  // The firms of the demonstration name municipalities that are not here.
  await expect(load({ anyway: true })).rejects.toMatchObject({ kind: 'rows-rejected' });
  await remove();
  expect(await database.dataSource.query('SELECT code, name FROM municipality')).toEqual([
    { code: '019035', name: 'Crema' },
  ]);
});
