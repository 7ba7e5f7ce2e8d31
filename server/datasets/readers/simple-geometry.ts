/** Kinds of which several make one. */
const MULTI = { Point: 'MultiPoint', LineString: 'MultiLineString', Polygon: 'MultiPolygon' } as const;

/**
 * A geometry in two dimensions, where a collection of one kind is one of that kind.
 *
 * @returns 'no number' where a coordinate is none
 */
export function flatten(geometry: GeoJSON.Geometry | null): GeoJSON.Geometry | null | 'no number' {
  if (geometry === null) return null;
  if (geometry.type !== 'GeometryCollection') {
    const coordinates = inTwo(geometry.coordinates);
    return coordinates === null ? 'no number' : ({ type: geometry.type, coordinates } as GeoJSON.Geometry);
  }
  const geometries = geometry.geometries.map(flatten).filter((member) => member !== null);
  if (geometries.includes('no number')) return 'no number';
  return gathered(geometries as GeoJSON.Geometry[]);
}

function gathered(geometries: GeoJSON.Geometry[]): GeoJSON.Geometry | null {
  const [first] = geometries;
  if (first === undefined || geometries.length === 1) return first ?? null;
  const { type } = first;
  if (!(type in MULTI) || geometries.some((member) => member.type !== type)) {
    return { type: 'GeometryCollection', geometries };
  }
  const coordinates = geometries.map((member) => (member as GeoJSON.Point).coordinates);
  return { type: MULTI[type as keyof typeof MULTI], coordinates } as unknown as GeoJSON.Geometry;
}

/** null where a coordinate is no number */
function inTwo(value: unknown): unknown {
  const list = value as unknown[];
  if (typeof list[0] === 'number' || list.length === 0) {
    return list.length >= 2 && Number.isFinite(list[0]) && Number.isFinite(list[1]) ? list.slice(0, 2) : null;
  }
  const parts = list.map(inTwo);
  return parts.includes(null) ? null : parts;
}
