/**
 * SQL: the geometry's box meets a box; true where none is asked for.
 *
 * @param box SQL of `[west, south, east, north]` in degrees WGS84 or null, such as `$4`
 */
export const withinBox = (geometry: string, box: string): string => {
  const side = (index: number) => `(${box}::double precision[])[${index}]`;
  return `(${box}::double precision[] IS NULL
    OR ${geometry} && ST_MakeEnvelope(${side(1)}, ${side(2)}, ${side(3)}, ${side(4)}, 4326))`;
};
