import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repairPolygon } from '../../../server/datasets/repair-polygon.ts';
import { areaM2 } from '../../../server/geo/area.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/polygons');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

type Ring = [number, number][];
/** Tenths of a thousandth of a degree from 9 E, 45 N. */
const ring = (...corners: Ring): GeoJSON.Position[] =>
  [...corners, corners[0]!].map(([x, y]) => [(9e4 + x) / 1e4, (45e4 + y) / 1e4]);
const box = (x: number, y: number, size: number) => ring([x, y], [x + size, y], [x + size, y + size], [x, y + size]);

async function measure(geometry: GeoJSON.Geometry): Promise<{ valid: boolean; squares: number; parts: number }> {
  const [row] = await database.dataSource.query<[{ valid: boolean; area: number; parts: number }]>(
    `SELECT ST_IsValid(g) AS valid, ST_Area(g) AS area, ST_NumGeometries(g)::integer AS parts
     FROM (SELECT ST_GeomFromGeoJSON($1::text) AS g) one`,
    [JSON.stringify(geometry)],
  );
  return { valid: row.valid, squares: Math.round(row.area * 1e8 * 1000) / 1000, parts: row.parts };
}

const polygon = (...coordinates: GeoJSON.Position[][]): GeoJSON.Polygon => ({ type: 'Polygon', coordinates });
const multi = (...coordinates: GeoJSON.Position[][][]): GeoJSON.MultiPolygon => ({ type: 'MultiPolygon', coordinates });

describe('a polygon that is not valid is repaired without losing area', () => {
  test.each<[string, GeoJSON.Polygon | GeoJSON.MultiPolygon, number, number]>([
    ['a bow-tie', polygon(ring([0, 0], [10, 10], [10, 0], [0, 10])), 50, 2],
    ['two parts that overlap', multi([box(0, 0, 10)], [box(5, 5, 10)]), 175, 1],
    ['the same part twice', multi([box(0, 0, 10)], [box(0, 0, 10)]), 100, 1],
    ['a part inside another', multi([box(0, 0, 10)], [box(2, 2, 1)]), 100, 1],
    ['two parts that share an edge', multi([box(0, 0, 10)], [box(10, 0, 10)]), 200, 1],
    ['a ring that goes round twice', polygon([...box(0, 0, 10), ...box(0, 0, 10).slice(1)]), 100, 1],
    [
      'a ring that overlaps itself',
      polygon(ring([0, 0], [10, 0], [10, 6], [2, 6], [2, 3], [6, 3], [6, 9], [0, 9])),
      78,
      1,
    ],
    ['a spike', polygon(ring([0, 0], [10, 0], [10, 10], [5, 10], [5, 20], [5, 10], [0, 10])), 100, 1],
    ['a hole that leaves its shell', polygon(box(0, 0, 10), box(8, 8, 4)), 96, 1],
    ['a hole outside its shell', polygon(box(0, 0, 10), box(20, 20, 1)), 100, 1],
    ['a hole in a hole', polygon(box(0, 0, 10), box(1, 1, 8), box(3, 3, 1)), 36, 1],
    ['a hole of one part where another lies', multi([box(0, 0, 10), box(2, 2, 6)], [box(3, 3, 2)]), 68, 2],
    ['a ring that touches itself', polygon(ring([0, 0], [10, 0], [10, 10], [5, 0], [0, 10])), 50, 2],
    [
      'a hole that touches its shell in two corners',
      polygon(box(0, 0, 10), ring([0, 5], [5, 0], [10, 5], [5, 10])),
      50,
      4,
    ],
    [
      'holes in a chain from side to side',
      polygon(box(0, 0, 10), ring([0, 5], [5, 2], [5, 8]), ring([5, 5], [10, 2], [10, 8])),
      70,
      2,
    ],
    ['a ring the wrong way round', polygon(box(0, 0, 10).toReversed()), 100, 1],
  ])('%s', async (_name, geometry, squares, parts) => {
    expect(await measure(repairPolygon(geometry)!)).toEqual({ valid: true, squares, parts });
  });

  test('unless it encloses nothing', () => {
    expect(repairPolygon(polygon(ring([0, 0], [10, 0], [5, 0])))).toBeNull();
    expect(repairPolygon(polygon(box(0, 0, 10), box(0, 0, 10)))).toBeNull();
  });

  // What once was lost, left invalid or grown; areaM2 is that of PostGIS, ST_MakeValid by structure.
  test.each(readdirSync(FIXTURES))('as in %s', async (file) => {
    const { geometry, properties } = JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as GeoJSON.Feature<
      GeoJSON.Polygon,
      { areaM2: number }
    >;
    const repaired = repairPolygon(geometry)!;
    expect((await measure(repaired)).valid).toBe(true);
    expect(Math.abs(areaM2(repaired.coordinates) - properties.areaM2)).toBeLessThan(2);
  });

  test('however wild its rings are', async () => {
    let state = 20_260_101;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const invalid: number[] = [];
    for (let round = 0; round < 200; round += 1) {
      // A coarse grid makes rings meet in corners, along edges and in corners upon edges.
      const grid = round % 2 === 0 ? 100 : 1;
      const corner = (): [number, number] => [
        Math.round(random() * 1000 * grid) / grid / 100,
        Math.round(random() * 10 * grid) / grid,
      ];
      const wild = () => ring(...Array.from({ length: 3 + Math.floor(random() * 25) }, corner));
      const repaired = repairPolygon(multi([wild(), wild()], [wild()]));
      if (repaired !== null && !(await measure(repaired)).valid) invalid.push(round);
    }
    expect(invalid).toEqual([]);
  });
});
