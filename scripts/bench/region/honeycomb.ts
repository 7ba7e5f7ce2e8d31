import type { PlanePoint } from '../../demo/plane.ts';
import { seededRandom } from '../../demo/random.ts';

/** A municipality in the plane: where its main town lies, its neighbours' towns, and its border. */
export interface Cell {
  centre: PlanePoint;
  neighbours: PlanePoint[];
  ring: PlanePoint[];
}

/** The mean municipality of Lombardy: 23,864 km2 among 1,503 (ISTAT 2024). */
const CELL_AREA_M2 = 16e6;
const SIDE_M = Math.sqrt((2 * CELL_AREA_M2) / (3 * Math.sqrt(3)));
/** The lattice on which the corners of a honeycomb lie. */
const STEP_X_M = (SIDE_M * Math.sqrt(3)) / 2;
const STEP_Y_M = SIDE_M / 2;
const CORNERS = [
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
  [1, 1],
] as const;
const NEIGHBOURS = [
  [2, 0],
  [1, 3],
  [-1, 3],
  [-2, 0],
  [-1, -3],
  [1, -3],
] as const;
const CORNER_JITTER = 0.24;
const BORDER_HALVINGS = 6;
const BORDER_SWING = 0.11;

type Lattice = readonly [column: number, row: number];

/**
 * A honeycomb whose corners are moved about and whose sides wind like borders do. Each corner and each side is drawn
 * once, from its place on the lattice, so that neighbours share their border to the last digit.
 *
 * @returns cells row by row; the middle of the honeycomb is the origin of the plane
 */
export function honeycomb(cells: number, seed: number): Cell[] {
  const columns = Math.ceil(Math.sqrt(cells));
  const rows = Math.ceil(cells / columns);
  const at = ([column, row]: Lattice): PlanePoint => [(column - columns) * STEP_X_M, (row - (3 * rows) / 2) * STEP_Y_M];
  const corner = (where: Lattice): PlanePoint => {
    const random = seededRandom(seed, 'corner', ...where);
    const [x, y] = at(where);
    const far = SIDE_M * CORNER_JITTER * Math.sqrt(random.next());
    const angle = random.between(0, 2 * Math.PI);
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  };
  const side = (from: Lattice, to: Lattice): PlanePoint[] => {
    const forwards = from[0] - to[0] || from[1] - to[1];
    const [first, last] = forwards < 0 ? [from, to] : [to, from];
    const random = seededRandom(seed, 'side', ...first, ...last);
    const course = [corner(first), ...wind(corner(first), corner(last), BORDER_HALVINGS, BORDER_SWING, random.next)];
    return forwards < 0 ? course : course.toReversed();
  };
  return Array.from({ length: cells }, (_, index): Cell => {
    const row = Math.floor(index / columns);
    const centre: Lattice = [2 * (index % columns) + 1 + (row % 2), 3 * row + 2];
    const beside = ([column, row]: Lattice): Lattice => [centre[0] + column, centre[1] + row];
    return {
      centre: at(centre),
      neighbours: NEIGHBOURS.map((step) => at(beside(step))),
      ring: CORNERS.flatMap((from, turn) => side(beside(from), beside(CORNERS[(turn + 1) % 6]!)).slice(0, -1)),
    };
  });
}

/** The points after `from`, up to and with `to`, of a line that halves and swings aside, again and again. */
function wind(from: PlanePoint, to: PlanePoint, halvings: number, swing: number, next: () => number): PlanePoint[] {
  if (halvings === 0) return [to];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const aside = (next() * 2 - 1) * swing;
  const along = 0.5 + (next() - 0.5) * 0.2;
  const middle: PlanePoint = [from[0] + dx * along - dy * aside, from[1] + dy * along + dx * aside];
  return [
    ...wind(from, middle, halvings - 1, swing * 0.82, next),
    ...wind(middle, to, halvings - 1, swing * 0.82, next),
  ];
}
