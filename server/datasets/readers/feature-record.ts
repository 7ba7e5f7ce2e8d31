import type { ReadEvent, SourceRecord } from './source-record.ts';

const GEOMETRIES = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
];

/** A GeoJSON Feature, or a geometry alone, as a record; a fault where it is neither. */
export function featureRecord(value: unknown, place: Pick<SourceRecord, 'row' | 'line' | 'size'>): ReadEvent {
  if (isObject(value) && value['type'] === 'Feature') {
    const { id, geometry = null } = value;
    const properties = isObject(value['properties']) ? value['properties'] : {};
    // A feature's own id is what most programs write; a property of that name says it more plainly.
    const named = id === undefined || 'id' in properties ? properties : { ...properties, id };
    return { type: 'record', record: { ...place, properties: named, geometry } };
  }
  const { row, line } = place;
  const reason = { en: 'not a GeoJSON Feature', it: 'non è una Feature GeoJSON' };
  return { type: 'fault', error: { row, line, column: 'type', value: describe(value), reason } };
}

export function isGeometryType(type: unknown): boolean {
  return GEOMETRIES.includes(type as string);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return (JSON.stringify(isObject(value) ? (value['type'] ?? null) : value) ?? '').slice(0, 100);
}
