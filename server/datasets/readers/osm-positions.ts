import { unreadable } from './json-problems.ts';
import { UNITS_PER_DEGREE } from './osm-element.ts';

/** 16 bytes each in the end, and twice as much while they are gathered. */
const MAX_NODES = 10_000_000;

/** Gathers ids of the nodes that are needed, each as often as it comes. */
export class NeededNodes {
  readonly #limit: number;
  #ids = new Float64Array(1024);
  #length = 0;

  constructor(limit: number = MAX_NODES) {
    this.#limit = limit;
  }

  /** @throws Problem 'file-unreadable' where there are too many */
  add(id: number): void {
    if (this.#length === this.#ids.length) this.#grow();
    this.#ids[this.#length] = id;
    this.#length += 1;
  }

  positions(): NodePositions {
    this.#sortOut();
    return new NodePositions(this.#ids.slice(0, this.#length));
  }

  #grow(): void {
    // Junctions come as often as there are ways through them: once is enough.
    this.#sortOut();
    if (this.#length >= this.#limit) throw tooMany(this.#limit);
    if (this.#length * 2 < this.#ids.length) return;
    const grown = new Float64Array(this.#ids.length * 2);
    grown.set(this.#ids.subarray(0, this.#length));
    this.#ids = grown;
  }

  #sortOut(): void {
    const sorted = this.#ids.subarray(0, this.#length).sort();
    let kept = 0;
    for (const id of sorted) {
      if (kept > 0 && sorted[kept - 1] === id) continue;
      sorted[kept] = id;
      kept += 1;
    }
    this.#length = kept;
  }
}

/** Where the needed nodes are. */
export class NodePositions {
  readonly #ids: Float64Array;
  readonly #units: Int32Array;
  readonly #isKnown: Uint8Array;

  /** @param ids  ascending, each once */
  constructor(ids: Float64Array) {
    this.#ids = ids;
    this.#units = new Int32Array(ids.length * 2);
    this.#isKnown = new Uint8Array(ids.length);
  }

  /** Takes note of a node, where it is a needed one. */
  set(id: number, lng: number, lat: number): void {
    const at = this.#find(id);
    if (at === -1) return;
    this.#units[2 * at] = Math.round(lng * UNITS_PER_DEGREE);
    this.#units[2 * at + 1] = Math.round(lat * UNITS_PER_DEGREE);
    this.#isKnown[at] = 1;
  }

  /** [lng, lat]; null where the file does not hold the node */
  get(id: number): GeoJSON.Position | null {
    const at = this.#find(id);
    if (at === -1 || this.#isKnown[at] === 0) return null;
    return [this.#units[2 * at]! / UNITS_PER_DEGREE, this.#units[2 * at + 1]! / UNITS_PER_DEGREE];
  }

  #find(id: number): number {
    let low = 0;
    let high = this.#ids.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = this.#ids[middle]!;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}

function tooMany(limit: number) {
  const count = [limit.toLocaleString('en'), limit.toLocaleString('it')];
  return unreadable(
    `What is read of the file has more than ${count[0]} nodes: cut out the area that is planned (osmium extract)`,
    `Quanto si legge del file ha più di ${count[1]} nodi: ritagliare l'area da pianificare (osmium extract)`,
  );
}
