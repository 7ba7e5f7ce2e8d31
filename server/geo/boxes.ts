import type { Position } from 'geojson';
import type { Box } from './box.ts';

/**
 * The boxes of many things, all in one row of numbers: asking every one of some hundreds takes less than an index would
 * take to build. Things are told by their place in the list; answers come in that order.
 */
export class Boxes {
  /** West, south, east and north of the first, then of the next. */
  readonly sides: Float64Array;

  constructor(boxes: readonly Box[]) {
    this.sides = new Float64Array(boxes.length * 4);
    boxes.forEach((box, index) => this.sides.set(box, index * 4));
  }

  holding(position: Position): number[] {
    return this.#within(position[0]!, position[1]!, position[0]!, position[1]!);
  }

  meeting(box: Box): number[] {
    return this.#within(box[0], box[1], box[2], box[3]);
  }

  #within(west: number, south: number, east: number, north: number): number[] {
    const { sides } = this;
    const found: number[] = [];
    for (let at = 0; at < sides.length; at += 4) {
      if (sides[at]! <= east && west <= sides[at + 2]! && sides[at + 1]! <= north && south <= sides[at + 3]!) {
        found.push(at / 4);
      }
    }
    return found;
  }
}
