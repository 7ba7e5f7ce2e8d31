import type { Marks } from './firm-clusters.ts';

/** Since when a firm is served: a day as its number since 1970, or one of these. */
export const SERVED_SINCE = { today: -(2 ** 31), never: 2 ** 31 - 1, unknown: 2 ** 31 - 2 } as const;

/** Where firms lie: those of one municipality one after the other, in the order of their ids. */
export interface FirmPlaces {
  zooms: Marks[];
  ids: string[];
  /** ISTAT codes, empty for firms without a municipality; and where the firms of each begin. */
  codes: string[];
  starts: Uint32Array;
}

/** For each firm in the order of FirmPlaces: since when it is served without, and with, proposed segments. */
export type FirmDays = Int32Array;

export interface FirmSource {
  /** The parts of the layer's version: the firms themselves under '', what serves them under their municipality. */
  readParts: () => Promise<{ part: string; version: string }[]>;
  readPlaces: () => Promise<FirmPlaces>;
  /** Of these municipalities, or of all; two big-endian integers of 32 bits for each firm. */
  readDays: (target: number, codes: string[] | null) => Promise<{ code: string; days: Uint8Array }[]>;
}

interface Held {
  version: bigint;
  parts: Map<string, string>;
  places: FirmPlaces;
  /** By target; those asked for last. */
  days: Map<number, FirmDays>;
}

const MOST_TARGETS = 4;
const MOST_TRIES = 3;

/**
 * All firms, and what serves them at the targets asked for. Brought up to date when it is asked for a later version:
 * of what serves firms only the municipalities that have changed are read.
 */
export class FirmIndex {
  readonly #source: FirmSource;
  #held: Held | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(source: FirmSource) {
    this.#source = source;
  }

  /** At this version or a later one. */
  async at(version: string, target: number): Promise<{ places: FirmPlaces; days: FirmDays }> {
    const brought = this.#last.then(() => this.#bring(BigInt(version), target));
    this.#last = brought.catch(() => {});
    return brought;
  }

  async #bring(version: bigint, target: number, tries = MOST_TRIES): Promise<{ places: FirmPlaces; days: FirmDays }> {
    if (this.#held === null || this.#held.version < version) await this.#refresh();
    const { places, days } = this.#held!;
    const known = days.get(target) ?? new Int32Array(2 * places.ids.length);
    if (!days.has(target) && !(await this.#readDays(places, target, known, null))) {
      this.#held = null;
      if (tries === 1) throw new Error('firms change faster than they can be read');
      return this.#bring(version, target, tries - 1);
    }
    days.delete(target);
    days.set(target, known);
    for (const oldest of days.keys()) if (days.size > MOST_TARGETS) days.delete(oldest);
    return { places, days: known };
  }

  async #refresh(): Promise<void> {
    const parts = new Map((await this.#source.readParts()).map(({ part, version }) => [part, version]));
    const version = [...parts.values()].reduce((sum, part) => sum + BigInt(part), 0n);
    const held = this.#held;
    if (held !== null && held.parts.get('') === parts.get('')) {
      const changed = [...parts.keys()].filter((part) => parts.get(part) !== held.parts.get(part));
      const read = [...held.days].map(([target, days]) => this.#readDays(held.places, target, days, changed));
      if ((await Promise.all(read)).every(Boolean)) {
        this.#held = { ...held, version, parts };
        return;
      }
    }
    this.#held = { version, parts, places: await this.#source.readPlaces(), days: new Map() };
  }

  /** False where other firms are there now than in `places`. */
  async #readDays(places: FirmPlaces, target: number, into: FirmDays, codes: string[] | null): Promise<boolean> {
    const numbers = new Map(places.codes.map((code, number) => [code, number]));
    for (const { code, days } of await this.#source.readDays(target, codes)) {
      const number = numbers.get(code);
      if (number === undefined) return false;
      const [from, to] = [places.starts[number]!, places.starts[number + 1]!];
      if (days.length !== 8 * (to - from)) return false;
      const view = new DataView(days.buffer, days.byteOffset, days.byteLength);
      for (let at = 0; at < 2 * (to - from); at++) into[2 * from + at] = view.getInt32(4 * at);
    }
    return true;
  }
}
