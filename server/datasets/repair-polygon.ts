import { subtract, unite, type Polygons } from '../geo/polygons.ts';
import { separateRings } from '../geo/simple-rings.ts';

/**
 * Makes a polygon valid whose rings cross or touch themselves or each other: what its parts wind around, each hole
 * taking away from its own part alone. What lies in two parts is there once, and is not lost.
 *
 * Done here and not by ST_MakeValid: on some wild polygons that one ends a statement of the embedded database without
 * rows and without an error, on others it takes seconds; and its usual method makes holes of what two parts share.
 *
 * @returns null where the rings enclose no area
 * @throws what the clipping kernel throws: rings so tangled that it would take minutes
 */
export function repairPolygon(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): GeoJSON.MultiPolygon | null {
  const given: Polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  // Crossings are rounded to a millimetre, which may make edges meet that did not: the second time there are none.
  const repaired = repairOnce(repairOnce(given));
  return repaired.length === 0 ? null : { type: 'MultiPolygon', coordinates: repaired };
}

function repairOnce(polygons: Polygons): Polygons {
  const parts = polygons.map(([shell, ...holes]) =>
    subtract(
      unite([[[shell!]]]),
      holes.map((hole) => unite([[[hole]]])),
    ),
  );
  return separateRings(unite(parts));
}
