import { readCsv } from './csv.ts';
import type { Format, FormatReader, Layer } from './format-reader.ts';
import { readGeoJson } from './geojson.ts';
import type { Reader } from './source-record.ts';
import { decodeUtf8 } from './utf8.ts';

const LAYER: Layer = { name: '', columns: null, crs: null, records: null, text: null };

const wrap = (format: Format, layer: Layer, read: Reader): FormatReader => ({
  format,
  layers: async () => [layer],
  read: (source) => read(decodeUtf8(source.read())),
});

export const csv = wrap('csv', LAYER, readCsv);
export const geojson = wrap('geojson', { ...LAYER, crs: { epsg: 4326, text: 'WGS 84' } }, readGeoJson);
