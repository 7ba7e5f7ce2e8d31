import { Problem } from '../../problem.ts';
import type { FileLimits } from '../limits.ts';
import { ByteReader } from './byte-reader.ts';
import { damaged, GeometryFault, noNumber, tooManyVertices } from './geometry-fault.ts';
import { assembleRings } from './rings.ts';
import type { Source } from './source.ts';

type Position = [number, number];

const HEADER_BYTES = 100;
const RECORD_HEADER_BYTES = 8;
/** What of a record tells how many vertices it has: kind, box, parts, points. */
const PROLOGUE_BYTES = 44;
/** Kinds of shapes; with heights 10 more, with measures 20 (ESRI Shapefile Technical Description, 1998). */
const KIND = { none: 0, point: 1, line: 3, polygon: 5, points: 8, patches: 31 } as const;
/** Parts of a multipatch that are made of triangles; the others are rings. */
const PART = { strip: 0, fan: 1 } as const;

/** What one record of a .shp holds. */
export type Shape = { geometry: GeoJSON.Geometry | null } | { fault: GeometryFault };

/**
 * Reads the shapes of a .shp one by one; heights and measures are dropped. What is beyond the limits is passed over
 * without being held.
 *
 * @throws Problem 'file-unreadable' where it is no .shp, or cut short
 */
export async function* readShapes(shp: Source, limits: Pick<FileLimits, 'vertices'>): AsyncGenerator<Shape> {
  const reader = new ByteReader(shp.read());
  try {
    const header = viewOf(await reader.take(HEADER_BYTES));
    if (header.byteLength < HEADER_BYTES || header.getInt32(0) !== 9994) throw broken(0);
    for (let row = 1; ; row += 1) {
      const start = viewOf(await reader.take(RECORD_HEADER_BYTES));
      if (start.byteLength === 0) return;
      if (start.byteLength < RECORD_HEADER_BYTES) throw broken(row);
      const bytes = start.getInt32(4) * 2;
      if (bytes < 4 || bytes > shp.bytes - reader.position) throw broken(row);
      yield await readRecord(reader, bytes, limits.vertices);
    }
  } finally {
    await reader.close();
  }
}

async function readRecord(reader: ByteReader, bytes: number, maxVertices: number): Promise<Shape> {
  const prologue = await reader.take(Math.min(bytes, PROLOGUE_BYTES));
  const vertices = countVertices(viewOf(prologue));
  if (vertices > maxVertices) {
    await reader.skip(bytes - prologue.length);
    return { fault: tooManyVertices(maxVertices) };
  }
  const rest = await reader.take(bytes - prologue.length);
  const whole = new Uint8Array(prologue.length + rest.length);
  whole.set(prologue);
  whole.set(rest, prologue.length);
  try {
    return { geometry: readShape(viewOf(whole)) };
  } catch (error) {
    if (error instanceof GeometryFault) return { fault: error };
    // A DataView asked for what lies beyond its end.
    if (error instanceof RangeError) return { fault: damaged() };
    throw error;
  }
}

function kindOf(view: DataView): number {
  const code = view.getInt32(0, true);
  return code === KIND.patches || code < 0 || code > 30 ? code : code % 10;
}

function countVertices(view: DataView): number {
  const kind = kindOf(view);
  if (kind === KIND.points) return view.byteLength < 40 ? 0 : view.getUint32(36, true);
  if (kind === KIND.none || kind === KIND.point) return 1;
  return view.byteLength < PROLOGUE_BYTES ? 0 : view.getUint32(40, true);
}

/** @throws GeometryFault, or RangeError where it is shorter than it says */
function readShape(view: DataView): GeoJSON.Geometry | null {
  switch (kindOf(view)) {
    case KIND.none:
      return null;
    case KIND.point:
      return { type: 'Point', coordinates: readPosition(view, 4) };
    case KIND.points: {
      const coordinates = readPositions(view, 40, view.getUint32(36, true));
      return coordinates.length === 0 ? null : { type: 'MultiPoint', coordinates };
    }
    case KIND.line: {
      const lines = readParts(view, 44).filter((line) => line.length > 0);
      if (lines.length === 0) return null;
      return lines.length === 1
        ? { type: 'LineString', coordinates: lines[0]! }
        : { type: 'MultiLineString', coordinates: lines };
    }
    case KIND.polygon:
      return assembleRings(readParts(view, 44));
    case KIND.patches:
      return readPatches(view);
    default:
      throw damaged();
  }
}

/** The parts' first points stand first, then, after what else is told of the parts, the points. */
function readParts(view: DataView, at: number, bytesOfPart = 4): Position[][] {
  const parts = view.getUint32(36, true);
  const points = view.getUint32(40, true);
  if (at + parts * bytesOfPart + points * 16 > view.byteLength) throw damaged();
  const positions = readPositions(view, at + parts * bytesOfPart, points);
  const starts = Array.from({ length: parts }, (_, index) => view.getUint32(at + index * 4, true));
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? points;
    if (start > end || end > points) throw damaged();
    return positions.slice(start, end);
  });
}

function readPositions(view: DataView, at: number, count: number): Position[] {
  if (at + count * 16 > view.byteLength) throw damaged();
  const positions: Position[] = [];
  for (let index = 0; index < count; index += 1) positions.push(readPosition(view, at + index * 16));
  return positions;
}

function readPosition(view: DataView, at: number): Position {
  const x = view.getFloat64(at, true);
  const y = view.getFloat64(at + 8, true);
  if (!Number.isFinite(x) || !Number.isFinite(y)) throw noNumber();
  return [x, y];
}

/** Surfaces in space, seen from above. */
function readPatches(view: DataView): GeoJSON.Geometry | null {
  const parts = readParts(view, 44, 8);
  const kinds = parts.map((_, index) => view.getInt32(44 + parts.length * 4 + index * 4, true));
  const rings: Position[][] = [];
  const triangles: Position[][][] = [];
  for (const [index, part] of parts.entries()) {
    const kind = kinds[index];
    if (kind !== PART.strip && kind !== PART.fan) {
      rings.push(part);
      continue;
    }
    for (let corner = 2; corner < part.length; corner += 1) {
      const [a, b, c] = [part[kind === PART.fan ? 0 : corner - 2]!, part[corner - 1]!, part[corner]!];
      triangles.push([[a, b, c, a]]);
    }
  }
  const polygon = assembleRings(rings);
  const surfaces = polygon === null ? [] : polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  const coordinates = [...surfaces, ...triangles] as Position[][][];
  return coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function broken(row: number): Problem {
  const [en, it] = row === 0 ? ['', ''] : [` at record ${row}`, ` al record ${row}`];
  return new Problem('file-unreadable', {
    en: `The .shp is damaged or cut short${en}. Export the shapefile again, and send all its files in one ZIP`,
    it: `Il file .shp è danneggiato o troncato${it}. Esportare di nuovo lo shapefile e inviare tutti i suoi file in un unico ZIP`,
  });
}
