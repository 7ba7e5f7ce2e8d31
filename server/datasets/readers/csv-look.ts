import { Problem } from '../../problem.ts';
import type { Reading, TextLook } from './format-reader.ts';
import { findHeader, nameColumns } from './table-header.ts';

/** Where several part the cells equally well, the first is taken. */
const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];
/** So many rows tell the delimiter and the header. */
const MAX_ROWS_LOOKED_AT = 100;

/** How a text is a table. */
export interface CsvLook {
  delimiter: Delimiter;
  /** of the header, counted from 1 */
  headerLine: number;
  /** of the header's first character */
  headerOffset: number;
  /** '' where a column has no name and is not read */
  columns: string[];
}

interface TextRow {
  cells: string[];
  line: number;
  offset: number;
}

/**
 * Understands the beginning of a text as a table: what parts its cells, and where below a preamble its header is.
 *
 * @param isWhole  the text is all there is; else its last row may be cut and does not count
 * @throws Problem 'file-unreadable' where the line that is said to be the header does not exist
 */
export function lookAtCsv(text: string, isWhole: boolean, reading: Reading = {}): CsvLook {
  const told = /^sep=(.)\r?(\n|$)/i.exec(text);
  const toldDelimiter = DELIMITERS.find((delimiter) => delimiter === told?.[1]);
  const beginning = startOf(text, reading.headerLine ?? (told ? 2 : 1));
  const chosen = reading.delimiter ?? toldDelimiter;
  const candidates = (chosen ? [chosen] : DELIMITERS).map((delimiter) => {
    const rows = splitRows(text, delimiter, beginning, isWhole);
    return { delimiter, rows, ...fitOf(rows, reading.headerLine != null) };
  });
  const best = candidates.reduce((best, other) => (other.fit > best.fit ? other : best));
  const header = best.rows[best.header] ?? { cells: [], ...beginning };
  return {
    delimiter: best.delimiter,
    headerLine: header.line,
    headerOffset: header.offset,
    columns: nameColumns(header.cells),
  };
}

/** What is told of the look to who may correct it. */
export function textLook({ delimiter, headerLine }: CsvLook, encoding: TextLook['encoding']): TextLook {
  return { encoding, delimiter, headerLine };
}

/** How well a delimiter explains the rows: the share of them that are as wide as most, weighed by that width. */
function fitOf(rows: readonly TextRow[], headerIsFirst: boolean): { header: number; fit: number } {
  const header = headerIsFirst ? 0 : findHeader(rows.map(({ cells }) => cells));
  const counts = new Map<number, number>();
  for (const { cells } of rows.slice(header)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  const [width, count] = [...counts].reduce((most, other) => (other[1] > most[1] ? other : most), [1, 0]);
  // A header of other width than the rows was not parted as its writer meant.
  const isOfOnePiece = rows[header]?.cells.length === width;
  return { header, fit: (Math.log2(width) * count * (isOfOnePiece ? 1 : 0.5)) / Math.max(rows.length, 1) };
}

function startOf(text: string, line: number): { line: number; offset: number } {
  const breaks = /\r\n|\n|\r/g;
  for (let at = 1; at < line; at += 1) {
    if (breaks.exec(text) !== null) continue;
    throw new Problem('file-unreadable', {
      en: `The header is said to be at line ${line}, but the file has ${at} lines, or a line too long to be one`,
      it: `L'intestazione è indicata alla linea ${line}, ma il file ha ${at} linee, o una linea troppo lunga`,
    });
  }
  return { line, offset: breaks.lastIndex };
}

/** The rows of a text that are not empty, as far as they tell something; forgives every quote out of place. */
function splitRows(
  text: string,
  delimiter: string,
  from: { line: number; offset: number },
  isWhole: boolean,
): TextRow[] {
  const rows: TextRow[] = [];
  let { line, offset: at } = from;
  while (at < text.length && rows.length < MAX_ROWS_LOOKED_AT) {
    const row: TextRow = { cells: [], line, offset: at };
    let ended = false;
    while (!ended) {
      const cell = cellAt(text, at, delimiter);
      row.cells.push(cell.text);
      at = cell.end;
      ended = text[at] !== delimiter;
      if (!ended) at += 1;
    }
    line += text.slice(row.offset, at).match(/\r\n|\n|\r/g)?.length ?? 0;
    if (at >= text.length && !isWhole) break;
    if (row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
    if (text.startsWith('\r\n', at)) at += 1;
    at += 1;
    line += 1;
  }
  return rows;
}

/** One cell, and the place of what ends it. */
function cellAt(text: string, from: number, delimiter: string): { text: string; end: number } {
  let at = from;
  let quoted = '';
  if (text[at] === '"') {
    for (at += 1; at < text.length; at += 1) {
      const next = text.indexOf('"', at);
      quoted += text.slice(at, next === -1 ? text.length : next);
      at = next === -1 ? text.length : next + 1;
      if (text[at] !== '"') break;
      quoted += '"';
    }
  }
  const start = at;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return { text: quoted + text.slice(start, at), end: at };
}
