import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';

/**
 * The chosen codes and those of every municipality that shares an edge with one of them. Takes
 * boundaries whose neighbours repeat the same vertices, as ISTAT's do; a shared corner is no border.
 */
export function findBorderNeighbours(
  municipalities: readonly Feature<Polygon | MultiPolygon, { com_istat_code: string }>[],
  chosen: ReadonlySet<string>,
): Set<string> {
  const edges = new Set<string>();
  for (const { geometry, properties } of municipalities) {
    if (chosen.has(properties.com_istat_code)) for (const edge of edgeKeys(geometry)) edges.add(edge);
  }
  const withNeighbours = new Set(chosen);
  for (const { geometry, properties } of municipalities) {
    if (edgeKeys(geometry).some((edge) => edges.has(edge))) withNeighbours.add(properties.com_istat_code);
  }
  return withNeighbours;
}

/** One key per edge, the same whichever way the ring winds. */
function edgeKeys(geometry: Polygon | MultiPolygon): string[] {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flat().flatMap((ring) =>
    ring.slice(1).map((to, index) => {
      const [a, b] = [positionKey(ring[index]!), positionKey(to)];
      return a < b ? `${a}|${b}` : `${b}|${a}`;
    }),
  );
}

function positionKey([lng = 0, lat = 0]: Position): string {
  return `${lng.toFixed(7)},${lat.toFixed(7)}`;
}
