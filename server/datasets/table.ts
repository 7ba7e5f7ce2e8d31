import { EntitySchema } from 'typeorm';
import type { Bilingual } from '../problem.ts';

export interface DatasetRow {
  id: number;
  kind: string;
  name: string;
  nature: 'fact' | 'generated';
  origin: string | null;
  sourceUrl: string | null;
  licence: string | null;
  asOf: string | null;
  fileName: string;
  sha256: string;
  importedAt: Date;
  rowsRead: number;
  rowsStored: number;
  rowsWithoutPlace: number;
  warnings: Bilingual[];
  /** the choices by which its file was read; null where it was read before there were any */
  readAs: unknown;
  /** number of the newest version; 0 where nothing was imported */
  version: number;
}

export const datasetTable = new EntitySchema<DatasetRow>({
  name: 'dataset',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    kind: { type: 'text' },
    name: { type: 'text' },
    nature: { type: 'text' },
    origin: { type: 'text', nullable: true },
    sourceUrl: { name: 'source_url', type: 'text', nullable: true },
    licence: { type: 'text', nullable: true },
    asOf: { name: 'as_of', type: 'date', nullable: true },
    fileName: { name: 'file_name', type: 'text' },
    sha256: { type: 'text' },
    importedAt: { name: 'imported_at', type: 'timestamptz', default: () => 'now()' },
    rowsRead: { name: 'rows_read', type: 'integer', default: 0 },
    rowsStored: { name: 'rows_stored', type: 'integer', default: 0 },
    rowsWithoutPlace: { name: 'rows_without_place', type: 'integer', default: 0 },
    warnings: { type: 'jsonb', default: [] },
    readAs: { name: 'read_as', type: 'jsonb', nullable: true },
    version: { type: 'integer', default: 0 },
  },
  uniques: [{ name: 'dataset_kind_name', columns: ['kind', 'name'] }],
});

/** One row for each import: what the data set's own row said then, and what changed. */
export interface DatasetVersionRow extends Omit<DatasetRow, 'id' | 'kind' | 'name' | 'version'> {
  datasetId: number;
  number: number;
  choices: unknown;
  takenBackTo: number | null;
  added: number;
  removed: number;
  moved: number;
  changed: number;
}

export const datasetVersionTable = new EntitySchema<DatasetVersionRow>({
  name: 'dataset_version',
  columns: {
    datasetId: { name: 'dataset_id', type: 'integer', primary: true },
    number: { type: 'integer', primary: true },
    importedAt: { name: 'imported_at', type: 'timestamptz' },
    fileName: { name: 'file_name', type: 'text' },
    sha256: { type: 'text' },
    nature: { type: 'text' },
    origin: { type: 'text', nullable: true },
    sourceUrl: { name: 'source_url', type: 'text', nullable: true },
    licence: { type: 'text', nullable: true },
    asOf: { name: 'as_of', type: 'date', nullable: true },
    rowsRead: { name: 'rows_read', type: 'integer' },
    rowsStored: { name: 'rows_stored', type: 'integer' },
    rowsWithoutPlace: { name: 'rows_without_place', type: 'integer' },
    warnings: { type: 'jsonb' },
    choices: { type: 'jsonb', nullable: true },
    takenBackTo: { name: 'taken_back_to', type: 'integer', nullable: true },
    added: { type: 'integer' },
    removed: { type: 'integer' },
    moved: { type: 'integer' },
    changed: { type: 'integer' },
  },
});

/** One row: the instant of the latest change, by which writers take turns: see migration 0012. */
export const historyClockTable = new EntitySchema<{ single: true; last: Date }>({
  name: 'history_clock',
  columns: {
    single: { type: 'boolean', primary: true, default: true },
    last: { type: 'timestamptz' },
  },
});

/** One row: how far the demonstration data has come. */
export const demonstrationTable = new EntitySchema<{ single: true; state: 'loading' | 'loaded' | 'unwanted' }>({
  name: 'demonstration',
  columns: {
    single: { type: 'boolean', primary: true, default: true },
    state: { type: 'text' },
  },
});
