import type { Position } from 'geojson';
import { type Box, boxHolds, boxWithin } from './box.ts';
import type { Boxes } from './boxes.ts';
import { type Course, ringsHold } from './course.ts';
import { metresPerDegree } from './metres-per-degree.ts';
import type { Piece } from './polygons.ts';

/** Whether any of some polygons holds a position; their border belongs to them. */
export function holds(pieces: readonly Piece[], position: Position): boolean {
  return pieces.some(({ rings, box }) => boxHolds(box, position) && ringsHold(rings, position[0]!, position[1]!));
}

/**
 * Measures distances from one position, in metres on the WGS84 ellipsoid. The nearest point of a line is found on the plane
 * that touches the ellipsoid at the position's latitude; the distance to it is taken at the latitude half-way.
 */
export class DistanceFrom {
  readonly position: Position;
  readonly #lng: number;
  readonly #lat: number;
  /** Metres a degree, here. */
  readonly #kx: number;
  readonly #ky: number;

  constructor(position: Position) {
    const { kx, ky } = metresPerDegree(position[1]!);
    this.position = position;
    this.#lng = position[0]!;
    this.#lat = position[1]!;
    this.#kx = kx;
    this.#ky = ky;
  }

  to(position: Position): number {
    return this.#to(position[0]!, position[1]!);
  }

  #to(lng: number, lat: number): number {
    const { kx, ky } = metresPerDegree((this.#lat + lat) / 2);
    const east = (this.#lng - lng) * kx;
    const north = (this.#lat - lat) * ky;
    return Math.sqrt(east * east + north * north);
  }

  /** From a position in the box: nothing beyond the box is nearer than this. */
  atLeastToBeyond(box: Box): number {
    const east = Math.min(this.#lng - box[0], box[2] - this.#lng) * this.#kx;
    const north = Math.min(this.#lat - box[1], box[3] - this.#lat) * this.#ky;
    return Math.min(east, north) * HERE_FOR_THERE;
  }

  /** To lines, or to the borders of polygons. */
  toLines(lines: readonly Course[]): number {
    let nearestLng = NaN;
    let nearestLat = NaN;
    let nearestSquared = Infinity;
    const lng = this.#lng;
    const lat = this.#lat;
    const kx = this.#kx;
    const ky = this.#ky;
    for (const line of lines) {
      let endLng = line[0]!;
      let endLat = line[1]!;
      for (let at = 2; at < line.length; at += 2) {
        let x = endLng;
        let y = endLat;
        endLng = line[at]!;
        endLat = line[at + 1]!;
        const dx = (endLng - x) * kx;
        const dy = (endLat - y) * ky;
        if (dx !== 0 || dy !== 0) {
          const along = ((lng - x) * kx * dx + (lat - y) * ky * dy) / (dx * dx + dy * dy);
          if (along > 1) {
            x = endLng;
            y = endLat;
          } else if (along > 0) {
            x += (dx / kx) * along;
            y += (dy / ky) * along;
          }
        }
        const east = (lng - x) * kx;
        const north = (lat - y) * ky;
        const squared = east * east + north * north;
        if (squared < nearestSquared) {
          nearestSquared = squared;
          nearestLng = x;
          nearestLat = y;
        }
      }
    }
    return nearestSquared === Infinity ? Infinity : this.#to(nearestLng, nearestLat);
  }

  /** The numbers of those boxes that are within a distance (metres); of some that are a little farther too. */
  within(boxes: Boxes, distanceM: number): number[] {
    const box = boxWithin([this.#lng, this.#lat, this.#lng, this.#lat], distanceM);
    return boxes.meeting(box);
  }

  /**
   * The nearest of many things, the first of those equally near; only those are measured whose box can be nearer than the
   * best.
   *
   * @param toThing the metres to the thing of a number
   */
  nearest(boxes: Boxes, toThing: (number: number) => number): { number: number; distanceM: number } | null {
    const count = boxes.sides.length / 4;
    if (count === 0) return null;
    if (squaredTo.length < count) squaredTo = new Float64Array(2 * count);
    let first = 0;
    for (let number = 0; number < count; number++) {
      squaredTo[number] = this.#squaredTo(boxes, number);
      if (squaredTo[number]! < squaredTo[first]!) first = number;
    }
    let best = first;
    let distanceM = toThing(first);
    let worthSquared = (distanceM / HERE_FOR_THERE) ** 2;
    for (let number = 0; number < count; number++) {
      if (squaredTo[number]! > worthSquared || number === first) continue;
      const toThis = toThing(number);
      if (toThis > distanceM || (toThis === distanceM && number > best)) continue;
      [best, distanceM, worthSquared] = [number, toThis, (toThis / HERE_FOR_THERE) ** 2];
    }
    return { number: best, distanceM };
  }

  /** Metres to a box, squared. */
  #squaredTo({ sides }: Boxes, number: number): number {
    const at = number * 4;
    const east = Math.max(sides[at]! - this.#lng, 0, this.#lng - sides[at + 2]!) * this.#kx;
    const north = Math.max(sides[at + 1]! - this.#lat, 0, this.#lat - sides[at + 3]!) * this.#ky;
    return east * east + north * north;
  }
}

/** Metres to each box, squared; one row of numbers for all positions, since they are measured one at a time. */
let squaredTo = new Float64Array(256);

/** Degrees elsewhere, some ten kilometres from here, are longer or shorter than here by less than this. */
const HERE_FOR_THERE = 0.99;
