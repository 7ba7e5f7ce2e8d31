import { describe, expect, test } from 'vitest';
import { csv } from '../../../server/datasets/readers/csv.ts';
import type { FormatReader, Reading } from '../../../server/datasets/readers/format-reader.ts';
import { geojson } from '../../../server/datasets/readers/geojson.ts';
import type { ReadEvent } from '../../../server/datasets/readers/source-record.ts';
import type { Source } from '../../../server/datasets/readers/source.ts';
import { decodeUtf8 } from '../../../server/datasets/readers/utf8.ts';
import { sourceOf } from '../../helpers/sources.ts';

async function* inPieces(content: string | Uint8Array, bytes: number) {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes);
}

async function readAll(
  reader: FormatReader,
  content: string | Uint8Array,
  pieceBytes = 7,
  reading: Reading = {},
): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const event of reader.read(sourceOf({ file: content }, pieceBytes), reading)) events.push(event);
  return events;
}

const refusal = (reader: FormatReader, content: string | Uint8Array, pieceBytes?: number, reading?: Reading) =>
  readAll(reader, content, pieceBytes, reading).then(
    () => 'accepted',
    (problem: Error) => problem.message,
  );
const recordsOf = (events: ReadEvent[]) => events.flatMap((event) => (event.type === 'record' ? [event.record] : []));
const faultsOf = (events: ReadEvent[]) => events.flatMap((event) => (event.type === 'fault' ? [event.error] : []));

describe('text', () => {
  test.each([1, 2, 3, 5, 1000])('is decoded alike whatever the size of the pieces (%i bytes)', async (bytes) => {
    const text: string[] = [];
    for await (const piece of decodeUtf8(inPieces('\ufeffcittà 𝄞 €\nfine', bytes))) text.push(piece);
    expect(text.join('')).toBe('città 𝄞 €\nfine');
  });

  test.each([1, 4, 1000])('that is not UTF-8 is refused with line, column and byte (%i bytes)', async (bytes) => {
    const windows = Uint8Array.from([...Buffer.from('a,b\n1,citt'), 0xe0, ...Buffer.from('\n')]);
    expect(await refusal(csv, windows, bytes, { encoding: 'utf-8' })).toMatch(
      /not in UTF-8: line 2, column 7 holds the byte 0xE0, which is "à" in Windows-1252.*CSV UTF-8/,
    );
  });

  test('that ends inside a character is refused', async () => {
    const cut = Uint8Array.from([...Buffer.from('a,b\n1,citt'), 0xc3]);
    expect(await refusal(csv, cut, 7, { encoding: 'utf-8' })).toMatch(/line 2, column 7/);
  });

  test('is read in whatever encoding it is', async () => {
    const text = 'a,b\ncittà,Là è più\n';
    const files = [
      Buffer.from(text),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(text, 'latin1'),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ];
    for (const file of files) {
      expect(recordsOf(await readAll(csv, file))).toMatchObject([{ properties: { a: 'città', b: 'Là è più' } }]);
    }
  });

  test('that is a ZIP archive is called by its name', async () => {
    expect(await refusal(csv, Buffer.from('PK\u0003\u0004rest'))).toMatch(/ZIP archive/);
  });
});

