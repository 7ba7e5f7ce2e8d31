import { CsvError, parse, type Parser } from 'csv-parse';
import { Problem, type Bilingual } from '../../problem.ts';
import { lookAtCsv, type CsvLook } from './csv-look.ts';
import { openText, type TextSource } from './encoding.ts';
import type { FormatReader, Layer, Reading } from './format-reader.ts';
import type { ReadEvent } from './source-record.ts';

/** So much of the text is looked at to understand it; more only where its first row is longer. */
const LOOKED_AT_CHARACTERS = 256 * 1024;
/** A row longer than this is no row: a quote that was never closed, or no CSV at all. */
const MAX_ROW_BYTES = 1024 * 1024;

type Row = { record: string[]; info: { lines: number } };

/** Tables as text: CSV and its relatives, their cells parted by comma, semicolon, tab or bar. */
export const csv = {
  format: 'csv',
  async layers(source: TextSource): Promise<Layer[]> {
    const { encoding, text } = await openText(source);
    const { look } = await beginCsv(text, {});
    await text.return(undefined);
    const { columns, delimiter, headerLine } = look;
    return [
      {
        name: '',
        columns: columns.filter((name) => name !== ''),
        crs: null,
        records: null,
        text: { encoding, delimiter, headerLine },
      },
    ];
  },
  async *read(source: TextSource, reading: Reading): AsyncGenerator<ReadEvent> {
    const { text } = await openText(source, reading.encoding);
    yield* readCsv(text, reading);
  },
} satisfies FormatReader;

/**
 * Reads CSV: perhaps a preamble, a header, then rows. Empty rows are passed over and do not count; a row with more or
 * fewer cells than the header is a fault.
 *
 * @param reading  where it does not say so, delimiter and header are told by the first rows
 * @throws Problem 'file-unreadable' where the file is empty, a quote is not closed, or a row exceeds 1 MB
 */
export async function* readCsv(text: AsyncIterable<string>, reading: Reading = {}): AsyncGenerator<ReadEvent> {
  const pieces = text[Symbol.asyncIterator]();
  const { look, start } = await beginCsv(pieces, reading);
  const parser = parse({
    delimiter: look.delimiter,
    info: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const lines = { before: look.headerLine - 1, twice: 0 };
  const feeding = feed(parser, start.slice(look.headerOffset), pieces);
  try {
    yield* readRows(parser, look, lines);
    await feeding;
  } catch (error) {
    throw error instanceof CsvError ? unreadableCsv(error, lines) : error;
  } finally {
    parser.destroy();
    await pieces.return?.();
  }
}

/** How the parser's count of lines differs from the file's. */
interface Lines {
  /** those of the preamble, which it does not see */
  before: number;
  /** those that it takes for two: CR LF inside a quoted cell */
  twice: number;
}

async function* readRows(
  parser: AsyncIterable<Row>,
  { columns }: CsvLook,
  lines: Lines,
): AsyncGenerator<ReadEvent> {
  // Columns without a name at the end are often commas that a spreadsheet left.
  const width = columns.findLastIndex((name) => name !== '') + 1;
  let row = -1;
  for await (const { record, info } of parser) {
    lines.twice += breaksIn(record, /\r\n/g);
    const line = lines.before + info.lines - lines.twice - breaksIn(record, /\r\n|\n|\r/g);
    row += 1;
    if (row === 0) {
      yield { type: 'columns', columns: columns.filter((name) => name !== ''), line };
      continue;
    }
    const surplus = record.length > columns.length && record.slice(columns.length).some((cell) => cell.trim() !== '');
    if (record.length < width || surplus) {
      const reason = {
        en: `the row has ${record.length} cells, the header ${columns.length}`,
        it: `la riga ha ${record.length} celle, l'intestazione ${columns.length}`,
      };
      yield { type: 'fault', error: { row, line, column: null, value: null, reason } };
      continue;
    }
    const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    let size = 0;
    for (let index = 0; index < width; index += 1) {
      const name = columns[index]!;
      if (name === '') continue;
      properties[name] = record[index]!;
      size += record[index]!.length;
    }
    yield { type: 'record', record: { row, line, properties, geometry: null, size } };
  }
  if (row === -1) throw unreadable({ en: 'The file is empty', it: 'Il file è vuoto' });
}

/** Reads as much as it takes to understand the table. */
async function beginCsv(pieces: AsyncIterator<string>, reading: Reading): Promise<{ look: CsvLook; start: string }> {
  let start = '';
  let isWhole = false;
  let wanted = LOOKED_AT_CHARACTERS;
  for (;;) {
    while (!isWhole && start.length < wanted) {
      const { value, done } = await pieces.next();
      if (done) isWhole = true;
      else start += value;
    }
    if (start.includes('\0')) throw unreadable(NO_TEXT);
    if (/^\s*[{[]/.test(start)) throw unreadable(JSON_FOUND);
    const look = lookAtCsv(start, isWhole, reading);
    if (look.columns.length > 0 || isWhole || start.length > MAX_ROW_BYTES) return { look, start };
    wanted = MAX_ROW_BYTES + 1;
  }
}

/** Writes into the parser as fast as it is read; what goes wrong on the way ends the reading too. */
async function feed(parser: Parser, start: string, pieces: AsyncIterator<string>): Promise<void> {
  try {
    let next: IteratorResult<string> = { value: start, done: false };
    while (!next.done && !parser.destroyed) {
      if (!parser.write(next.value)) await drained(parser);
      next = await pieces.next();
    }
    parser.end();
  } catch (error) {
    parser.destroy(error as Error);
  }
}

function drained(parser: Parser): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      parser.off('drain', done).off('close', done);
      resolve();
    };
    parser.on('drain', done).on('close', done);
  });
}

/** The parser counts lines to the end of a record; a cell may hold several. */
function breaksIn(record: string[], kind: RegExp): number {
  return record.reduce((sum, cell) => sum + (cell.match(kind)?.length ?? 0), 0);
}

const JSON_FOUND = {
  en: 'The file is JSON (perhaps GeoJSON), but a CSV is expected',
  it: 'Il file è JSON (forse GeoJSON), ma è atteso un CSV',
};

const NO_TEXT = {
  en: 'The file is no text (it holds zero bytes), or it is in another encoding',
  it: 'Il file non è un testo (contiene byte a zero), oppure è in un\'altra codifica',
};

const unreadable = (detail: Bilingual) => new Problem('file-unreadable', detail);

function unreadableCsv(error: CsvError, { before, twice }: Lines): Problem {
  const { lines = 0 } = error as { lines?: number };
  const line = before + lines - twice;
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return unreadable({
      en: `The row at line ${line} is longer than 1 MB: the file is no CSV, or a quote (") before it is never closed`,
      it: `La riga che inizia verso la linea ${line} supera 1 MB: il file non è un CSV, oppure una virgoletta (") precedente non è mai chiusa`,
    });
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return unreadable({
      en: `The file ends at line ${line} inside a quoted cell: a quote (") is never closed, or the file is cut short`,
      it: `Il file finisce alla linea ${line} dentro una cella tra virgolette: una virgoletta (") non è mai chiusa, o il file è troncato`,
    });
  }
  return unreadable({
    en: `Line ${line}: a quote (") stands where none may. A cell with quotes in it is written "like ""this"""`,
    it: `Linea ${line}: una virgoletta (") è fuori posto. Una cella che ne contiene si scrive "come ""questa"""`,
  });
}
