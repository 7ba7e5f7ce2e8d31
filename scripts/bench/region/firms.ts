import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import { distanceToSegmentM, ringContains } from '../../demo/rings.ts';
import type { Cell } from './honeycomb.ts';
import { Tiles } from './tiles.ts';

/** No firm lies nearer to an edge than this, so that no rounding decides on which side it is. */
const CLEAR_OF_EDGES_M = 0.6;
/** Nor to the end of a segment's reach: 0.7 % is the error of the plane's distances. */
const CLEAR_OF_REACH = 0.014;

/** Tells places where every engine must come to the same answer: clear of all edges and ends of reach. */
export class ClearPlaces {
  readonly #rings = new Tiles<readonly PlanePoint[]>();
  readonly #segments = new Tiles<{ line: readonly PlanePoint[]; reachM: number }>();

  addRing(ring: readonly PlanePoint[]): void {
    this.#rings.add([...ring, ring[0]!], ring, CLEAR_OF_EDGES_M);
  }

  addSegment(line: readonly PlanePoint[], reachM: number): void {
    this.#segments.add({ line, reachM }, line, reachM * (1 + CLEAR_OF_REACH) + CLEAR_OF_EDGES_M);
  }

  has(point: PlanePoint): boolean {
    return (
      !this.#rings.near(point).some((ring) => distanceWithin(ring, point, CLEAR_OF_EDGES_M) < CLEAR_OF_EDGES_M) &&
      !this.#segments.near(point).some(({ line, reachM }) => {
        const blurM = reachM * CLEAR_OF_REACH + CLEAR_OF_EDGES_M;
        return Math.abs(distanceWithin(line, point, reachM + blurM) - reachM) < blurM;
      })
    );
  }
}

/** Metres to the nearest point of a line; Infinity where none is within `mostM`. */
function distanceWithin(line: readonly PlanePoint[], point: PlanePoint, mostM: number): number {
  const [x, y] = point;
  let nearest = Infinity;
  for (let i = 1; i < line.length; i++) {
    const from = line[i - 1]!;
    const to = line[i]!;
    if (from[0] < x - mostM && to[0] < x - mostM) continue;
    if (from[0] > x + mostM && to[0] > x + mostM) continue;
    if (from[1] < y - mostM && to[1] < y - mostM) continue;
    if (from[1] > y + mostM && to[1] > y + mostM) continue;
    nearest = Math.min(nearest, distanceToSegmentM(point, from, to));
  }
  return nearest;
}

/** Draws a firm within a municipality: in a town, in a zone, or anywhere. */
export function drawFirm(
  { centre, ring }: Cell,
  towns: readonly PlanePoint[],
  zones: readonly PlanePoint[],
  clear: ClearPlaces,
  random: Random,
): PlanePoint {
  const around = ([x, y]: PlanePoint, spreadM: number): PlanePoint => [
    x + spreadM * random.gaussian(),
    y + spreadM * random.gaussian(),
  ];
  for (;;) {
    const kind = random.next();
    const point: PlanePoint =
      kind < 0.55
        ? around(random.pick(towns), 600)
        : kind < 0.8 && zones.length > 0
          ? around(random.pick(zones), 250)
          : [centre[0] + random.between(-2600, 2600), centre[1] + random.between(-2600, 2600)];
    if (ringContains(ring, point) && clear.has(point)) return point;
  }
}
