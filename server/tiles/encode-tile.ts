import { PbfWriter } from 'pbf';
import type { GridFeature, GridLine } from './grid.ts';
import { EXTENT } from './tile.ts';

const VERSION = 2;
const TYPES = { point: 1, lines: 2, polygons: 3 } as const;
const [MOVE_TO, LINE_TO, CLOSE_PATH] = [1, 2, 7] as const;

/**
 * A tile with one layer, as Mapbox Vector Tile. A property that is null is left out.
 *
 * Source: https://github.com/mapbox/vector-tile-spec/tree/master/2.1
 */
export function encodeTile(layer: string, features: readonly GridFeature[]): Uint8Array {
  const keys = new Numbering<string>();
  const values = new Numbering<unknown>();
  const tile = new PbfWriter();
  tile.writeMessage(
    3,
    (_nothing, pbf) => {
      pbf.writeVarintField(15, VERSION);
      pbf.writeStringField(1, layer);
      for (const feature of features) pbf.writeMessage(2, writeFeature, { feature, keys, values });
      for (const key of keys.all()) pbf.writeStringField(3, key);
      for (const value of values.all()) pbf.writeMessage(4, writeValue, value);
      pbf.writeVarintField(5, EXTENT);
    },
    null,
  );
  return tile.finish();
}

/** Gives each different thing the next number. */
class Numbering<Thing> {
  readonly #numbers = new Map<Thing, number>();

  numberOf(thing: Thing): number {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return known;
    this.#numbers.set(thing, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  all(): Iterable<Thing> {
    return this.#numbers.keys();
  }
}

function writeFeature(
  { feature, keys, values }: { feature: GridFeature; keys: Numbering<string>; values: Numbering<unknown> },
  pbf: PbfWriter,
): void {
  const tags: number[] = [];
  for (const [key, value] of Object.entries(feature.properties)) {
    if (value !== null && value !== undefined) tags.push(keys.numberOf(key), values.numberOf(value));
  }
  pbf.writePackedVarint(2, tags);
  pbf.writeVarintField(3, TYPES[feature.type]);
  pbf.writePackedVarint(4, commandsOf(feature));
}

/** A double where a number has a fraction, as everyone reads it. */
function writeValue(value: unknown, pbf: PbfWriter): void {
  if (typeof value === 'string') pbf.writeStringField(1, value);
  else if (typeof value === 'boolean') pbf.writeBooleanField(7, value);
  else if (typeof value !== 'number') throw new Error(`a tile holds no ${typeof value}`);
  else if (!Number.isInteger(value)) pbf.writeDoubleField(3, value);
  else if (value < 0) pbf.writeSVarintField(6, value);
  else pbf.writeVarintField(5, value);
}

/** Lines as the pen draws them, each step from the position before it. */
function commandsOf({ type, lines }: GridFeature): number[] {
  const commands: number[] = [];
  let column = 0;
  let row = 0;
  const step = (line: GridLine, at: number) => {
    commands.push(zigzag(line[at]! - column), zigzag(line[at + 1]! - row));
    column = line[at]!;
    row = line[at + 1]!;
  };
  for (const line of lines) {
    // A ring is closed by a command rather than by its first position.
    const end = type === 'polygons' ? line.length - 2 : line.length;
    commands.push((1 << 3) | MOVE_TO);
    step(line, 0);
    if (end > 2) commands.push(((end / 2 - 1) << 3) | LINE_TO);
    for (let at = 2; at < end; at += 2) step(line, at);
    if (type === 'polygons') commands.push((1 << 3) | CLOSE_PATH);
  }
  return commands;
}

const zigzag = (value: number) => (value << 1) ^ (value >> 31);
