import { Problem } from '../../problem.ts';
import { JsonSplitter, type Part } from './json-splitter.ts';
import type { ReadEvent } from './source-record.ts';

/** Names of the one coordinate system that GeoJSON knows (RFC 7946, section 4), as files spell it. */
const WGS84 = /^(urn:ogc:def:crs:)?(OGC:[\d.]*:?CRS84|EPSG:[\d.]*:?4326)$/i;

/**
 * Reads a GeoJSON FeatureCollection feature by feature, in bounded memory even where the file is a single line.
 *
 * @throws Problem 'file-unreadable' with line and column: no JSON, cut short, something after the end; no
 *   FeatureCollection; a declared coordinate system other than WGS84; a feature beyond the limits of JsonSplitter
 */
export async function* readGeoJson(text: AsyncIterable<string>): AsyncGenerator<ReadEvent> {
  const splitter = new JsonSplitter('features');
  let row = 0;
  let declared: unknown;
  let hasList = false;
  const events = function* (parts: Iterable<Part>): Generator<ReadEvent> {
    for (const part of parts) {
      if (part.type === 'list') hasList = true;
      else if (part.type === 'member') {
        if (part.name === 'type') declared = part.value;
        if (part.name === 'type' && part.value !== 'FeatureCollection') throw noCollection(part.value);
        if (part.name === 'crs') checkCrs(part.value);
        yield part;
      } else yield readFeature(part, (row += 1));
    }
  };
  for await (const piece of text) yield* events(splitter.feed(piece));
  splitter.end();
  if (declared !== 'FeatureCollection' || !hasList) throw noCollection(declared);
}

function readFeature({ value, line, size }: Part & { type: 'element' }, row: number): ReadEvent {
  if (!isObject(value) || value['type'] !== 'Feature') {
    const reason = { en: 'not a GeoJSON Feature', it: 'non è una Feature GeoJSON' };
    return { type: 'fault', error: { row, line, column: 'type', value: describe(value), reason } };
  }
  const { id, geometry = null } = value;
  const properties = isObject(value['properties']) ? value['properties'] : {};
  // A feature's own id is what most programs write; a property of that name says it more plainly.
  const named = id === undefined || 'id' in properties ? properties : { ...properties, id };
  return { type: 'record', record: { row, line, properties: named, geometry, size } };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  return JSON.stringify(isObject(value) ? (value['type'] ?? null) : value).slice(0, 100);
}

function noCollection(type: unknown): Problem {
  const found = typeof type === 'string' ? ` ("type": "${type.slice(0, 50)}")` : '';
  return new Problem('file-unreadable', {
    en: `The file is JSON, but not a GeoJSON FeatureCollection${found}. Export the layer as GeoJSON, coordinates in WGS 84 (EPSG:4326)`,
    it: `Il file è JSON, ma non una FeatureCollection GeoJSON${found}. Esportare il layer come GeoJSON, coordinate in WGS 84 (EPSG:4326)`,
  });
}

/** @throws Problem 'file-unreadable' where a file says that its coordinates are in another system */
function checkCrs(crs: unknown): void {
  if (crs === null) return;
  const properties = isObject(crs) && isObject(crs['properties']) ? crs['properties'] : {};
  const { name } = properties;
  if (typeof name === 'string' && WGS84.test(name.trim())) return;
  const declared = typeof name === 'string' ? name.slice(0, 100) : JSON.stringify(crs).slice(0, 100);
  throw new Problem('file-unreadable', {
    en: `The file says that its coordinates are in ${declared}. Save it in WGS 84, longitude and latitude (EPSG:4326)`,
    it: `Il file dichiara coordinate in ${declared}. Salvarlo in WGS 84, longitudine e latitudine (EPSG:4326)`,
  });
}
