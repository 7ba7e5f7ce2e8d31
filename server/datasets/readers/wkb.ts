import type { FileLimits } from '../limits.ts';
import { damaged, GeometryFault, isCurved, noNumber, tooDeep, tooManyVertices } from './geometry-fault.ts';

type Position = [number, number];
type Limits = Pick<FileLimits, 'vertices' | 'depth'>;

/** Kinds of geometry, by their number in WKB (OGC 06-103r4, table 7). */
const KIND = {
  point: 1,
  lineString: 2,
  polygon: 3,
  multiPoint: 4,
  multiLineString: 5,
  multiPolygon: 6,
  collection: 7,
  circularString: 8,
  compoundCurve: 9,
  curvePolygon: 10,
  multiCurve: 11,
  multiSurface: 12,
  polyhedralSurface: 15,
  tin: 16,
  triangle: 17,
} as const;
/** Flags of the extended WKB that PostGIS writes. */
const EWKB_Z = 0x8000_0000;
const EWKB_M = 0x4000_0000;
const EWKB_SRID = 0x2000_0000;

/**
 * Reads well-known binary, of the standard or PostGIS' extended; heights and measures are dropped.
 *
 * @returns null where the geometry is empty; coordinates in the order of the file
 * @throws GeometryFault where it is cut short, has arcs, a coordinate that is no number, or goes beyond the limits
 */
export function readWkb(bytes: Uint8Array, limits: Limits): GeoJSON.Geometry | null {
  return new WkbReader(bytes, limits).geometry(0);
}

class WkbReader {
  readonly #view: DataView;
  readonly #limits: Limits;
  #at = 0;
  #vertices = 0;
  #littleEndian = true;
  #dimensions = 2;

  constructor(bytes: Uint8Array, limits: Limits) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#limits = limits;
  }

  geometry(depth: number): GeoJSON.Geometry | null {
    if (depth > this.#limits.depth) throw tooDeep(this.#limits.depth);
    switch (this.#header()) {
      case KIND.point: {
        const position = this.#position(true);
        return position === null ? null : { type: 'Point', coordinates: position };
      }
      case KIND.lineString: {
        const coordinates = this.#positions();
        return coordinates.length === 0 ? null : { type: 'LineString', coordinates };
      }
      case KIND.polygon:
      case KIND.triangle: {
        const coordinates = this.#rings();
        return coordinates.length === 0 ? null : { type: 'Polygon', coordinates };
      }
      case KIND.curvePolygon:
        return asPolygon(this.#members(depth));
      case KIND.multiPoint: {
        const coordinates = coordinatesOf<Position>(this.#members(depth), 'Point');
        return coordinates.length === 0 ? null : { type: 'MultiPoint', coordinates };
      }
      case KIND.multiLineString:
      case KIND.multiCurve: {
        const coordinates = coordinatesOf<Position[]>(this.#members(depth), 'LineString');
        return coordinates.length === 0 ? null : { type: 'MultiLineString', coordinates };
      }
      case KIND.multiPolygon:
      case KIND.multiSurface:
      case KIND.polyhedralSurface:
      case KIND.tin: {
        const coordinates = coordinatesOf<Position[][]>(this.#members(depth), 'Polygon');
        return coordinates.length === 0 ? null : { type: 'MultiPolygon', coordinates };
      }
      case KIND.collection: {
        const geometries = this.#members(depth);
        return geometries.length === 0 ? null : { type: 'GeometryCollection', geometries };
      }
      case KIND.circularString:
      case KIND.compoundCurve:
        throw isCurved();
      default:
        throw damaged();
    }
  }

  /** Byte order and kind; sets how many numbers a position has. */
  #header(): number {
    this.#need(5);
    const order = this.#view.getUint8(this.#at);
    if (order > 1) throw damaged();
    this.#littleEndian = order === 1;
    const code = this.#view.getUint32(this.#at + 1, this.#littleEndian);
    this.#at += 5;
    if ((code & EWKB_SRID) !== 0) {
      this.#need(4);
      this.#at += 4;
    }
    // Thousands of the standard: 1 for Z, 2 for M, 3 for both.
    const plain = code & 0x0fff_ffff;
    const thousands = Math.floor(plain / 1000);
    if (thousands > 3) throw damaged();
    const extended = Number((code & EWKB_Z) !== 0) + Number((code & EWKB_M) !== 0);
    this.#dimensions = 2 + Math.max(extended, thousands === 3 ? 2 : Math.min(thousands, 1));
    return plain % 1000;
  }

  #members(depth: number): GeoJSON.Geometry[] {
    // A member has at least its own header.
    const count = this.#count(5);
    const members: GeoJSON.Geometry[] = [];
    for (let index = 0; index < count; index += 1) {
      const member = this.geometry(depth + 1);
      if (member !== null) members.push(member);
    }
    return members;
  }

  #rings(): Position[][] {
    const count = this.#count(4);
    const rings: Position[][] = [];
    for (let index = 0; index < count; index += 1) {
      const ring = this.#positions();
      if (ring.length > 0) rings.push(ring);
    }
    return rings;
  }

  #positions(): Position[] {
    const count = this.#count(this.#dimensions * 8);
    this.#vertices += count;
    if (this.#vertices > this.#limits.vertices) throw tooManyVertices(this.#limits.vertices);
    const positions: Position[] = [];
    for (let index = 0; index < count; index += 1) positions.push(this.#position(false)!);
    return positions;
  }

  /** An empty point is written as one whose coordinates are no numbers. */
  #position(mayBeEmpty: boolean): Position | null {
    this.#need(this.#dimensions * 8);
    const x = this.#view.getFloat64(this.#at, this.#littleEndian);
    const y = this.#view.getFloat64(this.#at + 8, this.#littleEndian);
    this.#at += this.#dimensions * 8;
    if (mayBeEmpty && Number.isNaN(x) && Number.isNaN(y)) return null;
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw noNumber();
    return [x, y];
  }

  /** How many follow, which must have room in what is left. */
  #count(bytesEach: number): number {
    this.#need(4);
    const count = this.#view.getUint32(this.#at, this.#littleEndian);
    this.#at += 4;
    if (count > this.#limits.vertices && count * bytesEach <= this.#view.byteLength) {
      throw tooManyVertices(this.#limits.vertices);
    }
    this.#need(count * bytesEach);
    return count;
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw damaged();
  }
}

function asPolygon(rings: GeoJSON.Geometry[]): GeoJSON.Polygon | null {
  const coordinates = coordinatesOf<Position[]>(rings, 'LineString');
  return coordinates.length === 0 ? null : { type: 'Polygon', coordinates };
}

/** @throws GeometryFault where one of them is of another kind */
function coordinatesOf<T>(members: GeoJSON.Geometry[], type: 'Point' | 'LineString' | 'Polygon'): T[] {
  return members.map((member) => {
    if (member.type !== type) throw damaged();
    return member.coordinates as T;
  });
}

/** Whether an error is about one geometry, not about the file. */
export function isGeometryFault(error: unknown): error is GeometryFault {
  return error instanceof GeometryFault;
}
