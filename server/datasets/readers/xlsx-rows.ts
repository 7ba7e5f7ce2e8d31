import { parseXml } from './xml-text.ts';
import { localName, TextWatch, type Workbook } from './xlsx-parts.ts';
import type { Source } from './source.ts';

/** What a cell holds: dates as `YYYY-MM-DD`, with the time behind where there is one. */
export type Cell = string | number | boolean | null | CellError;

/** What a spreadsheet shows where a formula has failed, such as `#N/A`. */
export class CellError {
  readonly shown: string;

  constructor(shown: string) {
    this.shown = shown;
  }
}

/** A row as the sheet numbers it, from 1. */
export interface SheetRow {
  number: number;
  cells: Cell[];
}

const MAX_DEPTH = 64;
/** Columns of a sheet: A to XFD. */
const MAX_COLUMNS = 16_384;

/**
 * Reads the rows of a sheet as they stream by; cells that are not there are null. A formula is what it last came to.
 *
 * @throws Problem 'file-unreadable' where the part is no XML
 */
export async function* readSheetRows(part: Source, workbook: Workbook): AsyncGenerator<SheetRow> {
  let done: SheetRow[] = [];
  let row: SheetRow = { number: 0, cells: [] };
  let cell = { column: 0, type: 'n', style: 0, value: '', text: '' };
  let inValue = false;
  const inside = new TextWatch();
  const events = {
    open({ name, attributes }: { name: string; attributes: Record<string, string> }): void {
      const local = localName(name);
      inside.open(local);
      if (local === 'row') row = { number: Number(attributes['r']) || row.number + 1, cells: [] };
      else if (local === 'c') {
        const column = columnOf(attributes['r']) ?? row.cells.length;
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0), value: '', text: '' };
      } else if (local === 'v') inValue = true;
    },
    text(piece: string): void {
      if (inValue) cell.value += piece;
      else if (inside.isText) cell.text += piece;
    },
    close(name: string): void {
      const local = localName(name);
      inside.close(local);
      if (local === 'v') inValue = false;
      else if (local === 'c' && cell.column < MAX_COLUMNS) {
        while (row.cells.length < cell.column) row.cells.push(null);
        row.cells[cell.column] = valueOf(cell, workbook);
      } else if (local === 'row') done.push(row);
    },
  };
  for await (const _ of parseXml(part.read(), MAX_DEPTH, events)) {
    yield* done;
    done = [];
  }
}

/** Place of a column by its letters, from 0: `C7` is 2; null where there are none. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  if (letters === undefined) return null;
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function valueOf(
  { type, style, value, text }: { type: string; style: number; value: string; text: string },
  { sharedTexts, showsDay, from1904 }: Workbook,
): Cell {
  if (type === 'inlineStr') return text;
  if (value === '') return null;
  if (type === 's') return sharedTexts[Number(value)] ?? null;
  if (type === 'b') return value === '1';
  if (type === 'e') return new CellError(value);
  if (type === 'str') return value;
  if (type === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '');
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  return showsDay[style] ? dayOf(number, from1904) : number;
}

const DAY_MS = 86_400_000;

/** The day, and time, of a number of days. Excel takes 1900 for a leap year: before March its days are one off. */
function dayOf(days: number, from1904: boolean): string | number {
  const start = Date.UTC(from1904 ? 1904 : 1899, from1904 ? 0 : 11, from1904 ? 1 : 30);
  const shifted = !from1904 && days < 61 ? days + 1 : days;
  const moment = new Date(start + Math.round((shifted * DAY_MS) / 1000) * 1000);
  if (Number.isNaN(moment.getTime()) || moment.getUTCFullYear() > 9999 || days < 0) return days;
  const text = moment.toISOString();
  // Less than a day is a time alone.
  if (days < 1) return text.slice(11, 19);
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
