import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { multiPolygon } from '@turf/helpers';
import CheapRuler from 'cheap-ruler';
import type { Position } from 'geojson';
import { type Box, boxHolds } from './box.ts';
import type { Polygons } from './polygons.ts';

/** A line or a ring, with the box around it. */
export interface Lines {
  box: Box;
  lines: readonly (readonly Position[])[];
}

/** Whether polygons hold a position; their border belongs to them. */
export function holds(polygons: Polygons, box: Box, position: Position): boolean {
  return boxHolds(box, position) && booleanPointInPolygon(position, multiPolygon(polygons).geometry);
}

/**
 * Measures distances from one position, in metres on the WGS84 ellipsoid. The nearest point of a line is found on the plane
 * that touches the ellipsoid at the position's latitude; the distance to it is taken at the latitude half-way.
 */
export class DistanceFrom {
  readonly position: Position;
  readonly #ruler: CheapRuler;

  constructor(position: Position) {
    this.position = position;
    this.#ruler = new CheapRuler(position[1]!, 'meters');
  }

  to(other: Position): number {
    return new CheapRuler((this.position[1]! + other[1]!) / 2, 'meters').distance(point(this.position), point(other));
  }

  /** Nothing in the box is nearer than this. */
  atLeastTo([west, south, east, north]: Box): number {
    const [lng, lat] = point(this.position);
    // The nearest corner in degrees need not be the nearest in metres: that is worth less than 1 % here.
    return this.to([Math.min(Math.max(lng, west), east), Math.min(Math.max(lat, south), north)]) * 0.99;
  }

  toLines({ lines }: Lines): number {
    let nearest: Position | null = null;
    let nearestM = Infinity;
    for (const line of lines) {
      const found = this.#ruler.pointOnLine(line as [number, number][], point(this.position)).point;
      const distanceM = this.#ruler.distance(point(this.position), found);
      if (distanceM < nearestM) [nearest, nearestM] = [found, distanceM];
    }
    return nearest === null ? Infinity : this.to(nearest);
  }

  /** The nearest of many, measuring only those whose box can be nearer than the best so far. */
  nearest<T extends Lines>(candidates: readonly T[]): { found: T; distanceM: number } | null {
    const byBox = candidates
      .map((candidate) => ({ candidate, atLeast: this.atLeastTo(candidate.box) }))
      .sort((a, b) => a.atLeast - b.atLeast);
    let best: { found: T; distanceM: number } | null = null;
    for (const { candidate, atLeast } of byBox) {
      if (best && atLeast > best.distanceM) break;
      const distanceM = this.toLines(candidate);
      if (!best || distanceM < best.distanceM) best = { found: candidate, distanceM };
    }
    return best;
  }
}

const point = (position: Position): [number, number] => [position[0]!, position[1]!];
