import type { Course } from '../geo/course.ts';
import { EXTENT, inSquare, type Tile } from './tile.ts';

/** Positions on the grid of a tile, x, y, x, y, ... from its north-west corner on; of a ring the first is also the last. */
export type GridLine = number[];

/** One feature of a tile. Of a polygon each outer ring is followed by its holes. */
export interface GridFeature {
  type: 'point' | 'lines' | 'polygons';
  lines: GridLine[];
  properties: object;
}

/**
 * Puts positions on the grid of a tile. The grids of neighbouring tiles are one: a position falls on the same point of
 * it, whichever tile it is seen from, since scaling by powers of two and taking whole numbers away is exact.
 */
export class Grid {
  readonly #tile: Tile;

  constructor(tile: Tile) {
    this.#tile = tile;
  }

  /** @param x in the Mercator square */
  column(x: number): number {
    return Math.round((x * 2 ** this.#tile.z - this.#tile.x) * EXTENT);
  }

  /** @param y in the Mercator square */
  row(y: number): number {
    return Math.round((y * 2 ** this.#tile.z - this.#tile.y) * EXTENT);
  }

  place(lng: number, lat: number): [column: number, row: number] {
    const [x, y] = inSquare(lng, lat);
    return [this.column(x), this.row(y)];
  }

  /** A line in degrees as a line on the grid. */
  line(course: Course): GridLine {
    const line: GridLine = [];
    for (let at = 0; at < course.length; at += 2) addTo(line, ...this.place(course[at]!, course[at + 1]!));
    return line;
  }
}

/** Adds a position to a line, but for one that falls together with the last. */
export function addTo(line: GridLine, column: number, row: number): void {
  if (line.length > 0 && line.at(-2) === column && line.at(-1) === row) return;
  line.push(column, row);
}

/** Whether a ring has at least three corners; one that has fallen together encloses nothing. */
export const isRing = (line: GridLine): boolean => line.length >= 8;

/**
 * Rings as the tile format wants them: the outer one clockwise on the screen, its holes counter-clockwise.
 *
 * @param rings  of one polygon, the outer one first; none comes back where that one has fallen together
 */
export function woundRings(rings: GridLine[]): GridLine[] {
  if (rings.length === 0 || !isRing(rings[0]!)) return [];
  return rings.filter(isRing).map((ring, at) => (isClockwise(ring) === (at === 0) ? ring : backwards(ring)));
}

function isClockwise(ring: GridLine): boolean {
  let twiceArea = 0;
  for (let at = 2; at < ring.length; at += 2) {
    twiceArea += ring[at - 2]! * ring[at + 1]! - ring[at]! * ring[at - 1]!;
  }
  return twiceArea > 0;
}

function backwards(ring: GridLine): GridLine {
  const turned: GridLine = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at]!, ring[at + 1]!);
  return turned;
}
