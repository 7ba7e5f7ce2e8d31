import { openText } from './encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { readFeature } from './geojson.ts';
import { isDeep, MAX_JSON_DEPTH } from './json-depth.ts';
import { unreadable } from './json-problems.ts';
import type { ReadEvent } from './source-record.ts';

/** A feature longer than this is no line of a sequence. */
const MAX_LINE_CHARACTERS = 32 * 1024 * 1024;
const WGS84 = { epsg: 4326, text: 'WGS 84 (RFC 8142)' };

/**
 * Reads a sequence of GeoJSON features: one a line, or one after each record separator (RFC 8142). A line that is no
 * JSON is a fault, and reading goes on.
 *
 * @throws Problem 'file-unreadable' where a line exceeds 32 MB
 */
export const geojsonSequence: FormatReader = {
  format: 'geojsonSequence',
  layers: async () => [{ name: '', columns: null, crs: WGS84, records: null, text: null }],
  async *read(source, { encoding }) {
    let row = 0;
    for await (const { text, line } of linesOf((await openText(source, encoding ?? null)).text)) {
      if (text.trim() !== '') yield readLine(text, line, (row += 1));
    }
  },
};

function readLine(text: string, line: number, row: number): ReadEvent {
  if (isDeep(text)) return fault(row, line, text, TOO_DEEP);
  try {
    return readFeature({ value: JSON.parse(text) as unknown, line, size: text.length }, row);
  } catch {
    return fault(row, line, text, NO_JSON);
  }
}

function fault(row: number, line: number, text: string, reason: typeof NO_JSON): ReadEvent {
  return { type: 'fault', error: { row, line, column: null, value: text.trim().slice(0, 100), reason } };
}

/** The records of a sequence, each with the line at which it begins. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<{ text: string; line: number }> {
  let held = '';
  let line = 1;
  let separator: '\n' | '\x1e' | null = null;
  for await (const piece of pieces) {
    // What was held has no separator in it: it need not be looked through again.
    const from = held.length;
    held += piece;
    separator ??= held.trimStart().startsWith('\x1e') ? '\x1e' : '\n';
    let start = 0;
    for (let at = held.indexOf(separator, from); at !== -1; at = held.indexOf(separator, start)) {
      const text = held.slice(start, at);
      yield { text, line };
      line += breaksIn(text) + breaksIn(separator);
      start = at + 1;
    }
    held = held.slice(start);
    if (held.length > MAX_LINE_CHARACTERS) throw tooLong(line);
  }
  yield { text: held, line };
}

const breaksIn = (text: string): number => text.split('\n').length - 1;

const tooLong = (line: number) =>
  unreadable(
    `What begins at line ${line} is longer than 32 MB: the file is no sequence of features, one a line`,
    `Quanto inizia alla linea ${line} supera 32 MB: il file non è una sequenza di elementi, uno per linea`,
  );

const NO_JSON = { en: 'the line is not valid JSON', it: 'la linea non è JSON valido' };
const TOO_DEEP = { en: `is nested deeper than ${MAX_JSON_DEPTH} levels`, it: `ha più di ${MAX_JSON_DEPTH} livelli` };
