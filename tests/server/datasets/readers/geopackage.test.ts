import fc from 'fast-check';
import { expect, test } from 'vitest';
import { geopackage } from '../../../../server/datasets/readers/geopackage.ts';
import { cellText, geometry } from '../../../helpers/arbitrary-geometry.ts';
import { readAll, sourceOf } from '../../../helpers/sources.ts';
import { writeGeoPackage } from '../../../helpers/write-geopackage.ts';

const POINT: GeoJSON.Geometry = { type: 'Point', coordinates: [9.69, 45.36] };
const zones = { name: 'zone', epsg: 4326, features: [{ geometry: POINT, name: 'Crema', count: 3 }] };
const opened = (bytes: Uint8Array) => sourceOf({ 'x.gpkg': bytes });

test('random features written are read the same', async () => {
  const feature = fc.record({
    geometry: fc.option(geometry),
    name: fc.option(cellText),
    count: fc.option(fc.integer()),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(feature, { minLength: 1, maxLength: 8 }), async (features) => {
      const { records } = await readAll(geopackage, opened(writeGeoPackage([{ name: 'l', epsg: 32632, features }])));
      expect(records.map(({ geometry, properties: { name, count } }) => ({ geometry, name, count }))).toEqual(features);
    }),
    { seed: 5, numRuns: 25 },
  );
});

test('every layer is listed with its columns, its system and its size; tables without places too', async () => {
  const source = opened(
    writeGeoPackage([
      zones,
      { name: 'aree "strane"', epsg: 7791, features: [] },
      { name: 'solo righe', epsg: -1, rows: ['a', 'b'] },
    ]),
  );
  expect(await geopackage.layers(source)).toEqual([
    { name: 'zone', columns: ['fid', 'name', 'count'], crs: { epsg: 4326, text: 'EPSG:4326' }, records: 1, text: null },
    {
      name: 'aree "strane"',
      columns: ['fid', 'name', 'count'],
      crs: { epsg: 7791, text: 'EPSG:7791' },
      records: 0,
      text: null,
    },
    { name: 'solo righe', columns: ['fid', 'text'], crs: null, records: 2, text: null },
  ]);
  const { records, columns } = await readAll(geopackage, source, { layer: 'solo righe' });
  expect([columns, records.map(({ row, properties, geometry }) => [row, { ...properties }, geometry])]).toEqual([
    ['fid', 'text'],
    [
      [1, { fid: 1, text: 'a' }, null],
      [2, { fid: 2, text: 'b' }, null],
    ],
  ]);
  await expect(readAll(geopackage, source, { layer: 'nessuna' })).rejects.toThrow('no layer "nessuna"');
});

test('views and virtual tables are no layers, whatever the file lists; triggers and computed columns do not run', async () => {
  const bytes = writeGeoPackage(
    [zones],
    `CREATE VIEW trap AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid FROM n;
     INSERT INTO gpkg_contents VALUES ('trap', 'attributes', '', 0), ('gone', 'features', '', 0), ('fast', 'attributes', '', 0);
     CREATE VIRTUAL TABLE fast USING fts5(text);
     ALTER TABLE zone ADD COLUMN bomb TEXT AS (hex(zeroblob(100000000)))`,
  );
  const layers = await geopackage.layers(opened(bytes));
  expect(layers.map(({ name, columns }) => [name, columns])).toEqual([['zone', ['fid', 'name', 'count']]]);
});

test('numbers too large for a number come as text, pictures not at all', async () => {
  const features = [{ geometry: POINT, name: null, count: 9_007_199_254_740_993n }];
  const { records } = await readAll(geopackage, opened(writeGeoPackage([{ ...zones, features }])));
  expect({ ...records[0]!.properties }).toEqual({ fid: 1, name: null, count: '9007199254740993' });
});

test('a geometry that is none is a fault of its row, and reading goes on', async () => {
  const bytes = writeGeoPackage(
    [zones],
    `INSERT INTO zone (geom, name) VALUES (x'00', 'a'), ('text', 'b'), (x'4750000100000000', 'c'), (NULL, 'd')`,
  );
  const { records, faults } = await readAll(geopackage, opened(bytes));
  expect(records.map(({ row }) => row)).toEqual([1, 5]);
  expect(faults.map(({ row, reason }) => [row, reason.en])).toEqual([
    [2, 'the geometry is damaged'],
    [3, 'the geometry is damaged'],
    [4, 'the geometry is damaged'],
  ]);
});

test('a GeoPackage that lists nothing, or is cut short, says so', async () => {
  await expect(geopackage.layers(opened(writeGeoPackage([])))).rejects.toThrow('lists no table');
  const whole = writeGeoPackage([zones]);
  const cut = opened(whole.subarray(0, 6000));
  await expect(geopackage.layers(cut)).rejects.toMatchObject({ kind: 'file-unreadable' });
});
