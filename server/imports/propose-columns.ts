import type { ChosenColumns, Column } from '../datasets/kinds/columns.ts';
import type { Decimal } from '../datasets/kinds/row-reader.ts';
import type { SourceRecord } from '../datasets/readers/source-record.ts';
import { normaliseName } from '../search/normalise-name.ts';

/** A column of the kind, the file's name for it, and what tells that they are the same. */
export interface Match {
  column: Column;
  name: string;
  by: 'name' | 'likeness' | 'values';
}

/** Names shorter than this are like too many others. */
const MIN_LIKENESS_LETTERS = 4;

/**
 * Which of a file's names say what the kind's columns hold: first those of the very name, then by a synonym, then of a name
 * that begins with it, then by what is in their cells. No name is taken twice.
 */
export function matchColumns(
  columns: readonly Column[],
  names: readonly string[],
  sample: readonly SourceRecord[],
): Match[] {
  const matches: Match[] = [];
  const free = new Set(names.filter((name) => name !== ''));
  const open = new Set(columns);
  const take = (by: Match['by'], fits: (column: Column, name: string) => boolean) => {
    for (const column of open) {
      const name = [...free].find((one) => fits(column, one));
      if (name === undefined) continue;
      matches.push({ column, name, by });
      open.delete(column);
      free.delete(name);
    }
  };
  take('name', (column, name) => name === column.name);
  take('name', (column, name) => normaliseName(name) === normaliseName(column.name));
  take('name', (column, name) => (column.synonyms ?? []).some((one) => normaliseName(one) === normaliseName(name)));
  take('likeness', (column, name) =>
    [column.name, ...(column.synonyms ?? [])].some((one) => isLike(normaliseName(one), normaliseName(name))),
  );
  take('values', (column, name) => holds(column, cellsOf(sample, name)));
  return matches;
}

/** The matches as choices; what is not matched is null where the file has a header, else left to the names. */
export function chooseColumns(
  columns: readonly Column[],
  matches: readonly Match[],
  hasHeader: boolean,
): ChosenColumns {
  const chosen: Record<string, string | null> = {};
  for (const { name } of columns) {
    const match = matches.find(({ column }) => column.name === name);
    if (match) chosen[name] = match.name;
    else if (hasHeader) chosen[name] = null;
  }
  return chosen;
}

/** What parts whole numbers from fractions, as the cells tell that should hold numbers. */
export function proposeDecimal(matches: readonly Match[], sample: readonly SourceRecord[]): Decimal {
  let thousands = 0;
  for (const { column, name } of matches.filter(({ column }) => column.holds === 'number')) {
    const isPlace = column.name === 'x' || column.name === 'y';
    for (const cell of cellsOf(sample, name)) {
      if (/^-?(\d+|\d{1,3}(\.\d{3})+),\d+$/.test(cell) && !/^\d{1,3}(,\d{3})+$/.test(cell)) return 'comma';
      if (!isPlace && /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(cell)) thousands += 1;
      else if (/^-?\d+\.\d+$/.test(cell)) return 'point';
    }
  }
  return thousands > 0 ? 'comma' : 'point';
}

/** Texts that are in the cells of a column, blanks left out. */
export function cellsOf(sample: readonly SourceRecord[], name: string): string[] {
  return sample.flatMap(({ properties }) => {
    const value = properties[name];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const text = String(value).trim();
    return text === '' ? [] : [text];
  });
}

function isLike(known: string, name: string): boolean {
  return known.replaceAll(' ', '').length >= MIN_LIKENESS_LETTERS && name.startsWith(`${known} `);
}

const WKT = /^(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\b/i;
const PAIR = /^-?\d{1,3}[.,]\d+\s*[;,\s]\s*-?\d{1,3}[.,]\d+$/;
const DMS = /\d\s*[°º]/;

/** Whether what a column of the kind holds can be told from these cells, and is. */
function holds({ name, holds: what }: Column, cells: readonly string[]): boolean {
  if (cells.length === 0) return false;
  if (what === 'istatCode') return new Set(cells).size > cells.length / 2 && cells.every(isIstatCode);
  if (name === 'wkt') return cells.every((cell) => WKT.test(cell));
  if (name === 'position') return cells.every((cell) => PAIR.test(cell));
  if (name === 'x') return cells.every((cell) => DMS.test(cell) && /[EWO]\s*$|^[EWO]/i.test(cell));
  return name === 'y' && cells.every((cell) => DMS.test(cell) && /[NS]\s*$|^[NS]/i.test(cell));
}

/** Five or six digits of a province that exists (1 to 111; 201 to 320 are the new ones) and a municipality in it. */
function isIstatCode(cell: string): boolean {
  if (!/^\d{5,6}$/.test(cell)) return false;
  const [province, municipality] = [Math.floor(Number(cell) / 1000), Number(cell) % 1000];
  return (
    ((province >= 1 && province <= 111) || (province >= 201 && province <= 320)) &&
    municipality >= 1 &&
    municipality < 400
  );
}
