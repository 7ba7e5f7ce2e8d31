/** The coordinate system that everything is stored in: longitude and latitude, WGS 84. */
export const WGS84 = 4326;

/** From Monte Mario to WGS 84, peninsular Italy (EPSG transformation 1660); good to some metres everywhere else in Italy. */
const MONTE_MARIO = '+ellps=intl +towgs84=-104.1,-49.1,-9.9,0.971,-2.917,0.714,-11.68 +no_defs';

/**
 * Systems that are brought over by a definition of ours: files leave the shift of their datum out, some databases look for
 * grids of it, and all must give the same.
 */
const DEFINED: Record<number, string> = {
  3003: `+proj=tmerc +lat_0=0 +lon_0=9 +k=0.9996 +x_0=1500000 +y_0=0 +units=m ${MONTE_MARIO}`,
  3004: `+proj=tmerc +lat_0=0 +lon_0=15 +k=0.9996 +x_0=2520000 +y_0=0 +units=m ${MONTE_MARIO}`,
  4265: `+proj=longlat ${MONTE_MARIO}`,
};

/** By what the database brings positions of a system over: its EPSG code, or a definition of ours. */
export const systemOf = (epsg: number): number | string => DEFINED[epsg] ?? epsg;

type Position = [number, number];

/** Every position of GeoJSON geometries, in place: what is written into one is written into its geometry. */
export function positionsOf(geometries: readonly unknown[]): Position[] {
  const found: Position[] = [];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value as unknown[];
    if (typeof x === 'number' && typeof y === 'number') found.push(value as Position);
    else for (const part of value as unknown[]) visit(part);
  };
  for (const geometry of geometries) visit((geometry as { coordinates?: unknown } | null)?.coordinates);
  return found;
}
