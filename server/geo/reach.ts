import type { Position } from 'geojson';
import { boxOf, boxWithin } from './box.ts';
import { type Course, positionsOf } from './course.ts';
import { metresPerDegree } from './metres-per-degree.ts';
import type { Piece } from './polygons.ts';
import { cosine, sine } from './trigonometry.ts';

/** How far the sides of a many-sided figure may lie inside the circle they stand for: two grid steps. */
const SAGITTA_M = 0.02;

/**
 * Everything within a distance of a line: a rectangle along each of its edges, round at the ends of the line, and a
 * sector at each bend. They overlap; clipping unites them.
 *
 * @param reachM metres
 */
export function reachOf(line: Course, reachM: number): Piece[] {
  const positions = positionsOf(line);
  const course = positions.filter((position, index) => index === 0 || !isSame(position, positions[index - 1]!));
  if (reachM <= 0 || course.length === 0) return [];
  if (course.length === 1) return [disc(course[0]!, reachM)];
  const last = course.length - 1;
  return course.slice(1).flatMap((end, index) => {
    const start = course[index]!;
    const along = alongEdge(start, end, reachM, index === 0, index + 1 === last);
    return index + 1 === last ? [along] : [along, ...aroundBend(start, end, course[index + 2]!, reachM)];
  });
}

/** Everything within a distance (metres) of a position. */
export function disc(centre: Position, reachM: number): Piece {
  const arcs = new Arcs(centre[1]!, reachM);
  const corners = new Corners(arcs.cornersOf(2 * Math.PI));
  arcs.addArc(corners, centre, 0, 2 * Math.PI);
  return corners.piece([centre], reachM);
}

function alongEdge(start: Position, end: Position, reachM: number, roundStart: boolean, roundEnd: boolean): Piece {
  const arcs = new Arcs((start[1]! + end[1]!) / 2, reachM);
  const right = arcs.heading(start, end) - Math.PI / 2;
  const [endStep, startStep] = [roundEnd ? arcs.step : Math.PI, roundStart ? arcs.step : Math.PI];
  const corners = new Corners(arcs.cornersOf(Math.PI, endStep) + arcs.cornersOf(Math.PI, startStep) + 1);
  arcs.addArc(corners, end, right, Math.PI, endStep);
  arcs.addArc(corners, start, right + Math.PI, Math.PI, startStep);
  return corners.piece([start, end], reachM);
}

/**
 * The sector on the outer side of a bend. It reaches a little way along both edges, so that no seam opens between them where
 * corners are rounded to the grid; where the line hardly bends, one on either side does.
 */
function aroundBend(before: Position, bend: Position, after: Position, reachM: number): Piece[] {
  const arcs = new Arcs(bend[1]!, reachM);
  const heading = arcs.heading(before, bend);
  const turn = Math.atan2(sine(arcs.heading(bend, after) - heading), cosine(arcs.heading(bend, after) - heading));
  const overlap = 2 * arcs.step;
  const sector = (outside: number): Piece => {
    const from = heading + (outside * Math.PI) / 2 + Math.min(turn, 0) - overlap;
    const angle = Math.abs(turn) + 2 * overlap;
    const corners = new Corners(arcs.cornersOf(angle) + 2);
    corners.add(bend[0]!, bend[1]!);
    arcs.addArc(corners, bend, from, angle);
    return corners.piece([bend], reachM);
  };
  const outer = turn > 0 ? -1 : 1;
  return Math.abs(turn) < overlap ? [sector(outer), sector(-outer)] : [sector(outer)];
}

/** Arcs of circles of one radius near one latitude. */
class Arcs {
  /** Radians between two corners. */
  readonly step: number;
  readonly #ruler: { kx: number; ky: number };
  readonly #radiusM: number;

  constructor(latitude: number, radiusM: number) {
    this.#ruler = metresPerDegree(latitude);
    this.#radiusM = radiusM;
    this.step = 2 * Math.acos(1 - SAGITTA_M / Math.max(radiusM, 1));
  }

  /** Radians counter-clockwise from east. */
  heading(from: Position, to: Position): number {
    return Math.atan2((to[1]! - from[1]!) * this.#ruler.ky, (to[0]! - from[0]!) * this.#ruler.kx);
  }

  /** How many corners `addArc` adds. */
  cornersOf(angle: number, step = this.step): number {
    return Math.ceil(angle / step) + 1;
  }

  /** Adds corners on the circle, counter-clockwise; the first and the last lie where the arc begins and ends. */
  addArc(corners: Corners, centre: Position, from: number, angle: number, step = this.step): void {
    const sides = Math.ceil(angle / step);
    const { kx, ky } = this.#ruler;
    // Each corner is the one before it, turned by one side: no sine and cosine of its own.
    const cos = cosine(angle / sides);
    const sin = sine(angle / sides);
    let x = this.#radiusM * cosine(from);
    let y = this.#radiusM * sine(from);
    for (let side = 0; side <= sides; side++) {
      corners.add(centre[0]! + x / kx, centre[1]! + y / ky);
      const before = x;
      x = x * cos - y * sin;
      y = before * sin + y * cos;
    }
  }
}

/** The corners of one ring, which comes to an end with the corner that it began with. */
class Corners {
  readonly #course: number[];
  #used = 0;

  /**
   * @param count how many there will be, the last one included: a row that grows is copied each time
   * @throws Error where it is not a number, as at a bend of a line with such a coordinate
   */
  constructor(count: number) {
    if (!Number.isFinite(count)) throw new Error('a line has a coordinate that is not a number');
    // oxlint-disable-next-line unicorn/no-new-array -- nothing else makes a row of a length that is filled in place
    this.#course = new Array<number>(2 * count);
  }

  add(lng: number, lat: number): void {
    this.#course[this.#used++] = lng;
    this.#course[this.#used++] = lat;
  }

  /** @param around positions from which no corner is farther than the reach */
  piece(around: readonly Position[], reachM: number): Piece {
    const course = this.#course;
    course[course.length - 2] = course[0]!;
    course[course.length - 1] = course[1]!;
    return { rings: [course], box: boxWithin(boxOf(around), reachM) };
  }
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
