import { kml as toGeoJson } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { FILE_LIMITS } from '../limits.ts';
import { epsgCrs } from './declared-crs.ts';
import type { FormatReader } from './format-reader.ts';
import { faultOf, noNumber } from './geometry-fault.ts';
import { PlacemarkCutter, type Placemark } from './placemark-cutter.ts';
import { flatten } from './simple-geometry.ts';
import type { ReadEvent } from './source-record.ts';
import { parseXml } from './xml-text.ts';

/** What says how it looks, or how it was drawn, and nothing of what it is. */
const NOT_TAKEN = /^(styleUrl|styleHash|styleMapHash|stroke|fill|icon|label|visibility|open|coordinateProperties)/;

/**
 * Reads KML placemark by placemark, each cut out of the stream and parsed by itself. Links to other files are never
 * followed. The folders that a placemark lies in are its property `folder`.
 */
export const kml: FormatReader = {
  format: 'kml',
  layers: () => Promise.resolve([{ name: '', columns: null, crs: epsgCrs(4326), records: null, text: null }]),
  read: async function* (source, { limits = FILE_LIMITS }) {
    const cutter = new PlacemarkCutter(limits);
    let row = 0;
    for await (const _ of parseXml(source.read(), limits.depth, cutter)) {
      for (const placemark of cutter.take()) yield readPlacemark(placemark, (row += 1));
    }
  },
};

function readPlacemark({ xml, line, folder, fault }: Placemark, row: number): ReadEvent {
  const at = (event: ReadEvent & { type: 'fault' }) => ({ ...event, error: { ...event.error, line } });
  if (fault !== null) return at(faultOf(row, fault));
  const document = new DOMParser({ errorHandler: () => {} }).parseFromString(xml, 'text/xml');
  const [feature] = toGeoJson(document).features;
  const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  if (folder !== '') properties['folder'] = folder;
  for (const [name, value] of Object.entries(feature?.properties ?? {})) {
    if (!NOT_TAKEN.test(name)) properties[name] = plain(value);
  }
  if (feature?.id !== undefined && !('id' in properties)) properties['id'] = feature.id;
  const geometry = flatten(feature?.geometry ?? null);
  if (geometry === 'no number') return at(faultOf(row, noNumber()));
  return { type: 'record', record: { row, line, properties, geometry, size: xml.length } };
}

/** A description in HTML comes with a note that it is. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('@type' in value)) return value;
  return (value as { value?: unknown }).value ?? null;
}
