import type { Queryable } from '../database/queryable.ts';
import type { Dataset } from './contract.ts';

type Row = Omit<Dataset, 'importedAt'> & { importedAt: Date };

/** The data sets, newest import first. */
export async function listDatasets(db: Queryable): Promise<Dataset[]> {
  const rows: Row[] = await db.query(
    `SELECT id, kind, name, nature, origin, source_url AS "sourceUrl", licence, as_of::text AS "asOf",
       file_name AS "fileName", sha256, imported_at AS "importedAt", rows_read AS "rowsRead",
       rows_stored AS "rowsStored", rows_without_place AS "rowsWithoutPlace", warnings
     FROM dataset ORDER BY imported_at DESC, id DESC`,
  );
  return rows.map((row) => ({ ...row, importedAt: row.importedAt.toISOString() }));
}
