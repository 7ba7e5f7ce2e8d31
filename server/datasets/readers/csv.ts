import { CsvError, parse, type Parser } from 'csv-parse';
import { Problem, type Bilingual } from '../../problem.ts';
import type { ReadEvent } from './source-record.ts';

const DELIMITERS = [',', ';', '\t'] as const;
/** A row longer than this is no row: a quote that was never closed, or no CSV at all. */
const MAX_ROW_BYTES = 1024 * 1024;

type Row = { record: string[]; info: { lines: number } };

/**
 * Reads CSV: a header, then rows; delimiter comma, semicolon or tab, told by the header. Empty rows are passed over
 * and do not count; a row with more or fewer cells than the header is a fault.
 *
 * @throws Problem 'file-unreadable' where the file is empty, a quote is not closed, or a row exceeds 1 MB
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<ReadEvent> {
  const pieces = text[Symbol.asyncIterator]();
  const start = await readHeaderText(pieces);
  if (/^\s*[{[]/.test(start)) throw unreadable(JSON_FOUND);
  const parser = parse({
    delimiter: detectDelimiter(start),
    info: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: MAX_ROW_BYTES,
  });
  const counted = { twice: 0 };
  const feeding = feed(parser, start, pieces);
  try {
    yield* readRows(parser, counted);
    await feeding;
  } catch (error) {
    throw error instanceof CsvError ? unreadableCsv(error, counted.twice) : error;
  } finally {
    parser.destroy();
    await pieces.return?.();
  }
}

async function* readRows(parser: AsyncIterable<Row>, counted: { twice: number }): AsyncGenerator<ReadEvent> {
  let columns: string[] | null = null;
  let row = 0;
  for await (const { record, info } of parser) {
    // Inside a quoted cell the parser takes CR LF for two lines.
    counted.twice += breaksIn(record, /\r\n/g);
    const line = info.lines - counted.twice - breaksIn(record, /\r\n|\n|\r/g);
    if (columns === null) {
      columns = record.map((name) => name.trim());
      yield { type: 'columns', columns, line };
      continue;
    }
    row += 1;
    const surplus = record.slice(columns.length).some((cell) => cell.trim() !== '');
    if (record.length < columns.length || surplus) {
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
  if (columns === null) throw unreadable({ en: 'The file is empty', it: 'Il file è vuoto' });
}

/** Enough of the file to hold the whole first line that is not empty, which may break inside quotes. */
async function readHeaderText(pieces: AsyncIterator<string>): Promise<string> {
  let start = '';
  while (start.length <= MAX_ROW_BYTES) {
    const { value, done } = await pieces.next();
    if (done) return start;
    start += value;
    if (headerOf(start).complete) return start;
  }
  return start;
}

function headerOf(text: string): { header: string; complete: boolean } {
  const begin = text.search(/[^\r\n]/);
  if (begin === -1) return { header: '', complete: false };
  let quoted = false;
  for (let at = begin; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) {
      return { header: text.slice(begin, at), complete: true };
    }
  }
  return { header: text.slice(begin), complete: false };
}

/** The delimiter that the header uses most outside quotes. */
function detectDelimiter(text: string): string {
  const bare = headerOf(text).header.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
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
