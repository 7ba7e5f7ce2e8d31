/** `[west, south, east, north]` in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The box around positions `[lng, lat]`, however deep they lie in the coordinates of a geometry. */
export function boxOf(coordinates: readonly unknown[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (item: readonly unknown[]): void => {
    if (typeof item[0] !== 'number') {
      for (const inner of item) visit(inner as readonly unknown[]);
      return;
    }
    const [lng, lat] = item as readonly [number, number];
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  };
  visit(coordinates);
  return [west, south, east, north];
}

export function boxesMeet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

export function boxHolds([west, south, east, north]: Box, [lng, lat]: readonly number[]): boolean {
  return west <= lng! && lng! <= east && south <= lat! && lat! <= north;
}
