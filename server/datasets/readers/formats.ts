import { csv } from './csv.ts';
import type { Format, FormatReader } from './format-reader.ts';
import { flatgeobuf } from './flatgeobuf.ts';
import { geojson } from './geojson.ts';
import { geojsonSequence } from './geojson-sequence.ts';
import { geopackage } from './geopackage.ts';
import { kml } from './kml.ts';
import { ofdsCsv } from './ofds-csv.ts';
import { ofdsJson } from './ofds-json.ts';
import { osmPbf } from './osm-pbf.ts';
import { osmXml } from './osm-xml.ts';
import { readMembers, type Part } from './members.ts';
import { HEAD_BYTES, recogniseBytes } from './recognise-bytes.ts';
import { chooseMembers } from './recognise-archive.ts';
import { isEmpty, refusal } from './refused-formats.ts';
import { besideShape, shapefile } from './shapefile.ts';
import type { Source } from './source.ts';
import { topojson } from './topojson.ts';
import { xlsx } from './xlsx.ts';

/** The formats that are read. */
const READERS: Record<Format, FormatReader> = {
  csv,
  xlsx,
  geojson,
  geojsonSequence,
  topojson,
  geopackage,
  shapefile,
  kml,
  flatgeobuf,
  ofdsJson,
  ofdsCsv,
  osmPbf,
  osmXml,
};

/** A file whose format is known, and what reads it. */
export interface Recognised {
  format: Format;
  /** what is to be read: the file, or of an archive the member */
  source: Source;
  /** reads `source`; where an archive holds several files that can be read, all of them, as layers `member/layer` */
  reader: FormatReader;
}

/**
 * Tells what a file is, from its content first and its name second; archives are looked into.
 *
 * @throws Problem 'file-unreadable' with the way out, where it is nothing that is read
 */
export async function recognise(source: Source): Promise<Recognised> {
  const head = await readHead(source);
  if (head.length === 0) throw isEmpty(source.name);
  const verdict = recogniseBytes(head, source.name);
  if ('refused' in verdict && verdict.refused === 'shapefileAlone' && hasAttributes(source)) {
    return asRecognised('shapefile', source);
  }
  if ('refused' in verdict) throw refusal(verdict.refused, source.name);
  if ('format' in verdict) return asRecognised(verdict.format, source);
  const members = (await source.unpack?.()) ?? null;
  if (members === null) throw refusal('unknown', source.name);
  const chosen = await chooseMembers(source, members, recognise);
  if ('format' in chosen) return asRecognised(chosen.format, chosen.source);
  const [first] = chosen.parts;
  if (chosen.parts.length === 1) return first!;
  return { format: first!.format, source, reader: readMembers(chosen.parts satisfies Part[]) };
}

/** Whether a .shp has its table beside it. */
function hasAttributes(shape: Source): boolean {
  return /\.shp$/i.test(shape.name) && besideShape(shape, 'dbf') !== null;
}

function asRecognised(format: Format, source: Source): Recognised {
  return { format, source, reader: READERS[format] };
}

async function readHead(source: Source): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(HEAD_BYTES, source.bytes));
  let length = 0;
  for await (const piece of source.read()) {
    head.set(piece.subarray(0, head.length - length), length);
    length = Math.min(head.length, length + piece.length);
    if (length === head.length) break;
  }
  return head.subarray(0, length);
}
