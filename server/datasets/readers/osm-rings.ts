type Ring = GeoJSON.Position[];

/** A line of a multipolygon's border, as ids of nodes. */
export interface Border {
  refs: readonly number[];
  isInner: boolean;
}

/**
 * Joins lines end to end into closed rings of node ids; null where one cannot be closed.
 * Source: https://wiki.openstreetmap.org/wiki/Relation:multipolygon/Algorithm
 */
export function joinRings(lines: readonly (readonly number[])[]): number[][] | null {
  const byEnd = new Map<number, Set<readonly number[]>>();
  const open = new Set<readonly number[]>();
  const rings: number[][] = [];
  for (const line of lines) {
    if (line.length < 2) return null;
    if (line[0] === line.at(-1)) {
      rings.push([...line]);
      continue;
    }
    open.add(line);
    for (const end of [line[0]!, line.at(-1)!]) byEnd.set(end, (byEnd.get(end) ?? new Set()).add(line));
  }
  for (const first of open) {
    open.delete(first);
    const ring = [...first];
    while (ring[0] !== ring.at(-1)) {
      const end = ring.at(-1)!;
      const next = [...(byEnd.get(end) ?? [])].find((line) => open.has(line));
      if (next === undefined) return null;
      open.delete(next);
      const onwards = next[0] === end ? next : next.toReversed();
      for (const ref of onwards.slice(1)) ring.push(ref);
    }
    rings.push(ring);
  }
  return rings.every((ring) => ring.length >= 4) ? rings : null;
}

/** Polygons with their holes, each in the smallest outer ring around it; null where a hole lies in none. */
export function nestRings(outer: readonly Ring[], inner: readonly Ring[]): Ring[][] | null {
  const polygons = outer.map((ring) => [ring]);
  for (const hole of inner) {
    const around = polygons.filter(([ring]) => hole.every((position) => isWithin(position, ring!)));
    const [smallest] = around.toSorted(([a], [b]) => planeArea(a!) - planeArea(b!));
    if (smallest === undefined) return null;
    smallest.push(hole);
  }
  return polygons;
}

/** Whether a position lies in a ring or on its border. */
function isWithin([x, y]: GeoJSON.Position, ring: Ring): boolean {
  let inside = false;
  for (let at = 1; at < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at - 1] as [number, number], ring[at] as [number, number]];
    const side = (bx - ax) * (y! - ay) - (by - ay) * (x! - ax);
    const isBeside =
      Math.min(ax, bx) <= x! && x! <= Math.max(ax, bx) && Math.min(ay, by) <= y! && y! <= Math.max(ay, by);
    if (side === 0 && isBeside) return true;
    if (ay > y! !== by > y! && x! < ((bx - ax) * (y! - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function planeArea(ring: Ring): number {
  let twice = 0;
  for (let at = 1; at < ring.length; at += 1) {
    twice += ring[at - 1]![0]! * ring[at]![1]! - ring[at]![0]! * ring[at - 1]![1]!;
  }
  return Math.abs(twice) / 2;
}
