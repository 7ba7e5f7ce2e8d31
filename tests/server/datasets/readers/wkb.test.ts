import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FILE_LIMITS } from '../../../../server/datasets/limits.ts';
import { readWkb } from '../../../../server/datasets/readers/wkb.ts';
import { geometry } from '../../../helpers/arbitrary-geometry.ts';
import { writeWkb, type WkbWriting } from '../../../helpers/write-wkb.ts';

const read = (bytes: Uint8Array) => readWkb(bytes, FILE_LIMITS);
const writing: fc.Arbitrary<WkbWriting> = fc.record({
  littleEndian: fc.boolean(),
  thousands: fc.constantFrom(0, 1, 2, 3),
});

test('a geometry written as well-known binary is read the same, in either byte order, heights and measures dropped', () => {
  fc.assert(
    fc.property(geometry, writing, (written, how) => {
      expect(read(writeWkb(written, how))).toEqual(written);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('collections are read, and what is empty is null', () => {
  const collection: GeoJSON.Geometry = {
    type: 'GeometryCollection',
    geometries: [
      { type: 'Point', coordinates: [1, 2] },
      {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
  };
  expect(read(writeWkb(collection))).toEqual(collection);
  expect(read(writeWkb({ type: 'Point', coordinates: [NaN, NaN] }))).toBeNull();
  expect(read(writeWkb({ type: 'Polygon', coordinates: [] }))).toBeNull();
  expect(read(writeWkb({ type: 'MultiPolygon', coordinates: [] }))).toBeNull();
});

test("PostGIS' extended form is read: its flags of height and of a system's number", () => {
  const bytes = Buffer.concat([Buffer.from('01010000a0e6100000', 'hex'), Buffer.alloc(24)]);
  bytes.writeDoubleLE(9.69, 9);
  bytes.writeDoubleLE(45.36, 17);
  expect(read(bytes)).toEqual({ type: 'Point', coordinates: [9.69, 45.36] });
});

test('what is cut short anywhere, has arcs, infinite coordinates or too many vertices is a fault of that geometry', () => {
  const whole = writeWkb({
    type: 'MultiLineString',
    coordinates: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  });
  for (let length = 0; length < whole.length; length += 1) {
    expect(() => read(whole.subarray(0, length))).toThrow('damaged');
  }
  expect(() => read(Buffer.from('010800000000000000', 'hex'))).toThrow('arcs');
  expect(() =>
    read(
      writeWkb({
        type: 'LineString',
        coordinates: [
          [1, 2],
          [Infinity, 4],
        ],
      }),
    ),
  ).toThrow('no number');
  expect(() => readWkb(whole, { vertices: 3, depth: 9 })).toThrow('more than 3 vertices');
});

test('a list that claims more than there are bytes is refused before anything is made for it', () => {
  expect(() => read(Buffer.from('0102000000ffffffff', 'hex'))).toThrow('damaged');
});

test('collections inside one another beyond the limit are refused', () => {
  let nested: GeoJSON.Geometry = { type: 'Point', coordinates: [1, 2] };
  for (let level = 0; level < 100; level += 1) nested = { type: 'GeometryCollection', geometries: [nested] };
  expect(() => read(writeWkb(nested))).toThrow('more than 64 levels');
});