describe('a CSV', () => {
  test.each([',', ';', '\t'])('is split at the delimiter that its header uses: %j', async (delimiter) => {
    const events = await readAll(csv, `\ufeffname${delimiter}"a, b; c"\r\nCrema${delimiter}1\r\n`);
    expect(events[0]).toMatchObject({ type: 'columns', columns: ['name', 'a, b; c'] });
    expect(recordsOf(events)[0]?.properties).toEqual({ name: 'Crema', 'a, b; c': '1' });
  });

  test('keeps count of lines over quoted line breaks and empty rows', async () => {
    const events = await readAll(csv, '\na,b\n\n1,"x\r\ny"\n,\n2,z');
    expect(recordsOf(events).map(({ row, line }) => [row, line])).toEqual([
      [1, 4],
      [2, 7],
    ]);
  });

  test('has a fault where a row has more or fewer cells than the header; blank surplus is none', async () => {
    const events = await readAll(csv, 'a;b\n1\n1;2;3\n1;2;;\n');
    expect(faultsOf(events).map(({ row, line, reason }) => [row, line, reason.en])).toEqual([
      [1, 2, 'the row has 1 cells, the header 2'],
      [2, 3, 'the row has 3 cells, the header 2'],
    ]);
    expect(recordsOf(events)).toHaveLength(1);
  });

  test.each([
    ['', 'The file is empty'],
    [
      'a,b\n1,"x\n',
      'The file ends at line 2 inside a quoted cell: a quote (") is never closed, or the file is cut short',
    ],
    ['a,b\n1,"x"y\n', 'Line 2: a quote (") stands where none may. A cell with quotes in it is written "like ""this"""'],
  ])('is refused: %j', async (content, message) => {
    expect(await refusal(csv, content)).toBe(message);
  });
});

const collection = (features: string, rest = '') => `{"type":"FeatureCollection","features":[${features}]${rest}}`;

describe('a GeoJSON', () => {
  test.each([1, 3, 1000])('gives each feature with its row and line (%i bytes)', async (bytes) => {
    const text = collection(
      '{"type":"Feature","id":7,"properties":{"a":"}\\"]"},"geometry":null},\n\n{"type":"Feature"}',
    );
    expect(recordsOf(await readAll(geojson, text, bytes))).toMatchObject([
      { row: 1, line: 1, properties: { a: '}"]', id: 7 }, geometry: null },
      { row: 2, line: 3, properties: {}, geometry: null },
    ]);
  });

  test('tells what is said of the whole, before and after the features', async () => {
    const events = await readAll(geojson, collection('', ', "generated" : true, "seed":-1.5e3 '));
    expect(events.filter(({ type }) => type === 'member').slice(1)).toEqual([
      { type: 'member', name: 'generated', value: true },
      { type: 'member', name: 'seed', value: -1500 },
    ]);
  });

  test('has a fault where a list holds something else', async () => {
    expect(faultsOf(await readAll(geojson, collection('3, {"type":"Point"}'))).map(({ value }) => value)).toEqual([
      '3',
      '"Point"',
    ]);
  });

  test.each([
    ['name,town\n', 'The file is not GeoJSON: that begins with {, and line 1, column 1 holds n'],
    ['', 'The file is empty'],
    ['{"type":"Topology"}', /not a GeoJSON FeatureCollection \("type": "Topology"\)/],
    ['{"type":"FeatureCollection"}', /not a GeoJSON FeatureCollection/],
    [
      collection('{"a":1},\n{"a":[1').slice(0, -2),
      /cut short: .* line 2, column 8, inside feature 2, which begins at line 2/,
    ],
    [`${collection('')}\n{}`, /has ended, but line 2, column 1 goes on with \{/],
    [collection('{"type":"Feature"\n "id":3}'), 'The file is not valid JSON: line 2, column 2 holds "'],
    [collection('{"type":"Feature"},'), /line 1, column 60 holds \] instead of \{/],
    [collection('[1}'), /line 1, column 43 holds \}/],
    [collection('['.repeat(65)), /nested deeper than 64 levels/],
  ])('is refused: %j', async (content, message) => {
    expect(await refusal(geojson, content, 1)).toMatch(message);
    expect(await refusal(geojson, content, 1000)).toMatch(message);
  });
});

test.each([
  ['{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32632"}}', 32632],
  ['{"type":"name","properties":{"name":"EPSG:3003"}}', 3003],
  ['{"type":"name","properties":{"name":"http://www.opengis.net/def/crs/EPSG/0/7791"}}', 7791],
  ['{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}', 4326],
  ['{"type":"EPSG","properties":{"code":32633}}', 32633],
  ['{"type":"link"}', null],
  ['null', 4326],
])('a GeoJSON tells the coordinate system that it declares: %s', async (crs, epsg) => {
  const source = sourceOf({ file: `{"type":"FeatureCollection","crs":${crs},"features":[{"type":"Feature"}]}` });
  expect((await geojson.layers(source))[0]!.crs?.epsg).toBe(epsg);
});

