import { afterAll, beforeAll, expect, test } from 'vitest';
import { boxOf } from '../../../server/geo/box.ts';
import { courseOf } from '../../../server/geo/course.ts';
import { piecesOf } from '../../../server/geo/polygons.ts';
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
  const [{ shape }] = await database.dataSource.query(
    'SELECT ST_AsTWKB(ST_GeomFromGeoJSON($1), 7, 0, 0, true, true) AS shape',
    [JSON.stringify(geometry)],
  );
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
  const [polygons, lines, nothing, first] = [reader.next(), reader.next(), reader.next(), reader.next()];
  expect(polygons.polygons()).toEqual(POLYGONS);
  expect(polygons.box).toEqual(boxOf(POLYGONS));
  expect(lines.lines()).toEqual(LINES.map(courseOf));
  expect(lines.box).toEqual(boxOf(LINES));
  expect(polygons.pieces()).toEqual(piecesOf(POLYGONS));
  expect(nothing.polygons()).toEqual([]);
  expect(nothing.pieces()).toEqual([]);
  expect(first.polygons()).toEqual(POLYGONS.slice(0, 1));
  expect(first.polygons()).toEqual(POLYGONS.slice(0, 1));
});

test('a shape of another kind, one cut short, and bytes of another writing are refused', async () => {
  const lines = await written({ type: 'MultiLineString', coordinates: LINES });
  expect(() => new TwkbReader(lines).next().polygons()).toThrow('of type 5 where 6 was expected');
  expect(() => new TwkbReader(lines.subarray(0, 20)).next().lines()).toThrow('ends too early');
  expect(() => new TwkbReader(Uint8Array.of(0xe5, 0)).next()).toThrow('7 decimals, size and box');
});
