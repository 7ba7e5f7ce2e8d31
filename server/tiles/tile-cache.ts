import type { PackedBytes } from '../versioned-bytes.ts';

interface Drawing {
  bytes: Promise<PackedBytes | null>;
  /** One for each who waits; aborted where he has gone away. */
  waiting: AbortSignal[];
}

/** What an entry takes beside its bytes, roughly. */
const OVERHEAD_BYTES = 300;

/**
 * Drawn tiles, those used last, within a bound of memory. Who asks for the same one at the same time shares one
 * drawing; few are drawn at once, and those whose askers have all gone away are not drawn any more.
 */
export class TileCache {
  readonly #kept = new Map<string, PackedBytes>();
  readonly #drawings = new Map<string, Drawing>();
  readonly #mostBytes: number;
  readonly #turns: Turns;
  #bytes = 0;

  constructor({ mostBytes, mostAtOnce }: { mostBytes: number; mostAtOnce: number }) {
    this.#mostBytes = mostBytes;
    this.#turns = new Turns(mostAtOnce);
  }

  /**
   * @param key  tells tiles and their versions apart
   * @returns null where the one who asks has gone away
   * @throws whatever `draw` throws; nothing is kept then
   */
  async get(key: string, gone: AbortSignal, draw: () => Promise<PackedBytes>): Promise<PackedBytes | null> {
    const kept = this.#kept.get(key);
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    // Before a drawing is noted: one that ended at once would be noted for ever, and answer nobody after him.
    if (gone.aborted) return null;
    const shared = this.#drawings.get(key);
    if (shared) {
      shared.waiting.push(gone);
      return shared.bytes;
    }
    const waiting = [gone];
    const bytes = this.#turns.take(async () => {
      try {
        if (waiting.every((signal) => signal.aborted)) return null;
        const drawn = await draw();
        this.#keep(key, drawn);
        return drawn;
      } finally {
        this.#drawings.delete(key);
      }
    });
    this.#drawings.set(key, { bytes, waiting });
    return bytes;
  }

  #keep(key: string, drawn: PackedBytes): void {
    this.#kept.set(key, drawn);
    this.#bytes += sizeOf(key, drawn);
    for (const [oldest, old] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= sizeOf(oldest, old);
    }
  }
}

const sizeOf = (key: string, { bytes }: PackedBytes) => bytes.length + 2 * key.length + OVERHEAD_BYTES;

/** Lets so many works run at once, the others in the order of asking. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
