import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csv } from '../../../../server/datasets/readers/csv.ts';
import { geojson } from '../../../../server/datasets/readers/geojson.ts';
import { geojsonSequence } from '../../../../server/datasets/readers/geojson-sequence.ts';
import { cellText, geometry } from '../../../helpers/arbitrary-geometry.ts';
import { readAll, sourceOf } from '../../../helpers/source-of.ts';

// What is written is read back the same: texts, whatever their encoding. The other formats have theirs in their own files.

const SEED = 5;
const properties = fc.record({ name: cellText, count: fc.integer(), share: fc.option(fc.double({ noNaN: true })) });
const features = fc.array(fc.record({ properties, geometry }), { minLength: 1, maxLength: 6 });
const written = (feature: object) => ({ type: 'Feature', ...feature });
const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test.each([
  [
    'GeoJSON',
    geojson,
    (some: object[]) => JSON.stringify({ type: 'FeatureCollection', features: some.map(written) }, null, 1),
  ],
  ['GeoJSON by lines', geojsonSequence, (some: object[]) => some.map((one) => JSON.stringify(written(one))).join('\n')],
  [
    'GeoJSON text sequence (RFC 8142)',
    geojsonSequence,
    (some: object[]) => some.map((one) => `\u001e${JSON.stringify(written(one))}\n`).join(''),
  ],
] as const)('%s', async (_, reader, write) => {
  await fc.assert(
    fc.asyncProperty(features, fc.integer({ min: 1, max: 300 }), async (some, pieceBytes) => {
      const { records, faults } = await readAll(reader, sourceOf(write(some), 'a', pieceBytes));
      expect(faults).toEqual([]);
      expect(
        asWritten(records.map((record) => ({ properties: record.properties, geometry: record.geometry }))),
      ).toEqual(asWritten(some));
    }),
    { seed: SEED, numRuns: 100 },
  );
});

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const ENCODERS = {
  'utf-8': (text: string) => Buffer.from(text),
  'utf-8 with a mark': (text: string) => Buffer.from(`\ufeff${text}`),
  'utf-16le': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'windows-1252': (text: string) => Buffer.from(text.replaceAll('€', '\u0080'), 'latin1'),
};

test.each(Object.entries(ENCODERS))('CSV in %s, with any delimiter, line end and quoting', async (_, encode) => {
  const cell = fc.oneof(
    cellText,
    cellText.map((text) => `${text};,\t ${text}`),
    cellText.map((text) => `${text}\n${text}`),
  );
  const table = fc.array(fc.tuple(cell, cell, fc.constantFrom('', 'x')), { minLength: 3, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(',', ';', '\t'),
      fc.constantFrom('\n', '\r\n'),
      async (rows, delimiter, end) => {
        // The first row says in accents what its encoding is.
        const all = [['città', 'perché', 'più'], ['à', 'è', 'ù'], ...rows];
        const text = all.map((row) => row.map(quoted).join(delimiter) + end).join('');
        const { records, faults } = await readAll(csv, sourceOf(encode(text), 'a.csv', 37));
        expect(faults).toEqual([]);
        expect(records.map((record) => Object.values(record.properties))).toEqual(all.slice(1));
      },
    ),
    { seed: SEED, numRuns: 100 },
  );
});
