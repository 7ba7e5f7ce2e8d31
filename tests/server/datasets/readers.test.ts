import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../server/datasets/readers/csv.ts';
import { readGeoJson } from '../../../server/datasets/readers/geojson.ts';
import type { Reader, ReadEvent } from '../../../server/datasets/readers/source-record.ts';
import { decodeUtf8 } from '../../../server/datasets/readers/utf8.ts';

async function* inPieces(content: string | Uint8Array, bytes: number) {
  const all = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < all.length; at += bytes) yield all.subarray(at, at + bytes);
}

async function readAll(reader: Reader, content: string | Uint8Array, pieceBytes = 7): Promise<ReadEvent[]> {
  const events: ReadEvent[] = [];
  for await (const event of reader(decodeUtf8(inPieces(content, pieceBytes)))) events.push(event);
  return events;
}

const refusal = (reader: Reader, content: string | Uint8Array, pieceBytes?: number) =>
  readAll(reader, content, pieceBytes).then(
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
    expect(await refusal(readCsv, windows, bytes)).toMatch(
      /not in UTF-8: line 2, column 7 holds the byte 0xE0, which is "à" in Windows-1252.*CSV UTF-8/,
    );
  });

  test('that ends inside a character is refused', async () => {
    expect(await refusal(readCsv, Uint8Array.from([...Buffer.from('a,b\n1,citt'), 0xc3]))).toMatch(/line 2, column 7/);
  });

  test('in UTF-16 and ZIP archives are called by their name', async () => {
    expect(await refusal(readCsv, Buffer.from('\ufeffa,b\n', 'utf16le'))).toMatch(/UTF-16/);
    expect(await refusal(readCsv, Buffer.from('a,b\n', 'utf16le'))).toMatch(/UTF-16/);
    expect(await refusal(readCsv, Buffer.from('PK\u0003\u0004rest'))).toMatch(/ZIP archive/);
  });
});

describe('a CSV', () => {
  test.each([',', ';', '\t'])('is split at the delimiter that its header uses: %j', async (delimiter) => {
    const events = await readAll(readCsv, `\ufeffname${delimiter}"a, b; c"\r\nCrema${delimiter}1\r\n`);
    expect(events[0]).toMatchObject({ type: 'columns', columns: ['name', 'a, b; c'] });
    expect(recordsOf(events)[0]?.properties).toEqual({ name: 'Crema', 'a, b; c': '1' });
  });

  test('keeps count of lines over quoted line breaks and empty rows', async () => {
    const events = await readAll(readCsv, '\na,b\n\n1,"x\r\ny"\n,\n2,z');
    expect(recordsOf(events).map(({ row, line }) => [row, line])).toEqual([
      [1, 4],
      [2, 7],
    ]);
  });

  test('has a fault where a row has more or fewer cells than the header; blank surplus is none', async () => {
    const events = await readAll(readCsv, 'a;b\n1\n1;2;3\n1;2;;\n');
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
    expect(await refusal(readCsv, content)).toBe(message);
  });
});

const collection = (features: string, rest = '') => `{"type":"FeatureCollection","features":[${features}]${rest}}`;

describe('a GeoJSON', () => {
  test.each([1, 3, 1000])('gives each feature with its row and line (%i bytes)', async (bytes) => {
    const text = collection(
      '{"type":"Feature","id":7,"properties":{"a":"}\\"]"},"geometry":null},\n\n{"type":"Feature"}',
    );
    expect(recordsOf(await readAll(readGeoJson, text, bytes))).toMatchObject([
      { row: 1, line: 1, properties: { a: '}"]', id: 7 }, geometry: null },
      { row: 2, line: 3, properties: {}, geometry: null },
    ]);
  });

  test('tells what is said of the whole, before and after the features', async () => {
    const events = await readAll(readGeoJson, collection('', ', "generated" : true, "seed":-1.5e3 '));
    expect(events.filter(({ type }) => type === 'member').slice(1)).toEqual([
      { type: 'member', name: 'generated', value: true },
      { type: 'member', name: 'seed', value: -1500 },
    ]);
  });

  test('has a fault where a list holds something else', async () => {
    expect(faultsOf(await readAll(readGeoJson, collection('3, {"type":"Point"}'))).map(({ value }) => value)).toEqual([
      '3',
      '"Point"',
    ]);
  });

  test.each([
    ['name,town\n', 'The file is not GeoJSON: that begins with {, and line 1, column 1 holds n'],
    ['', 'The file is empty'],
    ['{"type":"Feature","geometry":null}', /not a GeoJSON FeatureCollection \("type": "Feature"\)/],
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
    [collection('', ',"crs":{"properties":{"name":"EPSG:3003"}}'), /are in EPSG:3003\. Save it in WGS 84/],
    [collection('', ',"crs":{"type":"link"}'), /Save it in WGS 84/],
  ])('is refused: %j', async (content, message) => {
    expect(await refusal(readGeoJson, content, 1)).toMatch(message);
    expect(await refusal(readGeoJson, content, 1000)).toMatch(message);
  });
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
  const refuse = async (reader: Reader, start: string) => {
    const events = reader(decodeUtf8(longLine(start, 'x'.repeat(PIECE), '')));
    return (async () => {
      for await (const _ of events);
      return 'accepted';
    })().catch((problem: Error) => problem.message);
  };

  test('is refused as a CSV, header or row', async () => {
    expect(await refuse(readCsv, '')).toMatch(/row at line 1 is longer than 1 MB/);
    expect(await refuse(readCsv, 'name,town\n')).toMatch(/row at line 2 is longer than 1 MB/);
    expect(await refuse(readCsv, 'name,town\n"')).toMatch(/row at line 2 is longer than 1 MB/);
  });

  test('is refused as one feature, or as something beside the features', async () => {
    expect(await refuse(readGeoJson, '{"type":"FeatureCollection","features":[{"a":"')).toMatch(/longer than 32 MB/);
    expect(await refuse(readGeoJson, '{"type":"FeatureCollection","note":"')).toMatch(/longer than 1 MB/);
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
    const text = longLine(
      '{"type":"FeatureCollection","features":[',
      `${feature},`.repeat(500),
      `${feature}]}`,
      counted,
    );
    let records = 0;
    for await (const event of readGeoJson(decodeUtf8(text))) if (event.type === 'record') records += 1;
    expect(records).toBeGreaterThan(50_000);
    expect((counted.peak - before) / 1e6).toBeLessThan(300);
  });
});