test('a GeoJSON may declare its coordinate system after its features', async () => {
  const crs = '"crs":{"type":"name","properties":{"name":"EPSG:32632"}}';
  const features = '"features":[{"type":"Feature","properties":{"crs":{"a":1}}}]';
  const told = async (text: string) => (await geojson.layers(sourceOf({ file: text })))[0]!.crs?.epsg;
  expect(await told(`{"type":"FeatureCollection",${features}, ${crs} }`)).toBe(32632);
  expect(await told(`{"type":"FeatureCollection",${features}}`)).toBe(4326);
});

test('a header may be longer than what tells how a text is a table', async () => {
  const names = Array.from({ length: 30_000 }, (_, at) => `column ${at}`);
  const events = await readAll(csv, `${names.join(';')}\n${names.map((_, at) => at).join(';')}\n`, 65_536);
  expect(recordsOf(events)).toHaveLength(1);
  expect(recordsOf(events)[0]!.properties['column 29999']).toBe('29999');
});

test('one feature alone is read, and so is one geometry', async () => {
  const point = { type: 'Point', coordinates: [9.7, 45.4] };
  const feature = { type: 'Feature', id: 3, properties: { name: 'Crema' }, geometry: point };
  expect(recordsOf(await readAll(geojson, JSON.stringify(feature)))).toMatchObject([
    { row: 1, line: 1, properties: { name: 'Crema', id: 3 }, geometry: point },
  ]);
  expect(recordsOf(await readAll(geojson, JSON.stringify(point)))).toMatchObject([{ row: 1, geometry: point }]);
});

describe('200 MB in a single line', () => {
  const PIECE = 1_000_000;
  async function* longLine(start: string, piece: string, end: string, counted = { peak: 0 }) {
    yield Buffer.from(start);
    for (let written = 0; written < 200 * PIECE; written += piece.length) {
      counted.peak = Math.max(counted.peak, process.memoryUsage().rss);
      yield Buffer.from(piece);
    }
    yield Buffer.from(end);
  }
  const streaming = (read: Source['read']): Source => ({ ...sourceOf({ file: '' }), read });
  const refuse = async (reader: FormatReader, start: string) => {
    const events = reader.read(
      streaming(() => longLine(start, 'x'.repeat(PIECE), '')),
      {},
    );
    return (async () => {
      for await (const _ of events);
      return 'accepted';
    })().catch((problem: Error) => problem.message);
  };

  test('is refused as a CSV, header or row', async () => {
    expect(await refuse(csv, '')).toMatch(/row at line 1 is longer than 1 MB/);
    expect(await refuse(csv, 'name,town\n')).toMatch(/row at line 2 is longer than 1 MB/);
    expect(await refuse(csv, 'name,town\n"')).toMatch(/row at line 2 is longer than 1 MB/);
  });

  test('is refused as one feature, or as something beside the features', async () => {
    expect(await refuse(geojson, '{"type":"FeatureCollection","features":[{"a":"')).toMatch(/longer than 32 MB/);
    expect(await refuse(geojson, '{"type":"FeatureCollection","note":"')).toMatch(/too long/);
  });

  test('is read as a collection of many features, in less than 300 MB of memory', { timeout: 120_000 }, async () => {
    const ring = Array.from({ length: 100 }, (_, i) => [9 + i / 1e6, 45 + i / 1e6]);
    const feature = JSON.stringify({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
    const before = process.memoryUsage().rss;
    const counted = { peak: 0 };
    const source = streaming(() =>
      longLine('{"type":"FeatureCollection","features":[', `${feature},`.repeat(500), `${feature}]}`, counted),
    );
    let records = 0;
    for await (const event of geojson.read(source, {})) if (event.type === 'record') records += 1;
    expect(records).toBeGreaterThan(50_000);
    expect((counted.peak - before) / 1e6).toBeLessThan(300);
  });
});
