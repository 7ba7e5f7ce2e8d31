import fc from 'fast-check';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { expect, test } from 'vitest';
import { FILE_LIMITS } from '../../../../server/datasets/limits.ts';
import { flatgeobuf } from '../../../../server/datasets/readers/flatgeobuf.ts';
import { cellText, geometry } from '../../../helpers/arbitrary-geometry.ts';
import { readAll, sourceOf } from '../../../helpers/sources.ts';

type Written = { geometry: GeoJSON.Geometry; properties: Record<string, unknown> };

const write = (features: Written[], epsg = 0) =>
  serialize(
    {
      type: 'FeatureCollection',
      features: features.map((one) => ({ type: 'Feature', ...one })),
    },
    epsg,
  );
const LINE: Written = {
  geometry: {
    type: 'LineString',
    coordinates: [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  },
  properties: { name: 'Crema', metres: 3.5, open: true },
};

test('random features that the package writes are read the same', async () => {
  const feature = fc.record({
    geometry,
    properties: fc.record({
      name: cellText,
      metres: fc.double({ noNaN: true, noDefaultInfinity: true }),
      open: fc.boolean(),
      more: fc.constant({ a: [1] }),
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(feature, { minLength: 1, maxLength: 8 }), async (features) => {
      const { records } = await readAll(flatgeobuf, sourceOf({ 'x.fgb': write(features) }));
      expect(records.map(({ geometry, properties }) => ({ geometry, properties: { ...properties } }))).toEqual(
        features,
      );
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('its columns, system and size are told', async () => {
  expect(await flatgeobuf.layers(sourceOf({ 'x.fgb': write([LINE], 32632) }))).toEqual([
    { name: '', columns: ['name', 'metres', 'open'], crs: { epsg: 32632, text: 'EPSG:32632' }, records: 1, text: null },
  ]);
  expect((await flatgeobuf.layers(sourceOf({ 'x.fgb': write([LINE]) })))[0]!.crs).toBeNull();
});

test('too many vertices are a fault of their row, and reading goes on', async () => {
  const point: Written = { ...LINE, geometry: { type: 'Point', coordinates: [1, 2] } };
  const source = sourceOf({ 'x.fgb': write([LINE, point]) });
  const { records, faults } = await readAll(flatgeobuf, source, { limits: { ...FILE_LIMITS, vertices: 2 } });
  expect([records.map(({ row }) => row), faults.map(({ row }) => row)]).toEqual([[2], [1]]);
});

test('a file that is cut short says at which feature', async () => {
  const whole = write([LINE, LINE]);
  const cut = sourceOf({ 'x.fgb': whole.subarray(0, whole.length - 10) });
  await expect(readAll(flatgeobuf, cut)).rejects.toThrow('damaged or cut short at feature 2');
});
