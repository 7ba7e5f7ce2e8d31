import { GeometryFault } from './geometry-fault.ts';

type Ring = [number, number][];

/** Sides that positions are compared with, beyond which no honest file goes: about a second. */
const MAX_STEPS = 100_000_000;
/** What it takes to compare two boxes, in sides. */
const STEPS_OF_BOX = 10;

interface Shell {
  rings: Ring[];
  box: Box;
  size: number;
}
type Box = [west: number, south: number, east: number, north: number];

/**
 * Puts rings together to polygons as a shapefile means them: those that wind clockwise are outlines, the others
 * holes of the smallest outline they lie in; a hole without one is an outline itself.
 *
 * @returns null where there is no ring
 * @throws GeometryFault where there are so many rings that it would take minutes
 */
export function assembleRings(rings: readonly Ring[]): GeoJSON.Polygon | GeoJSON.MultiPolygon | null {
  const shells: Shell[] = [];
  const holes: Ring[] = [];
  for (const ring of rings) {
    if (ring.length === 0) continue;
    if (isClockwise(ring)) shells.push(shellOf(ring));
    else holes.push(ring);
  }
  const steps = { left: MAX_STEPS };
  // The smallest first, so that the first that holds a hole is the one it belongs to.
  const bySize = shells.toSorted((a, b) => a.size - b.size);
  for (const hole of holes) {
    const shell = shells.length === 1 ? shells[0] : findShell(bySize, hole, steps);
    if (shell === undefined) shells.push(shellOf(hole));
    else shell.rings.push(hole);
  }
  if (shells.length === 0) return null;
  return shells.length === 1
    ? { type: 'Polygon', coordinates: shells[0]!.rings }
    : { type: 'MultiPolygon', coordinates: shells.map((shell) => shell.rings) };
}

function findShell(shells: readonly Shell[], hole: Ring, steps: { left: number }): Shell | undefined {
  const [west, south, east, north] = boxOf(hole);
  spend(steps, shells.length * STEPS_OF_BOX);
  return shells.find(({ rings: [outline], box: [w, s, e, n] }) => {
    if (west < w || south < s || east > e || north > n) return false;
    for (const position of hole) {
      spend(steps, outline!.length);
      const side = sideOf(outline!, position);
      if (side !== 'on') return side === 'in';
    }
    return false;
  });
}

function spend(steps: { left: number }, count: number): void {
  steps.left -= count;
  if (steps.left >= 0) return;
  throw new GeometryFault({
    en: 'the polygon has too many rings inside one another: split it',
    it: "il poligono ha troppi anelli uno dentro l'altro: dividerlo",
  });
}

function shellOf(ring: Ring): Shell {
  const box = boxOf(ring);
  return { rings: [ring], box, size: (box[2] - box[0]) * (box[3] - box[1]) };
}

function boxOf(ring: Ring): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/** Seen from its first corner, so that large coordinates do not swallow a small ring. */
function isClockwise(ring: Ring): boolean {
  const [x0, y0] = ring[0]!;
  let twiceArea = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [ax, ay] = ring[index - 1]!;
    const [bx, by] = ring[index]!;
    twiceArea += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return twiceArea <= 0;
}

function sideOf(ring: Ring, [x, y]: [number, number]): 'in' | 'on' | 'out' {
  let inside = false;
  for (let index = 0, before = ring.length - 1; index < ring.length; before = index, index += 1) {
    const [ax, ay] = ring[index]!;
    const [bx, by] = ring[before]!;
    if ((ay < y && by < y) || (ay > y && by > y)) continue;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const between = x >= Math.min(ax, bx) && x <= Math.max(ax, bx) && y >= Math.min(ay, by) && y <= Math.max(ay, by);
    if (cross === 0 && between) return 'on';
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside ? 'in' : 'out';
}
