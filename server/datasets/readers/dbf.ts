import { Problem } from '../../problem.ts';
import { ByteReader } from './byte-reader.ts';
import type { TextDecoding } from './dbf-encoding.ts';
import type { Source } from './source.ts';

const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const END_OF_FIELDS = 0x0d;
const END_OF_FILE = 0x1a;
const DELETED = 0x2a;
/** Rows are read in blocks of about this size. */
const BLOCK_BYTES = 256 * 1024;
/** Days from the Julian day 0 to 1970-01-01. */
const JULIAN_EPOCH = 2_440_588;

interface Field {
  name: string;
  type: string;
  at: number;
  length: number;
}

/** What the beginning of a .dbf tells. */
export interface DbfHeader {
  fields: Field[];
  records: number;
  /** the language driver that the file names; 0 where it names none */
  languageDriver: number;
  headerBytes: number;
  recordBytes: number;
}

/** @throws Problem 'file-unreadable' where it is no .dbf */
export async function readDbfHeader(dbf: Source, decode: TextDecoding): Promise<DbfHeader> {
  const reader = new ByteReader(dbf.read());
  try {
    const start = await reader.take(HEADER_BYTES);
    if (start.length < HEADER_BYTES) throw broken();
    const view = new DataView(start.buffer);
    const headerBytes = view.getUint16(8, true);
    const recordBytes = view.getUint16(10, true);
    const rest = await reader.take(Math.max(0, headerBytes - HEADER_BYTES));
    const fields: Field[] = [];
    let at = 1;
    for (let begin = 0; begin + FIELD_BYTES <= rest.length && rest[begin] !== END_OF_FIELDS; begin += FIELD_BYTES) {
      const bytes = rest.subarray(begin, begin + FIELD_BYTES);
      const end = bytes.indexOf(0);
      const name = decode(bytes.subarray(0, end === -1 || end > 11 ? 11 : end)).trim();
      const type = String.fromCharCode(bytes[11]!);
      const length = bytes[16]!;
      // Names are cut to ten letters, and two may become one.
      fields.push({ name: uniqueName(name, fields), type, at, length });
      at += length;
    }
    if (fields.length === 0 || at > recordBytes) throw broken();
    return { fields, records: view.getUint32(4, true), languageDriver: start[29]!, headerBytes, recordBytes };
  } finally {
    await reader.close();
  }
}

/**
 * Reads the rows of a .dbf; null for one that is marked as deleted, which still has its place beside the shapes.
 *
 * @throws Problem 'file-unreadable' where it is cut short
 */
export async function* readDbfRows(
  dbf: Source,
  { fields, records, headerBytes, recordBytes }: DbfHeader,
  decode: TextDecoding,
): AsyncGenerator<Record<string, unknown> | null> {
  const reader = new ByteReader(dbf.read(headerBytes));
  const rowsInBlock = Math.max(1, Math.floor(BLOCK_BYTES / recordBytes));
  try {
    for (let row = 0; row < records;) {
      const block = await reader.take(Math.min(rowsInBlock, records - row) * recordBytes);
      if (block.length === 0) throw cutShort(row, records);
      for (let at = 0; at < block.length; at += recordBytes, row += 1) {
        if (block[at] === END_OF_FILE || at + recordBytes > block.length) throw cutShort(row, records);
        yield block[at] === DELETED ? null : readRow(block.subarray(at, at + recordBytes), fields, decode);
      }
    }
  } finally {
    await reader.close();
  }
}

function readRow(bytes: Uint8Array, fields: readonly Field[], decode: TextDecoding): Record<string, unknown> {
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name, type, at, length } of fields) {
    properties[name] = readValue(type, bytes.subarray(at, at + length), decode);
  }
  return properties;
}

function readValue(type: string, bytes: Uint8Array, decode: TextDecoding): unknown {
  const view = () => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type) {
    case 'N':
    case 'F':
      return readNumber(decode(bytes));
    case 'D':
      return readDay(decode(bytes));
    case 'L':
      return { Y: true, T: true, N: false, F: false }[decode(bytes).trim().toUpperCase()] ?? null;
    case 'I':
    case '+':
      return bytes.length === 4 ? view().getInt32(0, true) : null;
    case 'O':
    case 'B':
      return bytes.length === 8 ? finite(view().getFloat64(0, true)) : null;
    case 'T':
    case '@':
      return bytes.length === 8 ? readMoment(view()) : null;
    // What lies in a file of its own (memo, general, picture), and flags of the program that wrote it.
    case 'M':
    case 'G':
    case 'P':
    case '0':
      return null;
    default:
      return decode(bytes).replaceAll('\0', ' ').trim() || null;
  }
}

/** A number that would lose digits stays text; asterisks, which stand where one had no room, are nothing. */
function readNumber(cell: string): number | string | null {
  const text = cell.replaceAll('\0', ' ').trim().replace(',', '.');
  if (text === '') return null;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? text : value;
}

function readDay(cell: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(cell.trim()) ?? [];
  return year === undefined || year === '0000' ? null : `${year}-${month}-${day}`;
}

function readMoment(view: DataView): string | null {
  const day = view.getInt32(0, true);
  const moment = new Date((day - JULIAN_EPOCH) * 86_400_000 + view.getInt32(4, true));
  return day <= 0 || Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function uniqueName(name: string, fields: readonly Field[]): string {
  for (let number = 1; ; number += 1) {
    const unique = number === 1 ? name : `${name}_${number}`;
    if (!fields.some((field) => field.name === unique)) return unique;
  }
}

function broken(): Problem {
  return new Problem('file-unreadable', {
    en: 'The .dbf of the shapefile is damaged. Export the shapefile again, and send all its files in one ZIP',
    it: 'Il file .dbf dello shapefile è danneggiato. Esportare di nuovo lo shapefile e inviare tutti i suoi file in un unico ZIP',
  });
}

function cutShort(row: number, records: number): Problem {
  return new Problem('file-unreadable', {
    en: `The .dbf of the shapefile is cut short: it ends at row ${row + 1} of ${records}. Export the shapefile again`,
    it: `Il file .dbf dello shapefile è troncato: finisce alla riga ${row + 1} di ${records}. Esportare di nuovo lo shapefile`,
  });
}
