import CheapRuler from 'cheap-ruler';
import type { Position } from 'geojson';
import { boxOf, boxWithin } from './box.ts';
import type { Piece } from './polygons.ts';

/** How far the sides of a many-sided figure may lie inside the circle they stand for: two grid steps. */
const SAGITTA_M = 0.02;

/**
 * Everything within a distance of a line: a rectangle along each of its edges, round at the ends of the line, and a
 * sector at each bend. They overlap; clipping unites them.
 *
 * @param line   positions [lng, lat] in degrees WGS84
 * @param reachM metres
 */
export function reachOf(line: readonly Position[], reachM: number): Piece[] {
  const course = line.filter((position, index) => index === 0 || !isSame(position, line[index - 1]!));
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
  return closed(new Arcs(centre[1]!, reachM).arc(centre, 0, 2 * Math.PI).slice(1), [centre], reachM);
}

function alongEdge(start: Position, end: Position, reachM: number, roundStart: boolean, roundEnd: boolean): Piece {
  const arcs = new Arcs((start[1]! + end[1]!) / 2, reachM);
  const right = arcs.heading(start, end) - Math.PI / 2;
  const side = (centre: Position, from: number, isRound: boolean) =>
    isRound ? arcs.arc(centre, from, Math.PI) : [arcs.at(centre, from), arcs.at(centre, from + Math.PI)];
  return closed([...side(end, right, roundEnd), ...side(start, right + Math.PI, roundStart)], [start, end], reachM);
}

/**
 * The sector on the outer side of a bend. It reaches a little way along both edges, so that no seam opens between them where
 * corners are rounded to the grid; where the line hardly bends, one on either side does.
 */
function aroundBend(before: Position, bend: Position, after: Position, reachM: number): Piece[] {
  const arcs = new Arcs(bend[1]!, reachM);
  const heading = arcs.heading(before, bend);
  const turn = Math.atan2(Math.sin(arcs.heading(bend, after) - heading), Math.cos(arcs.heading(bend, after) - heading));
  const overlap = 2 * arcs.step;
  const sector = (outside: number): Piece => {
    const from = heading + (outside * Math.PI) / 2 + Math.min(turn, 0) - overlap;
    return closed([bend, ...arcs.arc(bend, from, Math.abs(turn) + 2 * overlap)], [bend], reachM);
  };
  const outer = turn > 0 ? -1 : 1;
  return Math.abs(turn) < overlap ? [sector(outer), sector(-outer)] : [sector(outer)];
}

/** Arcs of circles of one radius near one latitude. */
class Arcs {
  /** Radians between two corners. */
  readonly step: number;
  readonly #ruler: CheapRuler;
  readonly #radiusM: number;

  constructor(latitude: number, radiusM: number) {
    this.#ruler = new CheapRuler(latitude, 'meters');
    this.#radiusM = radiusM;
    this.step = 2 * Math.acos(1 - SAGITTA_M / Math.max(radiusM, 1));
  }

  /** Radians counter-clockwise from east. */
  heading(from: Position, to: Position): number {
    return Math.atan2((to[1]! - from[1]!) * this.#ruler.ky, (to[0]! - from[0]!) * this.#ruler.kx);
  }

  at(centre: Position, angle: number): Position {
    return [
      centre[0]! + (this.#radiusM * Math.cos(angle)) / this.#ruler.kx,
      centre[1]! + (this.#radiusM * Math.sin(angle)) / this.#ruler.ky,
    ];
  }

  /** Corners on the circle, counter-clockwise; the first and the last lie where the arc begins and ends. */
  arc(centre: Position, from: number, angle: number): Position[] {
    const sides = Math.ceil(angle / this.step);
    return Array.from({ length: sides + 1 }, (_, side) => this.at(centre, from + (side * angle) / sides));
  }
}

/** @param around positions from which no corner is farther than the reach */
function closed(corners: Position[], around: readonly Position[], reachM: number): Piece {
  return { rings: [[...corners, corners[0]!]], box: boxWithin(boxOf(around), reachM) };
}

function isSame(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
