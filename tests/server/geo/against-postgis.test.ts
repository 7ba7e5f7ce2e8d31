import { afterAll, beforeAll, expect, test } from 'vitest';
import { areaM2 } from '../../../server/geo/area.ts';
import { courseOf, positionsOf } from '../../../server/geo/course.ts';
import { DistanceFrom } from '../../../server/geo/distance.ts';
import { type Polygons, unite } from '../../../server/geo/polygons.ts';
import { reachOf } from '../../../server/geo/reach.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const ask = async (sql: string, parameters: unknown[]): Promise<number> =>
  (await database.dataSource.query(`SELECT ${sql} AS answer`, parameters))[0].answer;
const geography = (parameter: string) => `ST_SetSRID(ST_GeomFromGeoJSON(${parameter}), 4326)::geography`;

/** A many-sided figure of some hundred metres with a hole, somewhere between Sicily and the Alps. */
function figure(index: number, radiusDegrees: number): Polygons {
  const [lng, lat] = [7 + (index % 11), 36.5 + (index % 10.3)];
  const ring = (share: number) => {
    const corners = Array.from({ length: 40 }, (_, corner) => {
      const angle = (corner * Math.PI) / 20;
      const far = radiusDegrees * share * (1 + 0.3 * Math.sin(index + 3 * angle));
      return [lng + far * Math.cos(angle), lat + far * Math.sin(angle)];
    });
    return [...corners, corners[0]!];
  };
  return [[ring(1), ring(0.3)]];
}

test('areas agree with ST_Area(geography) to 0.01 %, from a yard to a municipality', async () => {
  for (const radius of [0.0005, 0.005, 0.05]) {
    for (let index = 0; index < 20; index++) {
      const coordinates = figure(index, radius);
      const area = await ask(`ST_Area(${geography('$1')})`, [JSON.stringify({ type: 'MultiPolygon', coordinates })]);
      expect(Math.abs(areaM2(coordinates) / area - 1)).toBeLessThan(1e-4);
    }
  }
});

test('areas of parts add up to the whole, wherever a long edge is cut', () => {
  const whole: Polygons = [
    [
      [
        [9, 45],
        [9.6, 45.3],
        [9.2, 45.6],
        [9, 45],
      ],
    ],
  ];
  const cut = [9.3, 45.15];
  const parts: Polygons = [[[[9, 45], cut, [9.2, 45.6], [9, 45]]], [[cut, [9.6, 45.3], [9.2, 45.6], cut]]];
  expect(Math.abs(areaM2(parts) / areaM2(whole) - 1)).toBeLessThan(1e-9);
});

test('distances to lines agree with ST_Distance(geography): centimetres within a reach, 0.01 % at 25 km', async () => {
  for (const [farKm, tolerance] of [
    [0.05, 0.01],
    [0.3, 0.03],
    [5, 0.5],
    [25, 2.5],
  ] as const) {
    for (let index = 0; index < 40; index++) {
      const from = [8 + (index % 7) * 0.5, 37 + (index % 11) * 0.9];
      const start = [from[0]! + (farKm / 90) * Math.cos(index), from[1]! + (farKm / 111) * Math.sin(index)];
      const end = [start[0]! + 0.005 * Math.cos(3 * index), start[1]! + 0.005 * Math.sin(3 * index)];
      const distance = await ask(`ST_Distance(${geography('$1')}, ${geography('$2')})`, [
        JSON.stringify({ type: 'Point', coordinates: from }),
        JSON.stringify({ type: 'LineString', coordinates: [start, end] }),
      ]);
      const ours = new DistanceFrom(from).toLines([courseOf([start, end])]);
      expect(Math.abs(ours - distance)).toBeLessThan(tolerance);
    }
  }
});

// ST_Buffer(geography) works in UTM, whose scale is 0.04 % off at the middle of a zone.
test('the reach of a bent line has the area of ST_Buffer(geography) to 0.1 %', async () => {
  for (let index = 0; index < 20; index++) {
    const start = [9 + index / 10, 44 + index / 10];
    const middle = [start[0]! + 0.01 * Math.cos(index), start[1]! + 0.01 * Math.sin(index)];
    const end = [middle[0]! + 0.01 * Math.cos(2 * index), middle[1]! + 0.01 * Math.sin(2 * index)];
    const line = [start, middle, end];
    const area = await ask(`ST_Area(ST_Buffer(${geography('$1')}, 200, 'quad_segs=64'))`, [
      JSON.stringify({ type: 'LineString', coordinates: line }),
    ]);
    const ours = areaM2(unite(reachOf(courseOf(line), 200).map(({ rings }) => [rings.map(positionsOf)])));
    expect(Math.abs(ours / area - 1)).toBeLessThan(1e-3);
  }
});
