import type { Bilingual } from '../../problem.ts';
import type { RowReader } from './row-reader.ts';

/** 1e-7 degrees is about 1 cm: what coordinates are stored with. */
const PLACES = 1e7;

export type Shape = 'Point' | 'LineString' | 'MultiLineString' | 'Polygon' | 'MultiPolygon';
type Positions = GeoJSON.Position[];

const DEPTH = { Point: 0, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as const;

/**
 * A record's geometry, checked and rounded to 1 cm, third ordinates left out; null with its faults noted.
 *
 * Rings must be closed and have four positions, lines two. Whether a polygon crosses itself is PostGIS's to see.
 */
export function readGeometry<S extends Shape>(
  row: RowReader,
  shapes: readonly S[],
): Extract<GeoJSON.Geometry, { type: S }> | null {
  const { geometry, geometryColumn } = row;
  if (row.isGeometryFaulty) return null;
  if (geometry === null || typeof geometry !== 'object') return row.fault(geometryColumn, geometry, ABSENT);
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  const shape = shapes.find((one) => one === type);
  if (shape === undefined) return row.fault(geometryColumn, type, expectedShape(shapes));
  if (!Array.isArray(coordinates) || coordinates.length === 0) return row.fault(geometryColumn, type, ABSENT);
  const checked = readNested(coordinates, DEPTH[shape]);
  if ('fault' in checked) return row.fault(geometryColumn, checked.value ?? type, checked.fault);
  const lines = linesOf(checked.positions, DEPTH[shape]);
  const fault = shape.endsWith('Polygon') ? ringFault(lines) : shape.endsWith('LineString') ? lineFault(lines) : null;
  if (fault !== null) return row.fault(geometryColumn, type, fault);
  return { type: shape, coordinates: checked.positions } as Extract<GeoJSON.Geometry, { type: S }>;
}

type Checked = { positions: unknown } | { fault: Bilingual; value?: unknown };

function readNested(value: unknown, depth: number): Checked {
  if (!Array.isArray(value)) return { fault: NO_POSITION, value };
  if (depth === 0) return readPosition(value);
  const positions: unknown[] = [];
  for (const part of value as unknown[]) {
    const read = readNested(part, depth - 1);
    if ('fault' in read) return read;
    positions.push(read.positions);
  }
  return positions.length === 0 ? { fault: ABSENT } : { positions };
}

function readPosition(value: unknown[]): Checked {
  const [lng, lat] = value;
  if (!isNumber(lng) || !isNumber(lat)) return { fault: NO_POSITION, value };
  if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return { fault: NO_DEGREES, value };
  return { positions: roundPosition(lng, lat) };
}

/** [lng, lat] as they are stored. */
export function roundPosition(lng: number, lat: number): [number, number] {
  return [Math.round(lng * PLACES) / PLACES, Math.round(lat * PLACES) / PLACES];
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function linesOf(positions: unknown, depth: number): Positions[] {
  if (depth === 1) return [positions as Positions];
  if (depth === 2) return positions as Positions[];
  return depth === 3 ? (positions as Positions[][]).flat() : [];
}

function ringFault(rings: Positions[]): Bilingual | null {
  for (const ring of rings) {
    const [first, last] = [ring[0]!, ring.at(-1)!];
    if (first[0] !== last[0] || first[1] !== last[1]) return NOT_CLOSED;
    if (ring.length < 4) return TOO_SHORT;
  }
  return null;
}

function lineFault(lines: Positions[]): Bilingual | null {
  return lines.some((line) => line.length < 2) ? ONE_POSITION : null;
}

const ABSENT = { en: 'there is no geometry', it: 'manca la geometria' };
const NO_POSITION = {
  en: 'a position must be two numbers, longitude and latitude',
  it: 'una posizione è fatta di due numeri, longitudine e latitudine',
};
const NO_DEGREES = {
  en: 'no longitude and latitude: beyond 180 or 90 degrees',
  it: 'non sono longitudine e latitudine: oltre 180 o 90 gradi',
};
const NOT_CLOSED = {
  en: 'a ring is not closed: its last position must repeat its first',
  it: "un anello non è chiuso: l'ultima posizione deve ripetere la prima",
};
const TOO_SHORT = {
  en: 'a ring has fewer than four positions',
  it: 'un anello ha meno di quattro posizioni',
};
const ONE_POSITION = { en: 'a line has a single position', it: 'una linea ha una sola posizione' };

function expectedShape(shapes: readonly string[]): Bilingual {
  return { en: `expected is ${shapes.join(' / ')}`, it: `è atteso ${shapes.join(' / ')}` };
}
