/** Points that stand too close together to be drawn apart. */
export interface Group<T> {
  /** Mean of its members, in the unit of their `x` and `y`. */
  x: number;
  y: number;
  members: T[];
}

/**
 * Gathers points closer than `reach` to the first of their group. Greedy, in the order given, so the same points
 * give the same groups wherever the map stands; time grows with the number of points alone while groups are small.
 *
 * @param points  x and y in world pixels
 * @param reach   in world pixels; 0 leaves every point alone
 */
export function groupPoints<T extends { x: number; y: number }>(points: readonly T[], reach: number): Group<T>[] {
  if (reach <= 0) return points.map((point) => ({ x: point.x, y: point.y, members: [point] }));
  const cells = new Map<string, { x: number; y: number; members: T[] }[]>();
  const seeds: { x: number; y: number; members: T[] }[] = [];
  for (const point of points) {
    const column = Math.floor(point.x / reach);
    const row = Math.floor(point.y / reach);
    const near = nearestSeed(cells, column, row, point, reach);
    if (near !== undefined) {
      near.members.push(point);
      continue;
    }
    const seed = { x: point.x, y: point.y, members: [point] };
    seeds.push(seed);
    const key = `${column},${row}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [seed]);
    else cell.push(seed);
  }
  return seeds.map(({ members }) => ({
    x: members.reduce((sum, { x }) => sum + x, 0) / members.length,
    y: members.reduce((sum, { y }) => sum + y, 0) / members.length,
    members,
  }));
}

function nearestSeed<S extends { x: number; y: number }>(
  cells: ReadonlyMap<string, S[]>,
  column: number,
  row: number,
  point: { x: number; y: number },
  reach: number,
): S | undefined {
  let nearest: S | undefined;
  let least = reach;
  for (let i = column - 1; i <= column + 1; i += 1) {
    for (let j = row - 1; j <= row + 1; j += 1) {
      for (const seed of cells.get(`${i},${j}`) ?? []) {
        const distance = Math.hypot(seed.x - point.x, seed.y - point.y);
        if (distance < least) [nearest, least] = [seed, distance];
      }
    }
  }
  return nearest;
}
