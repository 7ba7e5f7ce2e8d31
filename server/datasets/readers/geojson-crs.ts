import type { DeclaredCrs } from './format-reader.ts';

const CRS84 = /^(urn:ogc:def:crs:)?OGC:[\d.]*:?CRS84$/i;
const EPSG = /\bEPSG\b(?:.*[:/#])?(\d{4,6})$/i;

/**
 * The coordinate system that the `crs` member of a GeoJSON of 2008 names; null where there is none. Positions are in
 * the order x, y whatever the system's own order is: GeoJSON 2008, section 2.1.1.
 */
export function namedCrs(crs: unknown): DeclaredCrs | null {
  if (crs === null || crs === undefined) return null;
  const { type, properties } = crs as { type?: unknown; properties?: Record<string, unknown> };
  const named = properties?.['name'] ?? (type === 'EPSG' ? `EPSG:${String(properties?.['code'])}` : undefined);
  const text = (typeof named === 'string' ? named.trim() : JSON.stringify(crs)).slice(0, 1000);
  const code = CRS84.test(text) ? '4326' : EPSG.exec(text)?.[1];
  return { epsg: code === undefined ? null : Number(code), text };
}
