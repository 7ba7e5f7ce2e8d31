import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import CheapRuler from 'cheap-ruler';
import type { Position } from 'geojson';
import { type Box, boxHolds, boxWithin } from './box.ts';
import type { Boxes } from './boxes.ts';
import type { Piece } from './polygons.ts';

/** A line or a ring, with the box around it. */
export interface Lines {
  box: Box;
  lines: () => readonly (readonly Position[])[];
}

/** Whether any of some polygons holds a position; their border belongs to them. */
export function holds(pieces: readonly Piece[], position: Position): boolean {
  return pieces.some(
    ({ rings, box }) =>
      boxHolds(box, position) && booleanPointInPolygon(position, { type: 'Polygon', coordinates: rings }),
  );
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
    [this.#lng, this.#lat] = position as [number, number];
    const { kx, ky } = new CheapRuler(this.#lat, 'meters');
    this.position = position;
    this.#kx = kx;
    this.#ky = ky;
  }

  to([lng, lat]: Position): number {
    return new CheapRuler((this.#lat + lat!) / 2, 'meters').distance([this.#lng, this.#lat], [lng!, lat!]);
  }

  /** From a position in the box: nothing beyond the box is nearer than this. */
  atLeastToBeyond(box: Box): number {
    const east = Math.min(this.#lng - box[0], box[2] - this.#lng) * this.#kx;
    const north = Math.min(this.#lat - box[1], box[3] - this.#lat) * this.#ky;
    return Math.min(east, north) * HERE_FOR_THERE;
  }

  toLines({ lines }: Lines): number {
    let nearest: Position | null = null;
    let nearestSquared = Infinity;
    const [lng, lat, kx, ky] = [this.#lng, this.#lat, this.#kx, this.#ky];
    for (const line of lines()) {
      let end = line[0]!;
      for (let i = 1; i < line.length; i++) {
        let x = end[0]!;
        let y = end[1]!;
        end = line[i]!;
        const dx = (end[0]! - x) * kx;
        const dy = (end[1]! - y) * ky;
        if (dx !== 0 || dy !== 0) {
          const along = ((lng - x) * kx * dx + (lat - y) * ky * dy) / (dx * dx + dy * dy);
          if (along > 1) {
            x = end[0]!;
            y = end[1]!;
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
          nearest = [x, y];
        }
      }
    }
    return nearest === null ? Infinity : this.to(nearest);
  }

  /** The numbers of those boxes that are within a distance (metres); of some that are a little farther too. */
  within(boxes: Boxes, distanceM: number): number[] {
    const box = boxWithin([this.#lng, this.#lat, this.#lng, this.#lat], distanceM);
    return boxes.meeting(box);
  }

  /**
   * The nearest of many, the first of those equally near; only those are measured whose box can be nearer than the best.
   *
   * @param boxes the boxes of the candidates
   */
  nearest<T extends Lines>(candidates: readonly T[], boxes: Boxes): { found: T; distanceM: number } | null {
    if (candidates.length === 0) return null;
    let best = 0;
    for (let index = 1; index < candidates.length; index++) {
      if (this.#squaredTo(boxes, index) < this.#squaredTo(boxes, best)) best = index;
    }
    const first = best;
    let distanceM = this.toLines(candidates[first]!);
    for (let index = 0; index < candidates.length; index++) {
      const worthM = distanceM / HERE_FOR_THERE;
      if (index === first || this.#squaredTo(boxes, index) > worthM * worthM) continue;
      const toThis = this.toLines(candidates[index]!);
      if (toThis < distanceM || (toThis === distanceM && index < best)) [best, distanceM] = [index, toThis];
    }
    return { found: candidates[best]!, distanceM };
  }

  /** Metres to a box, squared. */
  #squaredTo({ sides }: Boxes, index: number): number {
    const at = index * 4;
    const east = Math.max(sides[at]! - this.#lng, 0, this.#lng - sides[at + 2]!) * this.#kx;
    const north = Math.max(sides[at + 1]! - this.#lat, 0, this.#lat - sides[at + 3]!) * this.#ky;
    return east * east + north * north;
  }
}

/** Degrees elsewhere, some ten kilometres from here, are longer or shorter than here by less than this. */
const HERE_FOR_THERE = 0.99;
