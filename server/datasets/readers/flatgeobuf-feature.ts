import type { FileLimits } from '../limits.ts';
import { Table } from './flatbuffer.ts';
import { damaged, isCurved, noNumber, tooDeep, tooManyVertices } from './geometry-fault.ts';

type Position = [number, number];
type Limits = Pick<FileLimits, 'vertices' | 'depth'>;

/** Places of fields in the tables of the format (feature.fbs, header.fbs of FlatGeobuf 3). */
const FEATURE = { geometry: 0, properties: 1 } as const;
const GEOMETRY = { ends: 0, xy: 1, type: 6, parts: 7 } as const;
const TYPES = [
  'Unknown',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const;
/** Kinds with arcs; those after them are made of surfaces. */
const CURVES = [8, 9, 10, 11, 12];
const POLYGON = 3;

export interface Column {
  name: string;
  type: number;
}

export interface Feature {
  properties: Record<string, unknown>;
  geometry: GeoJSON.Geometry | null;
}

/**
 * Reads one feature; heights and measures are dropped.
 *
 * @param type  kind of all geometries of the file; 0 where each says its own
 * @throws GeometryFault where it is damaged or beyond the limits
 */
export function readFeature(bytes: Uint8Array, columns: readonly Column[], type: number, limits: Limits): Feature {
  try {
    const feature = Table.root(bytes);
    const packed = feature.table(FEATURE.geometry);
    const left = { vertices: limits.vertices, tables: limits.vertices };
    const geometry = packed === null ? null : readGeometry(packed, type, { limits, left }, 0);
    return { geometry, properties: readProperties(feature.bytes(FEATURE.properties), columns) };
  } catch (error) {
    // A view was asked for what lies beyond its end.
    throw error instanceof RangeError ? damaged() : error;
  }
}

interface Bounds {
  limits: Limits;
  /** what may still be read of this feature: one table may be a part of several */
  left: { vertices: number; tables: number };
}

function readGeometry(table: Table, typeOfAll: number, bounds: Bounds, depth: number): GeoJSON.Geometry | null {
  const { limits, left } = bounds;
  if (depth > limits.depth) throw tooDeep(limits.depth);
  left.tables -= 1;
  if (left.tables < 0) throw tooManyVertices(limits.vertices);
  const code = typeOfAll === 0 ? table.uint8(GEOMETRY.type, 0) : typeOfAll;
  if (CURVES.includes(code)) throw isCurved();
  const type = TYPES[code];
  if (type === undefined || type === 'Unknown') throw damaged();
  if (type === 'GeometryCollection') {
    const geometries = partsOf(table, 0, bounds, depth);
    return geometries.length === 0 ? null : { type, geometries };
  }
  if (type === 'MultiPolygon') {
    const polygons = partsOf(table, POLYGON, bounds, depth) as GeoJSON.Polygon[];
    return polygons.length === 0 ? null : { type, coordinates: polygons.map(({ coordinates }) => coordinates) };
  }
  const positions = readPositions(table, bounds);
  if (positions.length === 0) return null;
  switch (type) {
    case 'Point':
      return { type, coordinates: positions[0]! };
    case 'LineString':
    case 'MultiPoint':
      return { type, coordinates: positions };
    case 'Polygon':
    case 'MultiLineString':
      return { type, coordinates: cut(positions, table.uint32s(GEOMETRY.ends)) };
  }
}

function partsOf(table: Table, typeOfAll: number, bounds: Bounds, depth: number): GeoJSON.Geometry[] {
  const parts = table.tables(GEOMETRY.parts);
  return parts.map((part) => readGeometry(part, typeOfAll, bounds, depth + 1)).filter((geometry) => geometry !== null);
}

function readPositions(table: Table, { limits, left }: Bounds): Position[] {
  const xy = table.doubles(GEOMETRY.xy, left.vertices * 2 + 1);
  left.vertices -= xy.length / 2;
  if (left.vertices < 0) throw tooManyVertices(limits.vertices);
  if (xy.length % 2 !== 0) throw damaged();
  const positions: Position[] = [];
  for (let index = 0; index < xy.length; index += 2) {
    const [x, y] = [xy[index]!, xy[index + 1]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw noNumber();
    positions.push([x, y]);
  }
  return positions;
}

/** Rings or lines; where no ends are told there is one. */
function cut(positions: Position[], ends: number[]): Position[][] {
  if (ends.length === 0) return [positions];
  let start = 0;
  return ends.map((end) => {
    if (end < start || end > positions.length) throw damaged();
    const part = positions.slice(start, end);
    start = end;
    return part;
  });
}

function readProperties(bytes: Uint8Array | null, columns: readonly Column[]): Record<string, unknown> {
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name } of columns) properties[name] = null;
  if (bytes === null) return properties;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length;) {
    const column = columns[view.getUint16(at, true)];
    at += 2;
    if (column === undefined) throw damaged();
    const fixed = FIXED[column.type];
    if (fixed !== undefined) {
      properties[column.name] = fixed.read(view, at);
      at += fixed.bytes;
      continue;
    }
    const length = view.getUint32(at, true);
    at += 4 + length;
    if (at > bytes.length) throw damaged();
    if (column.type === BINARY) continue;
    const text = decoder.decode(bytes.subarray(at - length, at));
    properties[column.name] = column.type === JSON_TEXT ? parsed(text) : text;
  }
  return properties;
}

const JSON_TEXT = 12;
const BINARY = 14;
/** Kinds of values whose length is always the same, by their number. */
const FIXED: Record<number, { bytes: number; read: (view: DataView, at: number) => unknown }> = {
  0: { bytes: 1, read: (view, at) => view.getInt8(at) },
  1: { bytes: 1, read: (view, at) => view.getUint8(at) },
  2: { bytes: 1, read: (view, at) => view.getUint8(at) !== 0 },
  3: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  4: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  5: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  6: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  7: { bytes: 8, read: (view, at) => wholeNumber(view.getBigInt64(at, true)) },
  8: { bytes: 8, read: (view, at) => wholeNumber(view.getBigUint64(at, true)) },
  9: { bytes: 4, read: (view, at) => finite(view.getFloat32(at, true)) },
  10: { bytes: 8, read: (view, at) => finite(view.getFloat64(at, true)) },
};

/** A number that would lose digits is text. */
function wholeNumber(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
