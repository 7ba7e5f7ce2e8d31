import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeWkt, readWkt } from '../../../../server/datasets/readers/cell-wkt.ts';

test.each([
  ['POINT(10.4 45.3)', 'Point', [10.4, 45.3]],
  ['point z (10.4 45.3 80)', 'Point', [10.4, 45.3]],
  ['POINTZ(10.4 45.3 80)', 'Point', [10.4, 45.3]],
  ['LINESTRING (1 2, 3 4.5,-5e1 6)', 'LineString', [[1, 2], [3, 4.5], [-50, 6]]], // prettier-ignore
  ['POLYGON((0 0,1 0,1 1,0 0),(0.1 0.1,0.2 0.1,0.2 0.2,0.1 0.1))', 'Polygon', [
    [[0, 0], [1, 0], [1, 1], [0, 0]], [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.1]]]], // prettier-ignore
  [
    'MULTIPOINT((1 2),(3 4))',
    'MultiPoint',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    'MULTIPOINT(1 2,3 4)',
    'MultiPoint',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    'MULTILINESTRING((1 2,3 4),(5 6,7 8))',
    'MultiLineString',
    [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  ],
  [
    'MultiPolygon(((0 0,1 0,1 1,0 0)))',
    'MultiPolygon',
    [
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
  ],
])('%s is read', (text, type, coordinates) => {
  expect(looksLikeWkt(text)).toBe(true);
  expect(readWkt(text)).toEqual({ geometry: { type, coordinates }, epsg: null });
});

test('EWKT says its coordinate system, and what is empty has no geometry', () => {
  expect(readWkt('SRID=3003;POINT(1 2)')).toEqual({ geometry: { type: 'Point', coordinates: [1, 2] }, epsg: 3003 });
  expect(readWkt('POLYGON EMPTY')).toEqual({ geometry: null, epsg: null });
});

test.each([
  'POINT(1)',
  'POINT(1 2',
  'POINT(1 2))',
  'POINT(1 2, 3 4)',
  'POINT(1 2) x',
  'POINT((((((((1 2))))))))',
  'LINESTRING((1 2,3 4))',
  'POINTS(1 2)',
  'POINT(a b)',
  'POINT()',
  'Punto (1 2)',
  '',
])('"%s" is not', (text) => {
  expect(readWkt(text)).toBeUndefined();
});

test('every geometry written as WKT is read back', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
  const position = fc.tuple(number, number);
  const line = fc.array(position, { minLength: 1, maxLength: 5 });
  const rings = fc.array(line, { minLength: 1, maxLength: 3 });
  const geometry = fc.oneof(
    position.map((coordinates) => ({ type: 'Point', coordinates })),
    line.map((coordinates) => ({ type: 'LineString', coordinates })),
    rings.map((coordinates) => ({ type: 'Polygon', coordinates })),
    fc.array(rings, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'MultiPolygon', coordinates })),
  );
  type Nested = number[] | Nested[];
  const write = (value: Nested): string =>
    typeof value[0] === 'number'
      ? value.join(' ')
      : `(${(value as Nested[]).map((one) => (typeof one[0] === 'number' ? one.join(' ') : write(one))).join(',')})`;
  fc.assert(
    fc.property(geometry, (one) => {
      const body = one.type === 'Point' ? `(${one.coordinates.join(' ')})` : write(one.coordinates);
      expect(readWkt(`${one.type.toUpperCase()} ${body}`)).toEqual({ geometry: one, epsg: null });
    }),
    { seed: 5, numRuns: 500 },
  );
});
