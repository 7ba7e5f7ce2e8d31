import { readCsv } from '../datasets/readers/csv.ts';
import type { Format, FormatReader, Layer } from '../datasets/readers/format-reader.ts';
import { readGeoJson } from '../datasets/readers/geojson.ts';
import type { Reader } from '../datasets/readers/source-record.ts';
import type { Source } from '../datasets/readers/source.ts';
import { decodeUtf8 } from '../datasets/readers/utf8.ts';

const LAYER: Layer = { name: '', columns: null, crs: null, records: null, text: null };
const WGS84 = { epsg: 4326, text: 'WGS 84' };

const wrap = (format: Format, layer: Layer, read: Reader): FormatReader => ({
  format,
  layers: async () => [layer],
  read: (source) => read(decodeUtf8(source.read())),
});

const csv = wrap('csv', LAYER, readCsv);
const geojson = wrap('geojson', { ...LAYER, crs: WGS84 }, readGeoJson);

export const FORMAT_READERS: Partial<Record<Format, FormatReader>> = { csv, geojson };

/** Which reader reads a file, by its name and its first bytes. */
export async function recogniseFormat(source: Source): Promise<{ reader: FormatReader; source: Source }> {
  for await (const piece of source.read()) {
    const [first] = new TextDecoder().decode(piece.subarray(0, 1000)).trimStart();
    return { reader: first === '{' || first === '[' || /json$/i.test(source.name) ? geojson : csv, source };
  }
  return { reader: csv, source };
}
