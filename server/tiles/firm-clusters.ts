import { sharedNumbers } from './shared-numbers.ts';
import { EXTENT, inSquare, POINT_BUFFER, type Tile } from './tile.ts';
import { MAX_TILE_ZOOM } from './zooms.ts';

/** Marks that would lie nearer than this to each other become one, in pixels of a tile of 256. */
const NEAR_PX = 30;
const TILE_PX = 256;

/** Which firms a zoom shows as one mark. What serves them plays no part, so that one clustering answers every question. */
export interface Marks {
  /** x, y, x, y, ... in the Mercator square: the middle of the firms of each mark. */
  positions: Float64Array;
  /** How many firms each mark stands for. */
  sizes: Uint32Array;
  /** The number of the mark that stands for each firm. */
  markOf: Uint32Array;
}

/**
 * Clusters firms at every zoom below the greatest, each time those of the next greater zoom: a cluster never breaks up
 * when the map is made smaller, and is the same from whichever tile it is seen.
 *
 * @param places  [lng, lat] in degrees
 * @returns by zoom; the numbers lie in memory that threads share
 */
export function clusterFirms(places: readonly [lng: number, lat: number][]): Marks[] {
  const zooms: Marks[] = [];
  let marks: Marks = {
    positions: Float64Array.from(places.flatMap(([lng, lat]) => inSquare(lng, lat))),
    sizes: new Uint32Array(places.length).fill(1),
    markOf: Uint32Array.from(places.keys()),
  };
  for (let zoom = MAX_TILE_ZOOM - 1; zoom >= 0; zoom--) {
    marks = mergeNear(marks, NEAR_PX / TILE_PX / 2 ** zoom);
    zooms.unshift(marks);
  }
  return zooms;
}

/** Makes one of each mark and those within a distance of it that no earlier one has taken. */
function mergeNear({ positions, sizes, markOf }: Marks, distance: number): Marks {
  const cells = new Cells(positions, distance);
  const merged = new Uint32Array(sizes.length);
  const middles: number[] = [];
  const sums: number[] = [];
  for (let mark = 0; mark < sizes.length; mark++) {
    if (cells.isTaken(mark)) continue;
    let [x, y, size] = [0, 0, 0];
    for (const near of cells.take(mark)) {
      x += positions[2 * near]! * sizes[near]!;
      y += positions[2 * near + 1]! * sizes[near]!;
      size += sizes[near]!;
      merged[near] = sums.length;
    }
    middles.push(x / size, y / size);
    sums.push(size);
  }
  return {
    positions: sharedNumbers(Float64Array, middles),
    sizes: sharedNumbers(Uint32Array, sums),
    markOf: sharedNumbers(
      Uint32Array,
      markOf.map((mark) => merged[mark]!),
    ),
  };
}

/** Finds what lies near a mark: the square is divided into cells as wide as the distance asked for. */
class Cells {
  readonly #positions: Float64Array;
  readonly #distance: number;
  readonly #columns: number;
  readonly #byCell = new Map<number, number[]>();
  readonly #taken: Uint8Array;

  constructor(positions: Float64Array, distance: number) {
    this.#positions = positions;
    this.#distance = distance;
    this.#columns = Math.ceil(1 / distance) + 2;
    this.#taken = new Uint8Array(positions.length / 2);
    for (let mark = 0; mark < this.#taken.length; mark++) {
      const cell = this.#cellOf(mark);
      const there = this.#byCell.get(cell);
      if (there) there.push(mark);
      else this.#byCell.set(cell, [mark]);
    }
  }

  isTaken(mark: number): boolean {
    return this.#taken[mark] === 1;
  }

  /** Takes a mark and all near it that are not taken. */
  take(mark: number): number[] {
    const [x, y] = [this.#positions[2 * mark]!, this.#positions[2 * mark + 1]!];
    const middle = this.#cellOf(mark);
    const found: number[] = [];
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) {
        for (const near of this.#byCell.get(middle + row * this.#columns + column) ?? []) {
          if (this.#taken[near] === 1) continue;
          const [dx, dy] = [this.#positions[2 * near]! - x, this.#positions[2 * near + 1]! - y];
          if (dx * dx + dy * dy > this.#distance ** 2) continue;
          this.#taken[near] = 1;
          found.push(near);
        }
      }
    }
    return found;
  }

  #cellOf(mark: number): number {
    const column = Math.floor(this.#positions[2 * mark]! / this.#distance) + 1;
    const row = Math.floor(this.#positions[2 * mark + 1]! / this.#distance) + 1;
    return row * this.#columns + column;
  }
}

/** The marks that a tile shows, by their numbers; with those beyond its edges that reach into it. */
export function marksIn({ positions }: Marks, { z, x, y }: Tile): number[] {
  const beyond = POINT_BUFFER / EXTENT;
  const found: number[] = [];
  for (let mark = 0; mark < positions.length / 2; mark++) {
    const right = positions[2 * mark]! * 2 ** z - x;
    const down = positions[2 * mark + 1]! * 2 ** z - y;
    if (right >= -beyond && right <= 1 + beyond && down >= -beyond && down <= 1 + beyond) found.push(mark);
  }
  return found;
}
