import type { Position } from 'geojson';
import type { Box } from './box.ts';
import type { Polygons } from './polygons.ts';

const MULTI_LINE_STRING = 5;
const MULTI_POLYGON = 6;
const GRID_DECIMALS = 7;
const GRID_STEPS_PER_DEGREE = 1e7;

/**
 * Reads shapes that PostGIS wrote by `ST_AsTWKB(geometry, 7)`, one after the other in the same bytes: a quarter of the
 * length of GeoJSON, and quick to write and read. Positions are the same doubles as those of GeoJSON with 7 decimals;
 * the box of each shape is known with it.
 *
 * Source: Tiny Well-Known Binary, https://github.com/TWKB/Specification
 */
export class TwkbReader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #x = 0;
  #y = 0;
  #west = Infinity;
  #south = Infinity;
  #east = -Infinity;
  #north = -Infinity;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws Error where the next shape is not a MultiPolygon on the 1e-7 grid */
  nextPolygons(): Polygons {
    const polygons = this.#begin(MULTI_POLYGON);
    return this.#list(polygons, () => this.#list(this.#unsigned(), () => this.#positions()));
  }

  /** @throws Error where the next shape is not a MultiLineString on the 1e-7 grid */
  nextLines(): Position[][] {
    return this.#list(this.#begin(MULTI_LINE_STRING), () => this.#positions());
  }

  /** @returns how many parts follow */
  #begin(type: number): number {
    const head = this.#bytes[this.#at++]!;
    const flags = this.#bytes[this.#at++]!;
    const isEmpty = flags === 0x10;
    if (head !== (type | (zigzag(GRID_DECIMALS) << 4)) || (flags !== 0 && !isEmpty)) {
      throw new Error(`shape of type ${head & 15} where ${type} with ${GRID_DECIMALS} decimals was expected`);
    }
    this.#x = 0;
    this.#y = 0;
    this.#west = this.#south = Infinity;
    this.#east = this.#north = -Infinity;
    return isEmpty ? 0 : this.#unsigned();
  }

  /** The box around the shape that was read last. */
  get box(): Box {
    const [west, south] = [this.#west / GRID_STEPS_PER_DEGREE, this.#south / GRID_STEPS_PER_DEGREE];
    return [west, south, this.#east / GRID_STEPS_PER_DEGREE, this.#north / GRID_STEPS_PER_DEGREE];
  }

  #list<T>(length: number, next: () => T): T[] {
    const items: T[] = [];
    for (let i = 0; i < length; i++) items.push(next());
    return items;
  }

  /** Each position is written as the grid steps from the one before it. */
  #positions(): Position[] {
    const length = this.#unsigned();
    const positions: Position[] = [];
    for (let i = 0; i < length; i++) {
      this.#x += this.#signed();
      this.#y += this.#signed();
      if (this.#x < this.#west) this.#west = this.#x;
      if (this.#x > this.#east) this.#east = this.#x;
      if (this.#y < this.#south) this.#south = this.#y;
      if (this.#y > this.#north) this.#north = this.#y;
      positions.push([this.#x / GRID_STEPS_PER_DEGREE, this.#y / GRID_STEPS_PER_DEGREE]);
    }
    return positions;
  }

  /** Seven bits a byte, the lowest first; beyond 31 bits by multiplication, since shifts end there. */
  #unsigned(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new Error('a shape ends too early');
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
  }

  #signed(): number {
    const value = this.#unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

function zigzag(value: number): number {
  return value * 2;
}
