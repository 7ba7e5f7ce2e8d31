import type { FormatReader, Layer } from './format-reader.ts';
import { unreadable } from './json-problems.ts';
import { ofdsLayers, readNetworks } from './ofds-network.ts';
import { areOfdsTables, joinTables } from './ofds-tables.ts';
import type { ReadEvent } from './source-record.ts';
import type { Source } from './source.ts';
import { findHeader, nameColumns } from './table-header.ts';
import { openWorkbook, type Sheet, type Workbook } from './xlsx-parts.ts';
import { CellError, readSheetRows, type SheetRow } from './xlsx-rows.ts';

/** So many rows tell where the header is. */
const MAX_ROWS_LOOKED_AT = 100;

/**
 * Reads the sheets of a workbook (.xlsx): a header, perhaps below a preamble, then rows; lines are those of the sheet.
 * A cell whose formula has failed is a fault of its row. Where the sheets are the tables of the Open Fibre Data Standard they
 * are joined to nodes and spans.
 *
 * @throws Problem 'file-unreadable' where the workbook is broken, or the sheet is empty
 */
export const xlsx: FormatReader = {
  format: 'xlsx',
  async layers(source) {
    const workbook = await open(source);
    if (isNetwork(workbook)) return ofdsLayers(await joinSheets(workbook));
    const layers: Layer[] = [];
    for (const { name, part } of workbook.sheets) {
      const { columns, headerLine } = await lookAt(readSheetRows(part, workbook), null);
      const text = { encoding: 'utf-8' as const, delimiter: null, headerLine };
      layers.push({ name, columns: columns.filter(Boolean), crs: null, records: null, text });
    }
    // A sheet with nothing in it is nothing to choose, unless there is no other.
    const filled = layers.filter(({ columns }) => columns!.length > 0);
    return filled.length > 0 ? filled : layers;
  },
  async *read(source, { layer = null, headerLine = null }) {
    const workbook = await open(source);
    if (isNetwork(workbook)) return yield* readNetworks(await joinSheets(workbook), layer);
    const sheet = await chosenSheet(workbook, layer);
    const look = await lookAt(readSheetRows(sheet, workbook), headerLine);
    if (look.columns.length === 0) throw unreadable('The sheet is empty', 'Il foglio è vuoto');
    yield { type: 'columns', columns: look.columns, line: look.headerLine };
    yield* readBelow(sheet, workbook, look);
  },
};

/** Where the header is, and its names; '' where a column has none. */
interface Look {
  columns: string[];
  headerLine: number;
}

async function* readBelow(sheet: Source, workbook: Workbook, look: Look): AsyncGenerator<ReadEvent> {
  let row = 0;
  for await (const { number, cells } of readSheetRows(sheet, workbook)) {
    if (number > look.headerLine && !isEmpty(cells)) yield toRecord(look.columns, { number, cells }, (row += 1));
  }
}

const isNetwork = ({ sheets }: Workbook): boolean => areOfdsTables(sheets.map(({ name }) => name));

function joinSheets(workbook: Workbook): Promise<Record<string, unknown>[]> {
  const readTable = async function* ({ part }: Sheet) {
    yield* readBelow(part, workbook, await lookAt(readSheetRows(part, workbook), 1));
  };
  return joinTables(workbook.sheets.map((sheet) => ({ name: sheet.name, read: () => readTable(sheet) })));
}

async function open(source: Source): Promise<Workbook> {
  const members = (await source.unpack?.()) ?? null;
  if (members === null) throw unreadable('The file is no workbook', 'Il file non è una cartella di lavoro');
  return openWorkbook(members);
}

async function chosenSheet(workbook: Workbook, layer: string | null): Promise<Source> {
  const named = workbook.sheets.find(({ name }) => name === layer);
  if (named !== undefined) return named.part;
  if (layer !== null) {
    throw unreadable(`There is no sheet "${layer.slice(0, 50)}"`, `Non c'è un foglio "${layer.slice(0, 50)}"`);
  }
  for (const { part } of workbook.sheets) {
    if ((await lookAt(readSheetRows(part, workbook), null)).columns.length > 0) return part;
  }
  return workbook.sheets[0]!.part;
}

/** No columns where the sheet is empty. */
async function lookAt(rows: AsyncGenerator<SheetRow>, headerLine: number | null): Promise<Look> {
  const seen: SheetRow[] = [];
  for await (const row of rows) {
    if (isEmpty(row.cells) || (headerLine !== null && row.number < headerLine)) continue;
    seen.push(row);
    if (seen.length >= (headerLine === null ? MAX_ROWS_LOOKED_AT : 1)) break;
  }
  const texts = seen.map(({ cells }) => Array.from(cells, shown));
  const header = headerLine === null && seen.length > 0 ? findHeader(texts) : 0;
  return { columns: nameColumns(texts[header] ?? []), headerLine: seen[header]?.number ?? 1 };
}

const shown = (cell: SheetRow['cells'][number] | undefined): string =>
  cell === null || cell === undefined ? '' : cell instanceof CellError ? cell.shown : String(cell);

const isEmpty = (cells: SheetRow['cells']): boolean => cells.every((cell) => shown(cell).trim() === '');

function toRecord(columns: readonly string[], { number, cells }: SheetRow, row: number): ReadEvent {
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let size = 0;
  for (const [at, name] of columns.entries()) {
    if (name === '') continue;
    const cell = cells[at] ?? null;
    if (cell instanceof CellError) {
      const reason = { en: 'the formula of the cell has failed', it: 'la formula della cella è in errore' };
      return { type: 'fault', error: { row, line: number, column: name, value: cell.shown, reason } };
    }
    properties[name] = cell;
    size += typeof cell === 'string' ? cell.length : 8;
  }
  return { type: 'record', record: { row, line: number, properties, geometry: null, size } };
}
