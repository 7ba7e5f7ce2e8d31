import type { Queryable } from '../database/queryable.ts';
import type { Bilingual } from '../problem.ts';
import type { Dataset, DatasetKind } from './contract.ts';

/** What is stated about a data set from outside its file; what is undefined is not stated. */
export interface Statement {
  nature?: 'fact' | 'generated' | undefined;
  origin?: string | undefined;
  sourceUrl?: string | undefined;
  licence?: string | undefined;
  asOf?: string | undefined;
}

/** Tables whose rows belong to a data set, those that others refer to last. */
const TABLES = [
  'municipality_merger',
  'mapped_address',
  'address',
  'road',
  'delivery_point',
  'segment',
  'covered_premises',
  'coverage_area',
  'zone',
  'firm',
  'broadband_statistic',
  'municipality',
];

/** Key of the advisory lock by which imports take turns. */
const IMPORTS_LOCK = 7_236_002;

/**
 * Keeps other imports waiting until the transaction ends: what becomes of the rows of one, such as which municipality
 * a firm lies in, depends on what others have brought.
 */
export async function lockImports(db: Queryable): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [IMPORTS_LOCK]);
}

/** Whether an import of this file with these statements would change nothing. */
export function isUnchanged(present: Dataset, sha256: string, stated: Statement): boolean {
  const told = Object.entries(stated).filter(([, value]) => value !== undefined);
  return present.sha256 === sha256 && told.every(([field, value]) => present[field as keyof Statement] === value);
}

/** Whether all rows that a data set brought are still its own; a municipality may have gone to a later one. */
export async function isIntact(db: Queryable, { id, rowsStored }: Dataset): Promise<boolean> {
  const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table} WHERE dataset_id = $1)`);
  const [{ rows }] = await db.query<[{ rows: number }]>(`SELECT (${counts.join(' + ')})::integer AS rows`, [id]);
  return rows === rowsStored;
}

/**
 * Writes the data set's own row, before its features, which refer to it; gives its id. Who published it and under
 * which licence stays as it was where nothing is stated.
 */
export async function saveDataset(
  db: Queryable,
  dataset: Statement & {
    kind: DatasetKind;
    name: string;
    nature: 'fact' | 'generated';
    fileName: string;
    sha256: string;
    rowsRead: number;
    rowsStored: number;
    warnings: Bilingual[];
    /** the choices by which its file was read */
    readAs: unknown;
  },
): Promise<number> {
  const [row] = await db.query<[{ id: number }]>(
    `INSERT INTO dataset AS d (kind, name, nature, origin, source_url, licence, as_of, file_name, sha256, rows_read,
       rows_stored, warnings, read_as, imported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, now())
     ON CONFLICT (kind, name) DO UPDATE SET nature = excluded.nature, origin = coalesce(excluded.origin, d.origin),
       source_url = coalesce(excluded.source_url, d.source_url), licence = coalesce(excluded.licence, d.licence),
       as_of = excluded.as_of, file_name = excluded.file_name, sha256 = excluded.sha256,
       rows_read = excluded.rows_read, rows_stored = excluded.rows_stored, warnings = excluded.warnings, read_as = excluded.read_as,
       imported_at = excluded.imported_at
     RETURNING id`,
    [
      dataset.kind,
      dataset.name,
      dataset.nature,
      dataset.origin ?? null,
      dataset.sourceUrl ?? null,
      dataset.licence ?? null,
      dataset.asOf ?? null,
      dataset.fileName,
      dataset.sha256,
      dataset.rowsRead,
      dataset.rowsStored,
      JSON.stringify(dataset.warnings),
      JSON.stringify(dataset.readAs),
    ],
  );
  return row.id;
}

/** Removes data sets and all that they brought, its history too: what is invented, or not wanted, was never there. */
export async function removeDatasets(db: Queryable, ids: readonly number[]): Promise<void> {
  for (const table of TABLES) await db.query(`DELETE FROM ${table} WHERE dataset_id = ANY ($1)`, [ids]);
  await db.query(
    `DELETE FROM segment_announcement_past past USING segment_past segment
     WHERE segment.id = past.segment_id AND segment.dataset_id = ANY ($1)`,
    [ids],
  );
  for (const table of TABLES) await db.query(`DELETE FROM ${table}_past WHERE dataset_id = ANY ($1)`, [ids]);
  await db.query('DELETE FROM dataset WHERE id = ANY ($1)', [ids]);
}
