import fc from 'fast-check';
import { open } from 'shapefile';
import { expect, test } from 'vitest';
import { FILE_LIMITS } from '../../../../server/datasets/limits.ts';
import { shapefile } from '../../../../server/datasets/readers/shapefile.ts';
import { cellText, geometry } from '../../../helpers/arbitrary-geometry.ts';
import { readAll, sourceOf } from '../../../helpers/sources.ts';
import { int32, writeShapefile, writeShp, type ShapeField } from '../../../helpers/write-shapefile.ts';

const NAME: ShapeField = { name: 'name', type: 'C', length: 40 };
const POINT: GeoJSON.Geometry = { type: 'Point', coordinates: [500_000, 5_000_000] };
const named = (...names: string[]) => names.map((name) => ({ geometry: POINT, values: [name] }));

test('random features written are read the same, in two dimensions whatever they had, and as the package reads them', async () => {
  const feature = fc.record({ geometry: fc.option(geometry), text: cellText });
  await fc.assert(
    fc.asyncProperty(
      fc.array(feature, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(0, 10, 20),
      async (features, extra) => {
        const files = writeShapefile(
          [NAME],
          features.map(({ geometry, text }) => ({ geometry, values: [text] })),
          { encoding: 'utf8', extra },
        );
        const { records } = await readAll(shapefile, sourceOf({ ...files, 'shape.cpg': 'UTF-8' }));
        expect(records.map(({ geometry, properties }) => ({ geometry, text: properties['name'] }))).toEqual(features);
        for (const [index, one] of features.entries()) {
          // The package reads files of one kind of shape: each is asked for by itself.
          if (one.geometry === null) continue;
          const alone = writeShapefile([NAME], [{ geometry: one.geometry, values: [one.text] }], { encoding: 'utf8' });
          alone['shape.shp'].writeInt32LE(alone['shape.shp'].readInt32LE(108), 32);
          const oracle = await (await open(alone['shape.shp'], alone['shape.dbf'], { encoding: 'utf-8' })).read();
          expect(oracle.value).toMatchObject({ geometry: records[index]!.geometry, properties: { name: one.text } });
        }
      },
    ),
    { seed: 5, numRuns: 60 },
  );
});

test('cells are numbers, days, yes or no, or text that keeps its zeros; what is blank is null', async () => {
  const files = writeShapefile(
    [
      { name: 'code', type: 'C', length: 6 },
      { name: 'area', type: 'N', length: 20 },
      { name: 'since', type: 'D', length: 8 },
      { name: 'active', type: 'L', length: 1 },
    ],
    [
      { geometry: null, values: ['019035', ' 34.5', '20240229', 'T'] },
      { geometry: null, values: ['', '', '', '?'] },
      { geometry: null, values: [' x ', '********************', '00000000', 'f'] },
      { geometry: null, values: ['y', '12345678901234567890', '20240101', 'N'] },
    ],
  );
  const { records, columns } = await readAll(shapefile, sourceOf(files));
  expect(columns).toEqual(['code', 'area', 'since', 'active']);
  expect(records.map(({ properties }) => Object.values(properties))).toEqual([
    ['019035', 34.5, '2024-02-29', true],
    [null, null, null, null],
    ['x', null, null, false],
    ['y', '12345678901234567890', '2024-01-01', false],
  ]);
});

test.each<[string, Record<string, string>, { encoding: BufferEncoding; languageDriver: number }, string | undefined]>([
  ['as the .cpg says', { 'shape.cpg': '1252' }, { encoding: 'latin1', languageDriver: 0 }, 'windows-1252'],
  ['as the .cpg says, in capitals', { 'SHAPE.CPG': 'UTF-8' }, { encoding: 'utf8', languageDriver: 0x57 }, 'utf-8'],
  ['as its bytes look, Windows', {}, { encoding: 'latin1', languageDriver: 0 }, 'windows-1252'],
  ['as its bytes look, UTF-8', {}, { encoding: 'utf8', languageDriver: 0 }, 'utf-8'],
  ['as its language driver says', {}, { encoding: 'latin1', languageDriver: 3 }, 'windows-1252'],
  [
    'as its bytes look, where the .cpg lies',
    { 'shape.cpg': 'UTF-8' },
    { encoding: 'latin1', languageDriver: 0 },
    'windows-1252',
  ],
])('text is decoded %s', async (_how, beside, writing, encoding) => {
  const source = sourceOf({ ...writeShapefile([NAME], named('Pandino è qui', 'Cantù'), writing), ...beside });
  const { records } = await readAll(shapefile, source);
  expect(records.map(({ properties }) => properties['name'])).toEqual(['Pandino è qui', 'Cantù']);
  expect((await shapefile.layers(source))[0]!.text?.encoding).toBe(encoding);
});

test('text of DOS is decoded by its code page, which is no choice; another may be asked for', async () => {
  const files = writeShapefile([NAME], named('Cant\x97'), { encoding: 'latin1', languageDriver: 2 });
  const { records } = await readAll(shapefile, sourceOf(files));
  expect(records[0]!.properties['name']).toBe('Cantù');
  expect((await shapefile.layers(sourceOf(files)))[0]!.text).toBeNull();
  const asked = await readAll(shapefile, sourceOf(files), { encoding: 'windows-1252' });
  expect(asked.records[0]!.properties['name']).toBe('Cant—');
});

test('a row marked as deleted takes its shape with it; the others keep their numbers', async () => {
  const [a, b, c] = named('a', 'b', 'c');
  const files = writeShapefile([NAME], [a!, { ...b!, deleted: true }, c!]);
  const { records } = await readAll(shapefile, sourceOf(files));
  expect(records.map(({ row, properties }) => [row, properties['name']])).toEqual([
    [1, 'a'],
    [3, 'c'],
  ]);
});

test('without a .prj no system is declared, with one it is', async () => {
  const files = writeShapefile([NAME], named('a'));
  expect((await shapefile.layers(sourceOf(files)))[0]!.crs).toBeNull();
  const prj = 'PROJCS["WGS_1984_UTM_Zone_32N",GEOGCS["GCS_WGS_1984"]]';
  expect((await shapefile.layers(sourceOf({ ...files, 'shape.prj': prj })))[0]!.crs).toEqual({
    epsg: 32632,
    text: prj,
  });
});

test('a polygon of 5 million vertices is a fault of its row, and never held', async () => {
  const vertices = 5_000_000;
  const start = Buffer.concat([int32(5), Buffer.alloc(32), int32(1), int32(vertices), int32(0)]);
  const { 'shape.dbf': dbf } = writeShapefile([NAME], named('big', 'small'));
  const small = writeShapefile([NAME], named('small'))['shape.shp'].subarray(108);
  const shp = writeShp([Buffer.concat([start, Buffer.alloc(vertices * 16)]), small]);
  const before = process.memoryUsage().rss;
  const { records, faults } = await readAll(shapefile, sourceOf({ 'shape.shp': shp, 'shape.dbf': dbf }, 262_144));
  expect(faults.map(({ row, reason }) => [row, reason.en])).toEqual([
    [1, 'the geometry has more than 1000000 vertices: simplify or split it'],
  ]);
  expect(records.map(({ row, geometry }) => [row, geometry])).toEqual([[2, POINT]]);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
});

test('rings by the ten thousand, each a hole of another, are refused before they take minutes', async () => {
  const rings: number[][][] = [];
  for (let index = 0; index < 40_000; index += 1) {
    const [low, high] = [index, 100_000 - index];
    const shell = [
      [low, low],
      [low, high],
      [high, high],
      [high, low],
      [low, low],
    ];
    rings.push(shell, shell.toReversed());
  }
  const files = writeShapefile([NAME], [{ geometry: { type: 'Polygon', coordinates: rings }, values: ['a'] }]);
  const { faults, records } = await readAll(shapefile, sourceOf(files, 262_144), { limits: FILE_LIMITS });
  expect(faults.map(({ reason }) => reason.en)).toEqual([
    'the polygon has too many rings inside one another: split it',
  ]);
  expect(records).toEqual([]);
});

test('surfaces in space are seen from above', async () => {
  const corners = [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
  ].map(([x, y]) => {
    const bytes = Buffer.alloc(16);
    bytes.writeDoubleLE(x!, 0);
    bytes.writeDoubleLE(y!, 8);
    return bytes;
  });
  const fan = Buffer.concat([
    int32(31),
    Buffer.alloc(32),
    int32(1),
    int32(4),
    int32(0),
    int32(1),
    ...corners,
    Buffer.alloc(48),
  ]);
  const { 'shape.dbf': dbf } = writeShapefile([NAME], named('a'));
  const { records } = await readAll(shapefile, sourceOf({ 'shape.shp': writeShp([fan]), 'shape.dbf': dbf }));
  expect(records[0]!.geometry).toEqual({
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [0, 0],
          [0, 1],
          [1, 1],
          [0, 0],
        ],
      ],
      [
        [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 0],
        ],
      ],
    ],
  });
});

test('files that are cut short say where', async () => {
  const { 'shape.shp': shp, 'shape.dbf': dbf } = writeShapefile([NAME], named('a', 'b', 'c'));
  const cutShp = sourceOf({ 'shape.shp': shp.subarray(0, 160), 'shape.dbf': dbf });
  await expect(readAll(shapefile, cutShp)).rejects.toThrow('.shp is damaged or cut short at record 3');
  const cutDbf = sourceOf({ 'shape.shp': shp, 'shape.dbf': dbf.subarray(0, 130) });
  await expect(readAll(shapefile, cutDbf)).rejects.toThrow('.dbf of the shapefile is cut short: it ends at row 2 of 3');
});
