import type { Bilingual, RowError } from '../../problem.ts';
import type { SourceRecord } from '../readers/source-record.ts';
import type { Remark } from '../remarks.ts';

const MAX_TEXT_CHARACTERS = 1000;
const MAX_SHOWN_CHARACTERS = 100;

/** What parts whole numbers from fractions in a file. */
export type Decimal = 'point' | 'comma';

/** Where a row lies, as it was found in the file and brought to WGS84. */
export interface RowPlace {
  geometry: unknown;
  column: string;
  value: unknown;
  fault: Bilingual | null;
}

/**
 * Reads the cells of one record, and notes every fault of it instead of stopping at the first. A blank cell is null,
 * never zero.
 */
export class RowReader {
  readonly row: number;
  readonly line: number;
  /** GeoJSON in degrees WGS84, unchecked; null where there is none */
  readonly geometry: unknown;
  /** which of the file's columns it came from, as faults of it are told */
  readonly geometryColumn: string;
  /** Its fault is noted already. */
  readonly isGeometryFaulty: boolean;
  readonly faults: RowError[] = [];
  /** What is worth a warning; the row is taken all the same. */
  readonly remarks: Remark[] = [];
  readonly #cells: ReadonlyMap<string, unknown>;
  readonly #readNumber: (text: string) => number;

  constructor(
    record: SourceRecord,
    cells: ReadonlyMap<string, unknown>,
    place: RowPlace = { geometry: record.geometry, column: 'geometry', value: null, fault: null },
    decimal: Decimal = 'point',
  ) {
    this.row = record.row;
    this.line = record.line;
    this.geometry = place.geometry;
    this.geometryColumn = place.column;
    this.isGeometryFaulty = place.fault !== null;
    this.#cells = cells;
    this.#readNumber = decimal === 'comma' ? readCommaNumber : readPointNumber;
    if (place.fault !== null) this.fault(place.column, place.value, place.fault);
  }

  remark(remark: Remark['remark']): void {
    this.remarks.push({ row: this.row, remark });
  }

  /** What is in the cell, as it came. */
  raw(column: string): unknown {
    return this.#cells.get(column) ?? null;
  }

  fault(column: string | null, value: unknown, reason: Bilingual): null {
    const shown = value === null || value === undefined ? null : asText(value).slice(0, MAX_SHOWN_CHARACTERS);
    this.faults.push({ row: this.row, line: this.line, column, value: shown, reason });
    return null;
  }

  text(column: string): string | null {
    const value = this.raw(column);
    if (value === null) return null;
    if (!isPlain(value)) return this.fault(column, value, NO_TEXT);
    const text = String(value).trim();
    if (text === '') return null;
    if (printable(text) !== text) return this.fault(column, text, UNPRINTABLE);
    return text.length > MAX_TEXT_CHARACTERS ? this.fault(column, text, TOO_LONG) : text;
  }

  requiredText(column: string): string | null {
    return this.text(column) ?? this.#missing(column);
  }

  /** A number as the file writes them: `1234.5`, or `1.234,5`; no unit. */
  number(column: string, { min = -Infinity, max = Infinity, whole = false } = {}): number | null {
    const value = this.raw(column);
    const text = typeof value === 'number' ? String(value) : this.text(column);
    if (text === null) return null;
    const number = typeof value === 'number' ? value : this.#readNumber(text);
    if (!Number.isFinite(number)) return this.fault(column, value, NO_NUMBER);
    if (whole && !Number.isInteger(number)) return this.fault(column, value, NOT_WHOLE);
    if (number < min || number > max) return this.fault(column, value, outside(min, max));
    return number;
  }

  requiredNumber(column: string, limits?: { min?: number; max?: number; whole?: boolean }): number | null {
    const before = this.faults.length;
    const number = this.number(column, limits);
    return number === null && this.faults.length === before ? this.#missing(column) : number;
  }

  /** A calendar day, `YYYY-MM-DD`. */
  day(column: string): string | null {
    const text = this.text(column);
    return text === null || isDay(text) ? text : this.fault(column, text, NO_DAY);
  }

  /** One of a closed list; case and punctuation do not matter (`under construction` is `underConstruction`). */
  choice<T extends string>(column: string, choices: readonly T[], alsoKnown: Record<string, T> = {}): T | null {
    const text = this.text(column);
    if (text === null) return null;
    const asked = lettersOf(text);
    const found = choices.find((choice) => lettersOf(choice) === asked) ?? alsoKnown[asked];
    return found ?? this.fault(column, text, oneOf(choices));
  }

  requiredChoice<T extends string>(column: string, choices: readonly T[], alsoKnown?: Record<string, T>): T | null {
    const before = this.faults.length;
    const choice = this.choice(column, choices, alsoKnown);
    return choice === null && this.faults.length === before ? this.#missing(column) : choice;
  }

  /** ISTAT code of a municipality; leading zeros that a spreadsheet lost are put back. */
  istatCode(column: string): string | null {
    const text = this.text(column);
    if (text === null) return null;
    return /^\d{4,6}$/.test(text) ? text.padStart(6, '0') : this.fault(column, text, NO_CODE);
  }

  requiredIstatCode(column: string): string | null {
    const before = this.faults.length;
    const code = this.istatCode(column);
    return code === null && this.faults.length === before ? this.#missing(column) : code;
  }

  #missing(column: string): null {
    const faultsOfColumn = this.faults.some((fault) => fault.column === column);
    return faultsOfColumn ? null : this.fault(column, null, MISSING);
  }
}

/** A text without what PostgreSQL cannot store and no reader can see. */
export function printable(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what it takes out
  return text.replace(/[\u0000-\u0008\u000e-\u001f]/g, '').toWellFormed();
}

function readPointNumber(text: string): number {
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** `33.091` is thirty-three thousand and ninety-one, `1,5` one and a half. */
function readCommaNumber(text: string): number {
  return /^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/.test(text)
    ? Number(text.replaceAll('.', '').replace(',', '.'))
    : Number.NaN;
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a text is a day that exists, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

/** Small letters and digits of a text alone: `under_construction` and `underConstruction` are the same. */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const MISSING = { en: 'is missing', it: 'manca' };
const NO_TEXT = { en: 'a text is expected', it: 'è atteso un testo' };
const UNPRINTABLE = { en: 'holds characters that are no text', it: 'contiene caratteri che non sono testo' };
const TOO_LONG = {
  en: `is longer than ${MAX_TEXT_CHARACTERS} characters`,
  it: `supera ${MAX_TEXT_CHARACTERS} caratteri`,
};
const NO_NUMBER = {
  en: 'not a number; write 1234.5, with a point and no thousands separator',
  it: 'non è un numero; scrivere 1234.5, col punto e senza separatore delle migliaia',
};
const NOT_WHOLE = { en: 'a whole number is expected', it: 'è atteso un numero intero' };
const NO_DAY = { en: 'not a day; write it YYYY-MM-DD', it: 'non è una data; scriverla AAAA-MM-GG' };
const NO_CODE = { en: 'not an ISTAT code: six digits', it: 'non è un codice ISTAT: sei cifre' };

function outside(min: number, max: number): Bilingual {
  if (max === Infinity) return { en: `is below ${min}`, it: `è minore di ${min}` };
  return { en: `is not between ${min} and ${max}`, it: `non è tra ${min} e ${max}` };
}

function oneOf(choices: readonly string[]): Bilingual {
  return { en: `is none of ${choices.join(', ')}`, it: `non è tra ${choices.join(', ')}` };
}
