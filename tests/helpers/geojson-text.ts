/** Rings of a square with this south-west corner and side, in degrees. */
export const square = (west: number, south: number, size: number) => [
  [
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  ],
];
/** A feature with these coordinates. */
export const feature = (properties: object, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
/** A FeatureCollection as a file holds it. */
export const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
