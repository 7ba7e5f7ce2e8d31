import fc from 'fast-check';
import { topology } from 'topojson-server';
import { expect, test } from 'vitest';
import { topojson } from '../../../../server/datasets/readers/topojson.ts';
import { readAll, sourceOf } from '../../../helpers/sources.ts';

const square = (x: number, y: number): GeoJSON.Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ],
  ],
});
const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: 'FeatureCollection',
  features,
});
const feature = (geometry: GeoJSON.Geometry, properties: GeoJSON.GeoJsonProperties): GeoJSON.Feature => ({
  type: 'Feature',
  properties,
  geometry,
});

test('objects are layers, whose shapes share their arcs', async () => {
  const comuni = [feature(square(0, 0), { name: 'A' }), feature(square(1, 0), { name: 'B' })];
  const punti = [feature({ type: 'Point', coordinates: [3, 4] }, { n: 1 })];
  const made = topology({
    comuni: collection(comuni),
    punti: collection(punti),
  });
  const source = sourceOf({ 'a.json': JSON.stringify(made) });
  expect(await topojson.layers(source)).toMatchObject([
    { name: 'comuni', records: 2, crs: null },
    { name: 'punti', records: 1 },
  ]);
  const { records } = await readAll(topojson, source);
  expect(records.map(({ row, properties }) => [row, properties])).toEqual([
    [1, { name: 'A' }],
    [2, { name: 'B' }],
  ]);
  expect((await readAll(topojson, source, { layer: 'punti' })).records[0]!.geometry).toEqual(punti[0]!.geometry);
  await expect(readAll(topojson, source, { layer: 'toString' })).rejects.toThrow('The file has no layer');
});

test('a shape whose arcs are not there, or of no known type, is a fault of its row', async () => {
  const shapes = [
    { type: 'Polygon', arcs: [] },
    { type: 'Polygon', arcs: [[7]] },
    { type: null },
    { type: 'Nonsense' },
  ];
  const text = JSON.stringify({
    type: 'Topology',
    arcs: [],
    objects: { a: { type: 'GeometryCollection', geometries: shapes } },
  });
  const { records, faults } = await readAll(topojson, sourceOf({ 'a.json': text }));
  expect(records.map(({ row, geometry }) => [row, geometry])).toEqual([
    [1, { type: 'Polygon', coordinates: [] }],
    [3, null],
  ]);
  expect(faults.map(({ row, column, value }) => [row, column, value])).toEqual([
    [2, 'geometry', 'Polygon'],
    [4, 'geometry', 'Nonsense'],
  ]);
});

test.each(['{}', '{"type":"Topology"}', '{"type":"Topology","arcs":[],"objects":{}}', 'null'])(
  '%s is refused',
  async (text) => {
    await expect(readAll(topojson, sourceOf({ 'a.json': text }))).rejects.toThrow('not a TopoJSON topology');
  },
);

test.each(['{"type":"Topology', '['])('%s, cut short, is refused', async (text) => {
  await expect(readAll(topojson, sourceOf({ 'a.json': text }))).rejects.toThrow('is cut short');
});

test('what is nested without end is refused', async () => {
  await expect(readAll(topojson, sourceOf({ 'a.json': '['.repeat(100_000) }))).rejects.toThrow('nested deeper');
});

test('lines written as a topology are read back', async () => {
  const number = fc.integer({ min: -1000, max: 1000 });
  const line = fc.uniqueArray(fc.tuple(number, number), { minLength: 2, maxLength: 6, selector: String });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), async (lines) => {
      const features = lines.map((coordinates, at) => feature({ type: 'LineString', coordinates }, { at }));
      const made = topology({ lines: collection(features) });
      const { records } = await readAll(topojson, sourceOf({ 'a.json': JSON.stringify(made) }));
      expect(records.map(({ geometry, properties }) => ({ geometry, properties }))).toEqual(
        features.map(({ geometry, properties }) => ({ geometry, properties })),
      );
    }),
    { seed: 5, numRuns: 200 },
  );
});
