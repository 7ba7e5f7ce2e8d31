import type { Position } from 'geojson';
import type { Box } from './box.ts';
import type { Course } from './course.ts';
import { type Piece, pieceOf, type Polygons } from './polygons.ts';

const MULTI_LINE_STRING = 5;
const MULTI_POLYGON = 6;
/** 7 decimals, zigzag-encoded, above the four bits of the type. */
const ON_THE_GRID = 14 << 4;
const HAS_BOX = 1;
const HAS_SIZE = 2;
const IS_EMPTY = 16;
const GRID_STEPS_PER_DEGREE = 1e7;

/**
 * Reads shapes that PostGIS wrote by `ST_AsTWKB(geometry, 7, 0, 0, true, true)`, one after the other in the same bytes: a
 * quarter of the length of GeoJSON, quick to write, and each with its box, so that only those need be unpacked that
 * are asked for. Positions are the same doubles as those of GeoJSON with 7 decimals.
 *
 * Source: Tiny Well-Known Binary, https://github.com/TWKB/Specification
 */
export class TwkbReader {
  readonly #cursor: Cursor;

  constructor(bytes: Uint8Array) {
    this.#cursor = new Cursor(bytes, 0);
  }

  /** @throws Error where no shape on the 1e-7 grid with its size and box follows */
  next(): PackedShape {
    const cursor = this.#cursor;
    const head = cursor.byte();
    const flags = cursor.byte();
    const isEmpty = flags === (HAS_SIZE | IS_EMPTY);
    if ((head & 0xf0) !== ON_THE_GRID || (flags !== (HAS_SIZE | HAS_BOX) && !isEmpty)) {
      throw new Error('a shape is not written with 7 decimals, size and box');
    }
    const end = cursor.unsigned() + cursor.at;
    const box: Box = isEmpty ? [Infinity, Infinity, -Infinity, -Infinity] : cursor.box();
    const shape = new PackedShape(head & 0x0f, box, isEmpty ? null : new Cursor(cursor.bytes, cursor.at));
    cursor.at = end;
    return shape;
  }
}

/** A shape as it was written; its box is known. */
export class PackedShape {
  readonly box: Box;
  readonly #type: number;
  readonly #content: Cursor | null;

  constructor(type: number, box: Box, content: Cursor | null) {
    this.#type = type;
    this.box = box;
    this.#content = content;
  }

  /** @throws Error where it is not a MultiPolygon */
  polygons(): Polygons {
    const cursor = this.#open(MULTI_POLYGON);
    return cursor === null ? [] : cursor.list(() => cursor.list(() => cursor.positions()));
  }

  /** The same as pieces; their boxes are known. */
  pieces(): Piece[] {
    const cursor = this.#open(MULTI_POLYGON);
    if (cursor === null) return [];
    const polygons = cursor.list(() => cursor.list(() => cursor.course()));
    return polygons.map((rings) => pieceOf(rings, polygons.length === 1 ? this.box : undefined));
  }

  /** @throws Error where it is not a MultiLineString */
  lines(): Course[] {
    const cursor = this.#open(MULTI_LINE_STRING);
    return cursor === null ? [] : cursor.list(() => cursor.course());
  }

  #open(type: number): Cursor | null {
    if (this.#type !== type) throw new Error(`a shape is of type ${this.#type} where ${type} was expected`);
    return this.#content && new Cursor(this.#content.bytes, this.#content.at);
  }
}

/** A place in the bytes; each position is written as the grid steps from the one before it. */
class Cursor {
  readonly bytes: Uint8Array;
  at: number;
  #x = 0;
  #y = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('a shape ends too early');
    return byte;
  }

  box(): Box {
    const west = this.#signed();
    const east = west + this.#signed();
    const south = this.#signed();
    const north = south + this.#signed();
    const degrees = (steps: number) => steps / GRID_STEPS_PER_DEGREE;
    return [degrees(west), degrees(south), degrees(east), degrees(north)];
  }

  list<T>(next: () => T): T[] {
    const length = this.unsigned();
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(next());
    return items;
  }

  positions(): Position[] {
    const length = this.unsigned();
    const positions: Position[] = [];
    for (let i = 0; i < length; i++) {
      this.#x += this.#signed();
      this.#y += this.#signed();
      positions.push([this.#x / GRID_STEPS_PER_DEGREE, this.#y / GRID_STEPS_PER_DEGREE]);
    }
    return positions;
  }

  course(): Course {
    const course: number[] = [];
    for (let left = this.unsigned(); left > 0; left--) {
      this.#x += this.#signed();
      this.#y += this.#signed();
      course.push(this.#x / GRID_STEPS_PER_DEGREE, this.#y / GRID_STEPS_PER_DEGREE);
    }
    return course;
  }

  /** Seven bits a byte, the lowest first; beyond 31 bits by multiplication, since shifts end there. */
  unsigned(): number {
    const { bytes } = this;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[this.at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    for (let weight = 0x10000000; ; weight *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
    }
  }

  /** Zigzag: 0, -1, 1, -2, ... */
  #signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
