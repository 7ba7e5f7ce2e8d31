import { afterAll, beforeAll, expect, test } from 'vitest';
import { boxOf } from '../../../server/geo/box.ts';
import { TwkbReader } from '../../../server/geo/twkb.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const POLYGONS = [
  [
    [
      [9.6, 45.3],
      [9.7000001, 45.3],
      [9.7, 45.4123456],
      [9.6, 45.3],
    ],
    [
      [9.68, 45.31],
      [9.69, 45.31],
      [9.69, 45.32],
      [9.68, 45.31],
    ],
  ],
  [
    [
      [-179.9999999, -89.9999999],
      [179.9999999, -89.9999999],
      [179.9999999, 89.9999999],
      [-179.9999999, -89.9999999],
    ],
  ],
];
const LINES = [
  [
    [9.6, 45.3],
    [9.6000001, 45.3],
  ],
  [
    [-0.0000001, 0],
    [0, -0.0000001],
  ],
];

async function written(geometry: object): Promise<Uint8Array> {
  const [{ shape }] = await database.dataSource.query('SELECT ST_AsTWKB(ST_GeomFromGeoJSON($1), 7) AS shape', [
    JSON.stringify(geometry),
  ]);
  return shape;
}

test('shapes that PostGIS wrote one after the other are read to the last digit', async () => {
  const reader = new TwkbReader(
    Buffer.concat([
      await written({ type: 'MultiPolygon', coordinates: POLYGONS }),
      await written({ type: 'MultiLineString', coordinates: LINES }),
      await written({ type: 'MultiPolygon', coordinates: [] }),
      await written({ type: 'MultiPolygon', coordinates: POLYGONS.slice(0, 1) }),
    ]),
  );
  expect(reader.nextPolygons()).toEqual(POLYGONS);
  expect(reader.box).toEqual(boxOf(POLYGONS));
  expect(reader.nextLines()).toEqual(LINES);
  expect(reader.nextPolygons()).toEqual([]);
  expect(reader.nextPolygons()).toEqual(POLYGONS.slice(0, 1));
});

test('a shape of another kind, or one cut short, is refused', async () => {
  const lines = await written({ type: 'MultiLineString', coordinates: LINES });
  expect(() => new TwkbReader(lines).nextPolygons()).toThrow('shape of type 5 where 6');
  expect(() => new TwkbReader(lines.subarray(0, 9)).nextLines()).toThrow('ends too early');
});
