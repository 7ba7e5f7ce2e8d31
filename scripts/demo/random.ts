/** A stream of pseudo-random numbers that is the same on every machine for the same labels. */
export type Random = {
  /** uniform in [0, 1) */
  next: () => number;
  /** uniform in [low, high) */
  between: (low: number, high: number) => number;
  /** whole number, both ends included */
  integer: (low: number, high: number) => number;
  /** true with the given probability */
  chance: (probability: number) => boolean;
  /** standard normal */
  gaussian: () => number;
  /** one of the items; throws RangeError on an empty list */
  pick: <Item>(items: readonly Item[]) => Item;
  /** a shuffled copy */
  shuffle: <Item>(items: readonly Item[]) => Item[];
};

/**
 * Starts a stream named by its labels (seed, what is drawn, ISTAT code ...), so that what one
 * municipality draws never depends on which others are drawn or in what order.
 *
 * Source: FNV-1a (RFC 9923) spreads the labels, mulberry32 (Tommy Ettinger, public domain) draws.
 */
export function seededRandom(...labels: readonly (string | number)[]): Random {
  let state = hashText(labels.join('/'));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    integer,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    gaussian: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (items) => {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[integer(0, items.length - 1)]!;
    },
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = integer(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}

/** A smooth surface over the plane, values in [-1, 1]; (x, y) and wavelength in metres. */
export type Noise = (x: number, y: number, wavelengthM: number) => number;

/** Value noise on a hashed lattice, the same for the same labels. */
export function seededNoise(...labels: readonly (string | number)[]): Noise {
  const seed = hashText(labels.join('/'));
  const at = (column: number, row: number): number => {
    let mixed = Math.imul(column, 374761393) ^ Math.imul(row, 668265263) ^ seed;
    mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2147483648 - 1;
  };
  return (x, y, wavelengthM) => {
    const column = Math.floor(x / wavelengthM);
    const row = Math.floor(y / wavelengthM);
    const right = ease(x / wavelengthM - column);
    const up = ease(y / wavelengthM - row);
    const low = at(column, row) * (1 - right) + at(column + 1, row) * right;
    const high = at(column, row + 1) * (1 - right) + at(column + 1, row + 1) * right;
    return low * (1 - up) + high * up;
  };
}

function ease(part: number): number {
  return part * part * (3 - 2 * part);
}

function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // FNV leaves labels that differ in the last letter close together: one more mixing round parts them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
