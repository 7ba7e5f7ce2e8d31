import type { RowError } from '../../problem.ts';

/** One record of a source file, of whatever format: a row of a CSV, a feature of a GeoJSON. */
export interface SourceRecord {
  /** counted from 1: the first row below the header, the first feature */
  row: number;
  /** where it begins, counted from 1 */
  line: number;
  /** what the source says of it, by its own names; nothing in here is checked yet */
  properties: Record<string, unknown>;
  /** what claims to be a GeoJSON geometry; null where there is none */
  geometry: unknown;
  /** length in characters, for bounding what is held at once */
  size: number;
}

/** What a reader tells, in the order of the file. */
export type ReadEvent =
  /** names of the columns, before any record; formats with a header only */
  | { type: 'columns'; columns: string[]; line: number }
  | { type: 'record'; record: SourceRecord }
  /** a record that cannot be handed on; reading goes on */
  | { type: 'fault'; error: RowError }
  /** something said of the file as a whole, before or after the records */
  | { type: 'member'; name: string; value: unknown };
