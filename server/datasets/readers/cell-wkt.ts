/** A geometry in a cell, and the coordinate system that EWKT states beside it. */
export interface CellGeometry {
  /** null where it is empty */
  geometry: GeoJSON.Geometry | null;
  /** EPSG code of `SRID=...;` */
  epsg: number | null;
}

type Nested = number[] | Nested[];

/** Levels of brackets round a position, by the name in WKT. */
const TYPES: Record<string, { type: Exclude<GeoJSON.Geometry['type'], 'GeometryCollection'>; depth: number }> = {
  POINT: { type: 'Point', depth: 0 },
  LINESTRING: { type: 'LineString', depth: 1 },
  POLYGON: { type: 'Polygon', depth: 2 },
  MULTIPOINT: { type: 'MultiPoint', depth: 1 },
  MULTILINESTRING: { type: 'MultiLineString', depth: 2 },
  MULTIPOLYGON: { type: 'MultiPolygon', depth: 3 },
};
const START = /^\s*(?:SRID=(\d{1,6});\s*)?([A-Z]+?)\s*(ZM|Z|M)?\s*(?=\(|EMPTY)/i;
const TOKEN = /\s*([(),]|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)/iy;

/** Whether a cell begins as well-known text does. */
export function looksLikeWkt(text: string): boolean {
  const start = START.exec(text.slice(0, 60));
  return start !== null && start[2]!.toUpperCase() in TYPES;
}

/**
 * Reads well-known text (OGC 06-103r4, 7.2) or PostGIS's EWKT; heights and measures are left out. Undefined where it
 * is none, or goes on after its end.
 */
export function readWkt(text: string): CellGeometry | undefined {
  const start = START.exec(text);
  const known = start && TYPES[start[2]!.toUpperCase()];
  if (!known) return undefined;
  const epsg = start[1] === undefined ? null : Number(start[1]);
  const body = text.slice(start[0].length);
  if (/^EMPTY\s*$/i.test(body)) return { geometry: null, epsg };
  const reader = new BracketReader(body);
  const list = reader.list(Math.max(known.depth - 1, 0));
  if (list === undefined || !reader.isAtEnd() || (known.depth === 0 && list.length > 1)) return undefined;
  const coordinates = known.depth === 0 ? list[0]! : list;
  return { geometry: { type: known.type, coordinates } as GeoJSON.Geometry, epsg };
}

/** Reads nested brackets from left to right; as deep as is asked for, never deeper. */
class BracketReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  /** `(a, b, ...)`, each a position (depth 0) or a list of less depth; undefined where something else stands there. */
  list(depth: number): Nested[] | undefined {
    if (this.#next() !== '(') return undefined;
    const items: Nested[] = [];
    for (;;) {
      const item = depth === 0 ? this.#position() : this.list(depth - 1);
      if (item === undefined) return undefined;
      items.push(item);
      const mark = this.#next();
      if (mark === ')') return items;
      if (mark !== ',') return undefined;
    }
  }

  /** Two to four numbers, of which two are kept; points of a MULTIPOINT may stand in brackets of their own. */
  #position(): number[] | undefined {
    const bracketed = this.#peek() === '(';
    if (bracketed) this.#next();
    const numbers: number[] = [];
    while (/^[^(),]/.test(this.#peek() ?? ')')) numbers.push(Number(this.#next()));
    if (bracketed && this.#next() !== ')') return undefined;
    return numbers.length >= 2 && numbers.length <= 4 && numbers.every(Number.isFinite)
      ? [numbers[0]!, numbers[1]!]
      : undefined;
  }

  #peek(): string | undefined {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text)?.[1];
  }

  #next(): string | undefined {
    TOKEN.lastIndex = this.#at;
    const token = TOKEN.exec(this.#text)?.[1];
    if (token !== undefined) this.#at = TOKEN.lastIndex;
    return token;
  }
}
