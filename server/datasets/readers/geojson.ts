import type { Problem } from '../../problem.ts';
import { openText } from './encoding.ts';
import type { DeclaredCrs, FormatReader } from './format-reader.ts';
import { namedCrs } from './geojson-crs.ts';
import { unreadable } from './json-problems.ts';
import { JsonSplitter, type Part } from './json-splitter.ts';
import type { ReadEvent } from './source-record.ts';
import type { Source } from './source.ts';

const WGS84: DeclaredCrs = { epsg: 4326, text: 'WGS 84 (RFC 7946)' };
/** So much of the end of a file is looked at for what it declares there. */
const TAIL_BYTES = 64 * 1024;
const GEOMETRIES = ['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'];
/** A file may be one feature, whose geometry is then a member of the outermost object. */
const MAX_SHAPE_CHARACTERS = 32 * 1024 * 1024;

/**
 * Reads a GeoJSON FeatureCollection feature by feature, in bounded memory even where the file is a single line; also
 * one feature, or one geometry. A coordinate system that it declares, as GeoJSON of 2008 could, is told.
 *
 * @throws Problem 'file-unreadable' with line and column: no JSON, cut short, something after the end; no
 *   FeatureCollection; a feature beyond the limits of JsonSplitter
 */
export const geojson: FormatReader = {
  format: 'geojson',
  async layers(source) {
    const crs = (await crsBeforeFeatures(source)) ?? (await crsAfterFeatures(source)) ?? WGS84;
    return [{ name: '', columns: null, crs, records: null, text: null }];
  },
  async *read(source, { encoding }) {
    yield* readGeoJson((await openText(source, encoding ?? null)).text);
  },
};

async function crsBeforeFeatures(source: Source): Promise<DeclaredCrs | null> {
  for await (const event of readGeoJson((await openText(source)).text)) {
    if (event.type !== 'member') break;
    if (event.name === 'crs') return namedCrs(event.value);
  }
  return null;
}

/** What is declared below the features: a member after which nothing but the end of the outermost object comes. */
async function crsAfterFeatures(source: Source): Promise<DeclaredCrs | null> {
  const decoder = new TextDecoder();
  let tail = '';
  for await (const piece of source.read(Math.max(0, source.bytes - TAIL_BYTES))) {
    tail += decoder.decode(piece, { stream: true });
  }
  try {
    const at = tail.lastIndexOf('"crs"');
    return at === -1 ? null : namedCrs((JSON.parse(`{${tail.slice(at)}`) as { crs: unknown }).crs);
  } catch {
    // A property of a feature, after which more than one object ends.
    return null;
  }
}

async function* readGeoJson(text: AsyncIterable<string>): AsyncGenerator<ReadEvent> {
  const splitter = new JsonSplitter('features', MAX_SHAPE_CHARACTERS);
  const outermost = new Map<string, unknown>();
  let row = 0;
  let hasList = false;
  const events = function* (parts: Iterable<Part>): Generator<ReadEvent> {
    for (const part of parts) {
      if (part.type === 'list') hasList = true;
      else if (part.type === 'member') {
        if (part.name === 'type' && !isRead(part.value)) throw noCollection(part.value);
        outermost.set(part.name, part.value);
        yield part;
      } else yield readFeature(part, (row += 1));
    }
  };
  for await (const piece of text) yield* events(splitter.feed(piece));
  splitter.end();
  const type = outermost.get('type');
  if (type === 'FeatureCollection' && hasList) return;
  if (!isRead(type) || type === 'FeatureCollection') throw noCollection(type);
  const value = Object.fromEntries(outermost);
  const feature = type === 'Feature' ? value : { type: 'Feature', properties: {}, geometry: value };
  yield readFeature({ value: feature, line: 1, size: JSON.stringify(value).length }, 1);
}

const isRead = (type: unknown): boolean =>
  type === 'FeatureCollection' || type === 'Feature' || GEOMETRIES.includes(String(type));

/** One element of a list of features as a record, or as a fault. */
export function readFeature(
  { value, line, size }: { value: unknown; line: number; size: number },
  row: number,
): ReadEvent {
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
  return unreadable(
    `The file is JSON, but not a GeoJSON FeatureCollection${found}. Export the layer as GeoJSON`,
    `Il file è JSON, ma non una FeatureCollection GeoJSON${found}. Esportare il layer come GeoJSON`,
  );
}
