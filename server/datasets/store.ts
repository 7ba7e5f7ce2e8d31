import type { Queryable } from '../database/queryable.ts';
import type { Dataset, DatasetKind } from './contract.ts';

type Row = Omit<Dataset, 'importedAt'> & { importedAt: Date };

const SELECT = `
  SELECT id, kind, name, nature, origin, source_url AS "sourceUrl", licence, as_of::text AS "asOf",
    file_name AS "fileName", sha256, imported_at AS "importedAt", rows_read AS "rowsRead", rows_stored AS "rowsStored",
    rows_without_place AS "rowsWithoutPlace", warnings
  FROM dataset`;

/** The data sets, newest import first. */
export async function listDatasets(db: Queryable): Promise<Dataset[]> {
  const rows: Row[] = await db.query(`${SELECT} ORDER BY imported_at DESC, id DESC`);
  return rows.map(toDataset);
}

/** A data set by its kind and name; null where there is none yet. */
export async function findDataset(db: Queryable, kind: DatasetKind, name: string): Promise<Dataset | null> {
  const rows: Row[] = await db.query(`${SELECT} WHERE kind = $1 AND name = $2`, [kind, name]);
  return rows.map(toDataset)[0] ?? null;
}

function toDataset(row: Row): Dataset {
  return { ...row, importedAt: row.importedAt.toISOString() };
}
