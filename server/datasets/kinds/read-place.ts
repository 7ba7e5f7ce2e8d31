import type { Bilingual } from '../../problem.ts';
import { type Decimal, readNumber } from '../readers/cell-number.ts';
import { type Angle, orderOf, readAngle, readPair } from '../readers/cell-position.ts';
import { readWkt } from '../readers/cell-wkt.ts';
import type { SourceRecord } from '../readers/source-record.ts';
import type { RowPlace } from './row-reader.ts';

const NOWHERE: RowPlace = { geometry: null, column: 'geometry', value: null, fault: null };

/** Where a record lies, in the file's own coordinates: its geometry, else what its cells of PLACE_COLUMNS say. */
export function readPlace(record: SourceRecord, cells: ReadonlyMap<string, unknown>, decimal: Decimal): RowPlace {
  if (record.geometry !== null) return { ...NOWHERE, geometry: record.geometry };
  const wkt = textOf(cells, 'wkt');
  if (wkt !== null) return readShape(wkt);
  const both = textOf(cells, 'position');
  if (both !== null) return readBoth(both);
  return readCoordinates(cells, decimal);
}

function readShape(text: string): RowPlace {
  const read = readWkt(text);
  return read === undefined ? faulty('wkt', text, NO_WKT) : { ...NOWHERE, column: 'wkt', geometry: read.geometry };
}

/** Where both orders would do, x comes first; who sees that it does not swaps the axes of the file. */
function readBoth(text: string): RowPlace {
  const pair = readPair(text);
  if (pair === null) return faulty('position', text, NO_PAIR);
  const [first, second] = orderOf(pair) === 'latLng' ? [pair[1], pair[0]] : pair;
  return { ...NOWHERE, column: 'position', geometry: pointOf(first, second) };
}

const pointOf = (x: Angle, y: Angle): GeoJSON.Point => ({ type: 'Point', coordinates: [x.degrees, y.degrees] });

function textOf(cells: ReadonlyMap<string, unknown>, column: string): string | null {
  const cell = cellOf(cells, column);
  return typeof cell === 'string' ? cell.trim() : null;
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
  const angle = /[°º˚'′"″NSEWO]/i.test(cell) && !/^[-+]?[\d.]+e[-+]?\d+$/i.test(cell) ? readAngle(cell) : null;
  if (angle !== null) return angle.degrees;
  return readNumber(cell, decimal) ?? Number.NaN;
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
const NO_WKT = { en: 'not a shape in well-known text (WKT)', it: 'non è una forma in testo WKT' };
const NO_PAIR = { en: 'not two coordinates', it: 'non sono due coordinate' };
const NO_COORDINATE = { en: 'not a coordinate', it: 'non è una coordinata' };
