import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { importFile } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { collection, feature, square } from '../helpers/geojson-text.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await bring('municipalities', collection(feature({ com_istat_code: '019001', name: 'Ovest' }, square(9, 45, 0.1))));
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.dataSource.query('DELETE FROM delivery_point');
  await database.dataSource.query('DELETE FROM stale_municipality');
});

const bring = (kind: 'municipalities' | 'delivery-points', text: string) =>
  importFile(database.dataSource, Readable.from([Buffer.from(text)]), { kind, name: 'test', fileName: 'file' });
const rows = <Row>(sql: string) => database.dataSource.query<Row[]>(sql);

test('delivery points: our own layout, or OFDS nodes but those at which nobody can join', async () => {
  const provider = { name: 'Posatore' };
  const text = collection(
    feature({ id: 'own', nome: 'PCN Ovest', gestore: 'Consorzio', generated: true }, [9.050000049, 45.05, 70], 'Point'),
    feature({ name: 'Senza id' }, [12, 42], 'Point'),
    feature({ id: 'owned', type: ['pop'], physicalInfrastructureProvider: provider }, [9.06, 45.05], 'Point'),
    feature({ id: 'lit', accessPoint: true, networkProviders: [{ name: 'Rete A' }, {}] }, [9.07, 45.05], 'Point'),
    feature({ id: 'part', status: 'planned', network: { id: '1', name: 'NOFBI' } }, [9.08, 45.05], 'Point'),
    feature({ id: 'splice', accessPoint: false }, [9.09, 45.05], 'Point'),
    feature({ id: 'gone', status: 'decommissioned' }, [9.09, 45.06], 'Point'),
  );
  const { dataset } = await bring('delivery-points', text);
  expect([dataset.rowsRead, dataset.rowsStored, dataset.rowsWithoutPlace, dataset.nature]).toEqual([
    7,
    5,
    1,
    'generated',
  ]);
  expect(dataset.warnings.map(({ en }) => en)).toEqual([
    '2 rows were left out: they are nodes at which no network can be joined: without access (accessPoint) or decommissioned',
  ]);
  expect(
    await rows(
      'SELECT id, name, operator, ST_AsText(position) AS place, source_row AS row FROM delivery_point ORDER BY 5',
    ),
  ).toEqual([
    { id: 'test:own', name: 'PCN Ovest', operator: 'Consorzio', place: 'POINT(9.05 45.05)', row: 1 },
    { id: expect.stringMatching(/^test:~\w+$/), name: 'Senza id', operator: null, place: 'POINT(12 42)', row: 2 },
    { id: 'test:owned', name: null, operator: 'Posatore', place: 'POINT(9.06 45.05)', row: 3 },
    { id: 'test:lit', name: null, operator: 'Rete A', place: 'POINT(9.07 45.05)', row: 4 },
    { id: 'test:part', name: null, operator: 'NOFBI', place: 'POINT(9.08 45.05)', row: 5 },
  ]);
  // No gap depends on them.
  expect(await rows('SELECT FROM stale_municipality')).toEqual([]);
});

test('delivery points of a new file replace those of the old one, and touch only what differs', async () => {
  const place = (id: string, lng: number) => feature({ id }, [lng, 45], 'Point');
  await bring('delivery-points', collection(place('goes', 9), place('moves', 9.1), place('stays', 9.2)));
  const versions = () => rows<{ id: string; xmin: string }>('SELECT id, xmin::text FROM delivery_point ORDER BY id');
  const before = await versions();
  await bring('delivery-points', collection(place('comes', 9), place('moves', 9.15), place('stays', 9.2)));
  const after = await versions();
  expect(after.map(({ id }) => id)).toEqual(['test:comes', 'test:moves', 'test:stays']);
  expect([after[1]!.xmin === before[1]!.xmin, after[2]]).toEqual([false, before[2]]);
  expect(await rows('SELECT ST_X(position) AS lng FROM delivery_point ORDER BY id')).toEqual([
    { lng: 9 },
    { lng: 9.15 },
    { lng: 9.2 },
  ]);
});
