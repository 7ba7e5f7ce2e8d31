import { CsvError, parse, type Parser } from 'csv-parse';
import { Problem, type Bilingual } from '../../problem.ts';
import { lookAtCsv, textLook, type CsvLook } from './csv-look.ts';
import { openText } from './encoding.ts';
import type { FormatReader, Reading } from './format-reader.ts';
import type { ReadEvent } from './source-record.ts';
import type { Source } from './source.ts';

/** A row longer than this is no row: a quote that was never closed, or no CSV at all. */
const MAX_ROW_BYTES = 1024 * 1024;
/** So much of a text tells how it is a table. */
const LOOKED_AT_CHARACTERS = 256 * 1024;

type Row = { record: string[]; info: { lines: number } };

/**
 * Reads text that is a table: a header, perhaps below a preamble, then rows; cells parted by comma, semicolon, tab or
 * bar. Empty rows are passed over and do not count; a row with more or fewer cells than the header is a fault.
 *
 * @throws Problem 'file-unreadable' where the file is empty, a quote is not closed, or a row exceeds 1 MB
 */
export const csv: FormatReader = {
  format: 'csv',
  async layers(source) {
    const { look, encoding, rest } = await openTable(source, {});
    await rest.return?.(undefined);
    const columns = look.columns.filter((name) => name !== '');
    return [{ name: '', columns, crs: null, records: null, text: textLook(look, encoding) }];
  },
  async *read(source, reading) {
    const { look, start, rest } = await openTable(source, reading);
    const parser = parse({
      delimiter: look.delimiter,
      info: true,
      relax_column_count: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: MAX_ROW_BYTES,
    });
    const counted = { twice: 0 };
    const feeding = feed(parser, start.slice(look.headerOffset), rest);
    try {
      yield* readRows(parser, look, counted);
      await feeding;
    } catch (error) {
      throw error instanceof CsvError ? unreadableCsv(error, counted.twice - (look.headerLine - 1)) : error;
    } finally {
      parser.destroy();
      await rest.return?.(undefined);
    }
  },
};

/** How a text is a table, its beginning, and what of it follows. */
async function openTable(source: Source, reading: Reading) {
  const { encoding, text } = await openText(source, reading.encoding ?? null);
  const rest = text[Symbol.asyncIterator]();
  let start = '';
  let isWhole = false;
  const readOn = async (characters: number): Promise<CsvLook> => {
    while (start.length < characters && !isWhole) {
      const { value, done } = await rest.next();
      if (done) isWhole = true;
      else start += value;
    }
    return lookAtCsv(start, isWhole, reading);
  };
  let look = await readOn(LOOKED_AT_CHARACTERS);
  // A header may be longer than that; one longer than a row may be is told as such.
  if (look.columns.length === 0) look = await readOn(MAX_ROW_BYTES);
  if (/^\s*[{[]/.test(start)) throw unreadable(JSON_FOUND);
  if (start.trim() === '') throw unreadable(EMPTY);
  return { look, encoding, start, rest };
}

async function* readRows(
  parser: AsyncIterable<Row>,
  { columns, headerLine }: CsvLook,
  counted: { twice: number },
): AsyncGenerator<ReadEvent> {
  const named = columns.findLastIndex((name) => name !== '') + 1;
  let isHeader = true;
  let row = 0;
  for await (const { record, info } of parser) {
    // Inside a quoted cell the parser takes CR LF for two lines.
    counted.twice += breaksIn(record, /\r\n/g);
    const line = headerLine - 1 + info.lines - counted.twice - breaksIn(record, /\r\n|\n|\r/g);
    if (isHeader) {
      isHeader = false;
      yield { type: 'columns', columns, line };
      continue;
    }
    row += 1;
    const surplus = record.slice(columns.length).some((cell) => cell.trim() !== '');
    if (record.length < named || surplus) {
      const reason = {
        en: `the row has ${record.length} cells, the header ${columns.length}`,
        it: `la riga ha ${record.length} celle, l'intestazione ${columns.length}`,
      };
      yield { type: 'fault', error: { row, line, column: null, value: null, reason } };
      continue;
    }
    const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    let size = 0;
    for (const [index, name] of columns.entries()) {
      if (name === '') continue;
      properties[name] = record[index]!;
      size += record[index]!.length;
    }
    yield { type: 'record', record: { row, line, properties, geometry: null, size } };
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

const EMPTY = { en: 'The file is empty', it: 'Il file è vuoto' };
const JSON_FOUND = {
  en: 'The file is JSON (perhaps GeoJSON), but a CSV is expected',
  it: 'Il file è JSON (forse GeoJSON), ma è atteso un CSV',
};

const unreadable = (detail: Bilingual) => new Problem('file-unreadable', detail);

function unreadableCsv(error: CsvError, countedTwice: number): Problem {
  const { lines = 0 } = error as { lines?: number };
  const line = lines - countedTwice;
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
