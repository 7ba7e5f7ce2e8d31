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
  const corners: number[] = [];
  new Arcs(centre[1]!, reachM).addArc(corners, centre, 0, 2 * Math.PI);
  corners.length -= 2;
  return closed(corners, [centre], reachM);
}

function alongEdge(start: Position, end: Position, reachM: number, roundStart: boolean, roundEnd: boolean): Piece {
  const arcs = new Arcs((start[1]! + end[1]!) / 2, reachM);
  const right = arcs.heading(start, end) - Math.PI / 2;
  const corners: number[] = [];
  arcs.addArc(corners, end, right, Math.PI, roundEnd ? arcs.step : Math.PI);
  arcs.addArc(corners, start, right + Math.PI, Math.PI, roundStart ? arcs.step : Math.PI);
  return closed(corners, [start, end], reachM);
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
    const corners = [bend[0]!, bend[1]!];
    arcs.addArc(corners, bend, from, Math.abs(turn) + 2 * overlap);
    return closed(corners, [bend], reachM);
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

  /** Adds corners on the circle, counter-clockwise; the first and the last lie where the arc begins and ends. */
  addArc(corners: number[], [lng, lat]: Position, from: number, angle: number, step = this.step): void {
    const sides = Math.ceil(angle / step);
    // Each corner is the one before it, turned by one side: no sine and cosine of its own.
    const [cos, sin] = [cosine(angle / sides), sine(angle / sides)];
    let x = this.#radiusM * cosine(from);
    let y = this.#radiusM * sine(from);
    for (let side = 0; side <= sides; side++) {
      corners.push(lng! + x / this.#ruler.kx, lat! + y / this.#ruler.ky);
      [x, y] = [x * cos - y * sin, x * sin + y * cos];
    }
  }
}

/**
 * @param corners lng, lat, lng, lat, ...
 * @param around  positions from which no corner is farther than the reach
 */
function closed(corners: number[], around: readonly Position[], reachM: number): Piece {
  corners.push(corners[0]!, corners[1]!);
  return { rings: [corners], box: boxWithin(boxOf(around), reachM) };
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
