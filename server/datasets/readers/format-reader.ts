import type { FileLimits } from '../limits.ts';
import type { ReadEvent } from './source-record.ts';
import type { Source } from './source.ts';

export const FORMATS = [
  'csv',
  'xlsx',
  'geojson',
  'geojsonSequence',
  'topojson',
  'shapefile',
  'geopackage',
  'kml',
  'flatgeobuf',
  'ofdsJson',
  'ofdsCsv',
  'osmPbf',
  'osmXml',
] as const;
export type Format = (typeof FORMATS)[number];

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** The coordinate system that a file declares. */
export interface DeclaredCrs {
  /** null where the declaration names no code that is known */
  epsg: number | null;
  /** as the file says it, at most 1,000 characters */
  text: string;
}

/** How the text of a file was understood; formats of text only. */
export interface TextLook {
  encoding: Encoding;
  /** cells are parted by it; null where there are no cells */
  delimiter: ',' | ';' | '\t' | '|' | null;
  /** where the header begins, counted from 1; lines before it are a preamble; null where there is none */
  headerLine: number | null;
}

/** What can be read of a file by itself: a layer, a sheet, a topological object, the nodes of a network. */
export interface Layer {
  /** by which it is chosen; unique in the file; '' where a format has no names for them and there is one */
  name: string;
  /** in the order of the file; null where only the records tell */
  columns: readonly string[] | null;
  /** null where nothing is declared: formats that are WGS 84 by their standard declare 4326 */
  crs: DeclaredCrs | null;
  /** how many there are; null where only reading tells */
  records: number | null;
  text: TextLook | null;
}

/** What is read, and how: where something is null or absent, as the file itself is understood. */
export interface Reading {
  layer?: string | null;
  encoding?: Encoding | null;
  delimiter?: TextLook['delimiter'];
  headerLine?: number | null;
  /** absent: FILE_LIMITS */
  limits?: Readonly<FileLimits>;
}

/**
 * Reads one format. Both functions hold one record, or one block, at a time.
 *
 * @throws Problem 'file-unreadable' with the place where the file as a whole is not what it should be
 */
export interface FormatReader {
  format: Format;
  /** What can be chosen among, in the order of the file; at least one. */
  layers(source: Source): Promise<Layer[]>;
  /** The records of one layer, the first where none is chosen; geometries in the file's own coordinates. */
  read(source: Source, reading: Reading): AsyncGenerator<ReadEvent>;
}
