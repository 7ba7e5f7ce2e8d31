import type { Position } from 'geojson';
import type { Polygons } from './polygons.ts';

/** A vertex this near to an edge touches it, in degrees: a millimetre, to which clipping kernels round crossings. */
const TOUCH = 1e-8;

/** An edge of a ring, the polygon's inside on its left. */
interface Edge {
  from: Position;
  to: Position;
  used: boolean;
}

/**
 * The same area in polygons as OGC wants them: no ring meets itself, and the inside of each polygon hangs together.
 * Clipping kernels leave rings that touch themselves in a vertex, which PostGIS calls invalid.
 *
 * @param polygons  outer rings counter-clockwise, holes clockwise; rings may touch, and cross nowhere
 */
export function separateRings(polygons: Polygons): Polygons {
  const byLongitude = polygons
    .flatMap((rings) => rings.flatMap((ring) => ring.slice(1)))
    .toSorted((a, b) => a[0]! - b[0]!);
  return polygons.flatMap((rings) => {
    const boundaries = traceBoundaries(addTouchingVertices(rings, byLongitude)).map(splitAtTouches);
    const separate: Polygons = [];
    const loose: Position[][] = [];
    for (const loops of boundaries) {
      const outer = loops.filter((loop) => signedArea(loop) > 0);
      const holes = loops.filter((loop) => signedArea(loop) < 0);
      if (outer.length === 0) loose.push(...holes);
      for (const ring of outer) separate.push([ring, ...(outer.length === 1 ? holes : holesWithin(ring, holes))]);
    }
    for (const hole of loose) {
      const home = separate.length === 1 ? separate[0] : separate.find(([outer]) => encloses(outer!, hole));
      home?.push(hole);
    }
    return separate;
  });
}

/** Where a vertex of one edge lies on another edge, makes it a vertex of that one too. */
function addTouchingVertices(rings: readonly Position[][], byLongitude: readonly Position[]): Position[][] {
  return rings.map((ring) =>
    ring.flatMap((to, at) => {
      const from = ring[at - 1];
      return from === undefined ? [to] : [...touching(from, to, byLongitude), to];
    }),
  );
}

/** The vertices between two ends of an edge that lie on it, in the order of the edge. */
function touching(from: Position, to: Position, byLongitude: readonly Position[]): Position[] {
  const [ax, ay] = from as [number, number];
  const [dx, dy] = [to[0]! - ax, to[1]! - ay];
  const length = Math.hypot(dx, dy);
  const along = ([x, y]: Position) => ((x! - ax) * dx + (y! - ay) * dy) / length;
  const aside = ([x, y]: Position) => Math.abs((x! - ax) * dy - (y! - ay) * dx) / length;
  const east = Math.max(ax, to[0]!) + TOUCH;
  const found = new Map<string, Position>();
  for (let at = firstFrom(byLongitude, Math.min(ax, to[0]!) - TOUCH); at < byLongitude.length; at += 1) {
    const vertex = byLongitude[at]!;
    if (vertex[0]! > east) break;
    const between = along(vertex) > TOUCH && along(vertex) < length - TOUCH;
    if (between && aside(vertex) < TOUCH) found.set(keyOf(vertex), vertex);
  }
  return [...found.values()].toSorted((a, b) => along(a) - along(b));
}

/** Index of the first position that lies no further west. */
function firstFrom(byLongitude: readonly Position[], west: number): number {
  let [low, high] = [0, byLongitude.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byLongitude[middle]![0]! < west) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Walks along the edges, at each crossroads into the sharpest left, which keeps to one connected inside. */
function traceBoundaries(rings: readonly Position[][]): Position[][] {
  const edges = rings.flatMap((ring) =>
    ring.slice(1).map((to, index): Edge => ({ from: ring[index]!, to, used: false })),
  );
  const leaving = Map.groupBy(edges, ({ from }) => keyOf(from));
  const traced: Position[][] = [];
  for (const start of edges) {
    if (start.used) continue;
    const ring = [start.from];
    const next = ({ from, to }: Edge) =>
      sharpestLeft(
        from,
        leaving.get(keyOf(to))!.filter((edge) => !edge.used || edge === start),
      );
    for (let edge = start; !edge.used; edge = next(edge)) {
      edge.used = true;
      ring.push(edge.to);
    }
    traced.push(ring);
  }
  return traced;
}

/** @param choices edges that leave where the walk from `before` arrives; at least one, for as many leave as arrive */
function sharpestLeft(before: Position, choices: readonly Edge[]): Edge {
  if (choices.length === 1) return choices[0]!;
  const back = direction(choices[0]!.from, before);
  const clockwise = (edge: Edge) => (back - direction(edge.from, edge.to) + 2 * Math.PI) % (2 * Math.PI) || 2 * Math.PI;
  return choices.reduce((best, edge) => (clockwise(edge) < clockwise(best) ? edge : best));
}

/** Takes a closed ring apart where it comes back to a vertex. */
function splitAtTouches(ring: readonly Position[]): Position[][] {
  const loops: Position[][] = [];
  const path: Position[] = [];
  const places = new Map<string, number>();
  for (const position of ring) {
    const key = keyOf(position);
    const seen = places.get(key);
    if (seen !== undefined) {
      const loop = path.splice(seen);
      for (const left of loop) places.delete(keyOf(left));
      if (loop.length > 2) loops.push([...loop, loop[0]!]);
    }
    places.set(key, path.length);
    path.push(position);
  }
  return loops;
}

function holesWithin(outer: readonly Position[], holes: readonly Position[][]): Position[][] {
  return holes.filter((hole) => encloses(outer, hole));
}

/** Whether a ring encloses another that it does not cross; they may touch. */
function encloses(outer: readonly Position[], inner: readonly Position[]): boolean {
  const corners = new Set(outer.map(keyOf));
  const apart = inner.find((position) => !corners.has(keyOf(position))) ?? midpoint(inner[0]!, inner[1]!);
  let inside = false;
  for (let i = 1; i < outer.length; i += 1) {
    const [ax, ay] = outer[i - 1] as [number, number];
    const [bx, by] = outer[i] as [number, number];
    if (ay > apart[1]! !== by > apart[1]! && apart[0]! < ((bx - ax) * (apart[1]! - ay)) / (by - ay) + ax)
      inside = !inside;
  }
  return inside;
}

function midpoint([ax, ay]: Position, [bx, by]: Position): Position {
  return [(ax! + bx!) / 2, (ay! + by!) / 2];
}

/** Positive where the ring goes counter-clockwise. */
function signedArea(ring: readonly Position[]): number {
  const [originX, originY] = ring[0] as [number, number];
  let area = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const [ax, ay] = ring[i - 1] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    area += (ax - originX) * (by - originY) - (bx - originX) * (ay - originY);
  }
  return area / 2;
}

function direction([ax, ay]: Position, [bx, by]: Position): number {
  return Math.atan2(by! - ay!, bx! - ax!);
}

function keyOf([x, y]: Position): string {
  return `${x} ${y}`;
}
