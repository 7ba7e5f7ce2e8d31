import type { Bilingual } from '../../problem.ts';
import type { SourceRecord } from '../readers/source-record.ts';
import type { Decimal, RowPlace } from './row-reader.ts';

const NOWHERE: RowPlace = { geometry: null, column: 'geometry', value: null, fault: null };

/** Where a record lies, in the file's own coordinates: its geometry, else what its cells of PLACE_COLUMNS say. */
export function readPlace(record: SourceRecord, cells: ReadonlyMap<string, unknown>, decimal: Decimal): RowPlace {
  if (record.geometry !== null) return { ...NOWHERE, geometry: record.geometry };
  return readCoordinates(cells, decimal);
}

function readCoordinates(cells: ReadonlyMap<string, unknown>, decimal: Decimal): RowPlace {
  const [x, y] = [cellOf(cells, 'x'), cellOf(cells, 'y')];
  if (x === null && y === null) return NOWHERE;
  if (x === null || y === null) return faulty(x === null ? 'x' : 'y', null, HALF);
  const [lng, lat] = [numberOf(x, decimal), numberOf(y, decimal)];
  if (Number.isNaN(lng)) return faulty('x', x, NO_COORDINATE);
  if (Number.isNaN(lat)) return faulty('y', y, NO_COORDINATE);
  return { ...NOWHERE, column: 'x', geometry: { type: 'Point', coordinates: [lng, lat] } };
}

function cellOf(cells: ReadonlyMap<string, unknown>, column: string): unknown {
  const cell = cells.get(column) ?? null;
  return typeof cell === 'string' && cell.trim() === '' ? null : cell;
}

function numberOf(cell: unknown, decimal: Decimal): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell !== 'string') return Number.NaN;
  const text = decimal === 'comma' ? cell.trim().replaceAll('.', '').replace(',', '.') : cell.trim();
  return /^[-+]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

const faulty = (column: string, value: unknown, fault: Bilingual): RowPlace => ({
  geometry: null,
  column,
  value,
  fault,
});

const HALF = {
  en: 'is missing, though the other half of the position is there',
  it: "manca, mentre l'altra metà della posizione c'è",
};
const NO_COORDINATE = { en: 'not a coordinate', it: 'non è una coordinata' };
