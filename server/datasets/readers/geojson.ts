import { Problem } from '../../problem.ts';
import { declaredCrs, WGS84 } from './declared-crs.ts';
import { openText, type TextSource } from './encoding.ts';
import { featureRecord, isGeometryType } from './feature-record.ts';
import type { DeclaredCrs, FormatReader, Layer, Reading } from './format-reader.ts';
import { JsonSplitter, type Part } from './json-splitter.ts';
import type { ReadEvent } from './source-record.ts';
import type { Source } from './source.ts';

/** Where a file says its coordinate system after its features, it does so this near to its end. */
const TAIL_BYTES = 64 * 1024;
/** Members of a Feature or a geometry that stands alone: they may be as long as a feature. */
const PARTS_OF_ONE = new Set(['geometry', 'properties', 'coordinates', 'geometries']);

/** GeoJSON: a FeatureCollection, or one Feature or geometry alone. */
export const geojson = {
  format: 'geojson',
  async layers(source: Pick<Source, 'read' | 'bytes'>): Promise<Layer[]> {
    const { encoding, text } = await openText(source);
    const crs = (await crsBeforeFeatures(text)) ?? (await crsAfterFeatures(source)) ?? WGS84;
    return [
      { name: '', columns: null, crs, records: null, text: { encoding, delimiter: null, headerLine: null } },
    ];
  },
  async *read(source: TextSource, reading: Reading): AsyncGenerator<ReadEvent> {
    const { text } = await openText(source, reading.encoding);
    yield* readGeoJson(text);
  },
} satisfies FormatReader;

/**
 * Reads GeoJSON feature by feature, in bounded memory even where the file is a single line.
 *
 * @throws Problem 'file-unreadable' with line and column: no JSON, cut short, something after the end; no
 *   GeoJSON; a feature beyond the limits of JsonSplitter
 */
export async function* readGeoJson(text: AsyncIterable<string>): AsyncGenerator<ReadEvent> {
  const splitter = new JsonSplitter('features', PARTS_OF_ONE);
  const alone: Record<string, unknown> = {};
  let row = 0;
  let hasList = false;
  let size = 0;
  for await (const piece of text) {
    size += piece.length;
    for (const part of splitter.feed(piece)) {
      if (part.type === 'list') hasList = true;
      else if (part.type === 'element') yield featureRecord(part.value, { row: (row += 1), ...placeOf(part) });
      else {
        if (part.name === 'type' && !isKnownType(part.value)) throw noGeoJson(part.value);
        if (part.name === 'type' || part.name === 'id' || PARTS_OF_ONE.has(part.name)) alone[part.name] = part.value;
        else yield part;
      }
    }
  }
  splitter.end();
  const { type } = alone;
  if (type === 'FeatureCollection' ? !hasList : !isKnownType(type) || hasList) throw noGeoJson(type);
  if (type !== 'FeatureCollection') yield featureRecord(alone, { row: 1, line: 1, size });
}

const placeOf = ({ line, size }: Part & { type: 'element' }) => ({ line, size });

const isKnownType = (type: unknown) => type === 'FeatureCollection' || type === 'Feature' || isGeometryType(type);

/** What the file declares before its features, which are not read. */
async function crsBeforeFeatures(text: AsyncIterable<string>): Promise<DeclaredCrs | null> {
  const splitter = new JsonSplitter('features', PARTS_OF_ONE);
  for await (const piece of text) {
    for (const part of splitter.feed(piece)) {
      if (part.type === 'member' && part.name === 'type' && !isKnownType(part.value)) throw noGeoJson(part.value);
      if (part.type === 'member' && part.name === 'crs') return declaredCrs(part.value);
      if (part.type === 'list') return null;
    }
  }
  splitter.end();
  return null;
}

/** What it declares after them: a last member from which on the text is what is left of an object. */
async function crsAfterFeatures(source: Pick<Source, 'read' | 'bytes'>): Promise<DeclaredCrs | null> {
  const decoder = new TextDecoder();
  let tail = '';
  for await (const piece of source.read(Math.max(0, source.bytes - TAIL_BYTES))) {
    tail += decoder.decode(piece, { stream: true });
  }
  for (let at = tail.lastIndexOf('"crs"'), tries = 0; at > 0 && tries < 10; at = tail.lastIndexOf('"crs"', at - 1)) {
    tries += 1;
    try {
      return declaredCrs((JSON.parse(`{${tail.slice(at)}`) as { crs: unknown }).crs);
    } catch {
      // It is a property of a feature: more than one object ends after it.
    }
  }
  return null;
}

function noGeoJson(type: unknown): Problem {
  const found = typeof type === 'string' ? ` ("type": "${type.slice(0, 50)}")` : '';
  return new Problem('file-unreadable', {
    en: `The file is JSON, but not a GeoJSON FeatureCollection${found}. Export the layer as GeoJSON`,
    it: `Il file è JSON, ma non una FeatureCollection GeoJSON${found}. Esportare il layer come GeoJSON`,
  });
}
