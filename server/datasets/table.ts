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
  },
  uniques: [{ name: 'dataset_kind_name', columns: ['kind', 'name'] }],
});

/** One row: how far the demonstration data has come. */
export const demonstrationTable = new EntitySchema<{ single: true; state: 'loading' | 'loaded' | 'unwanted' }>({
  name: 'demonstration',
  columns: {
    single: { type: 'boolean', primary: true, default: true },
    state: { type: 'text' },
  },
});
