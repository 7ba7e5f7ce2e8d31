import type { Format } from './format-reader.ts';
import { recogniseJson } from './recognise-json.ts';
import type { Refused } from './refused-formats.ts';

/** What a file's beginning tells of it. */
export type Verdict = { format: Format } | { refused: Refused } | { zip: true };

/** How much of a file is looked at. */
export const HEAD_BYTES = 256 * 1024;

/** One character a byte; a TextDecoder of that name decodes Windows-1252. */
const byteText = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** Signatures at the very beginning, one character a byte. */
const SIGNATURES: [RegExp, Verdict][] = [
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  [/^fgb\x03fgb/, { format: 'flatgeobuf' }],
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  [/^PK(\x03\x04|\x05\x06)/, { zip: true }],
  [/^%PDF/, { refused: 'pdf' }],
  [/^(\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|II\+\0|BM[^]{4}\0{4}|RIFF[^]{4}WEBP)/, { refused: 'image' }],
  [/^AC10\d\d/, { refused: 'cad' }],
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  [/^(Rar!|7z\xbc\xaf|\x1f\x8b|BZh\d|\xfd7zXZ|\x28\xb5\x2f\xfd)/, { refused: 'packed' }],
  [/^[^]{257}ustar/, { refused: 'packed' }],
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  [/^\0\0\x27\x0a[^]{24}\xe8\x03\0\0/, { refused: 'shapefileAlone' }],
  // An OpenStreetMap PBF begins with the length of a header which names itself.
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  [/^\0\0[^]{2}\x0a\x09OSMHeader/, { format: 'osmPbf' }],
];
const GEOPACKAGE = /^(GPKG|GP10|GP11)$/;

/**
 * Tells what a file is: by its content first, by its name where the content leaves it open.
 *
 * @param head  its first HEAD_BYTES, or all of it
 */
export function recogniseBytes(head: Uint8Array, name: string): Verdict {
  const start = byteText(head.subarray(0, 512));
  if (start.startsWith('SQLite format 3\0')) {
    const isGeoPackage = GEOPACKAGE.test(start.slice(68, 72)) || /\.gpkg$/i.test(name);
    return isGeoPackage ? { format: 'geopackage' } : { refused: 'sqlite' };
  }
  // The container of old Office files; what it holds is told by the name alone.
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) {
    return { refused: /\.(doc|dot|ppt|pps|msg)$/i.test(name) ? 'document' : 'xls' };
  }
  for (const [signature, verdict] of SIGNATURES) if (signature.test(start)) return verdict;
  if (/\.(shp|shx|dbf|prj|cpg|sbn)$/i.test(name)) return { refused: 'shapefileAlone' };
  if (/\.(tab|mif|mid)$/i.test(name) && /^\s*(!table|version\s+\d)/i.test(start)) return { refused: 'mapinfo' };
  if (/^\s*0\r?\n\s*SECTION\r?\n/.test(start) || start.startsWith('AutoCAD Binary DXF')) return { refused: 'cad' };
  if (start.startsWith('{\\rtf')) return { refused: 'document' };
  return recogniseText(decode(head), name);
}

function recogniseText(text: string, name: string): Verdict {
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  const begin = /[^\s\ufeff\x1e]/.exec(text)?.[0];
  if (begin === '{' || begin === '[') return { format: recogniseJson(text) };
  if (begin === '<') return recogniseXml(text);
  if (isBinary(text)) return { refused: 'unknown' };
  if (/\.(geojsonl|ndjson)$/i.test(name)) return { format: 'geojsonSequence' };
  return { format: isOfdsTable(text, name) ? 'ofdsCsv' : 'csv' };
}

/** A table of nodes or spans of the Open Fibre Data Standard that came without the others. */
function isOfdsTable(text: string, name: string): boolean {
  const table = /^(nodes|spans)\.csv$/i.exec(name)?.[1];
  return table !== undefined && text.slice(0, 200).includes(`${table.toLowerCase()}/0/id`);
}

function recogniseXml(text: string): Verdict {
  // What stands before the root: a declaration, comments, instructions, a document type.
  const bare = text
    .replace(/<!--[^]*?-->/g, '')
    .replace(/<\?[^]*?\?>/g, '')
    .replace(/<!DOCTYPE[^[>]*(\[[^]*?\])?\s*>/i, (type) => (/html/i.test(type) ? '<html>' : ''));
  const root = /<([\w.-]+:)?([\w.-]+)([^>]*)/.exec(bare);
  const [, , local = '', attributes = ''] = root ?? [];
  if (/^(kml|osm)$/.test(local) && /<!(DOCTYPE|ENTITY)/i.test(text)) return { refused: 'entities' };
  if (local === 'kml' || ['Document', 'Placemark', 'Folder'].includes(local)) return { format: 'kml' };
  if (local === 'osm') return { format: 'osmXml' };
  if (/^html$/i.test(local)) return { refused: 'html' };
  if (local === 'gpx') return { refused: 'gpx' };
  if (local === 'svg') return { refused: 'image' };
  return { refused: /opengis\.net\/(gml|wfs|citygml)/.test(attributes) ? 'gml' : 'xml' };
}

/** Text in the encoding that its byte order mark, or its zeros, tell; one character a byte where it is neither. */
function decode(head: Uint8Array): string {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le').decode(head);
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be').decode(head);
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return new TextDecoder('utf-16le').decode(head);
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return new TextDecoder('utf-16be').decode(head);
  return new TextDecoder('utf-8').decode(head);
}

/** Whether characters that no text has are more than a slip. */
function isBinary(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- signatures hold bytes that are no text
  const strange = text.match(/[\0-\x08\x0e-\x1d\x1f\x7f]/g)?.length ?? 0;
  return strange > text.length / 1000;
}
