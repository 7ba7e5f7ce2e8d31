import { isObject } from './feature-record.ts';
import type { DeclaredCrs } from './format-reader.ts';

const MAX_CHARACTERS = 1000;

/** What GeoJSON is in where it declares nothing (RFC 7946, section 4). */
export const WGS84: DeclaredCrs = { epsg: 4326, text: 'WGS 84 (RFC 7946)' };

/**
 * The coordinate system of a `crs` member, as GeoJSON of 2008 and TopoJSON have it: by name (`EPSG:32632`,
 * `urn:ogc:def:crs:EPSG::32632`, `urn:ogc:def:crs:OGC:1.3:CRS84`), by code, or by a link that names one.
 *
 * @returns null where the member is null or says nothing
 */
export function declaredCrs(crs: unknown): DeclaredCrs | null {
  if (crs === null || crs === undefined) return null;
  const properties = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {};
  const { name, code, href } = properties;
  if (isObject(crs) && crs['type'] === 'EPSG' && code !== undefined) return named(`EPSG:${String(code)}`);
  const text = [name, href, crs].find((one) => typeof one === 'string');
  return named(typeof text === 'string' ? text.trim() : JSON.stringify(crs));
}

function named(text: string): DeclaredCrs {
  const code = /(?:^|[^a-z])EPSG(?:::|:[\d.]+:|:|\/[\d.]+\/|\/)(\d{4,6})(?!\d)/i.exec(text)?.[1];
  const epsg = code !== undefined ? Number(code) : /CRS:?84h?$/i.test(text) ? 4326 : null;
  return { epsg, text: text.slice(0, MAX_CHARACTERS) };
}
