import type { Queryable } from '../database/queryable.ts';
import type { Dataset, DatasetKind } from './contract.ts';

type Row = Omit<Dataset, 'importedAt'> & { importedAt: Date };

/** What is told of a data set `d`: by its own row, or by one of its versions. */
const fields = (row: string, version: string) => `
  d.id, d.kind, d.name, ${row}.nature, ${row}.origin, ${row}.source_url AS "sourceUrl", ${row}.licence,
  ${row}.as_of::text AS "asOf", ${row}.file_name AS "fileName", ${row}.sha256, ${row}.imported_at AS "importedAt",
  ${row}.rows_read AS "rowsRead", ${row}.rows_stored AS "rowsStored", ${row}.rows_without_place AS "rowsWithoutPlace",
  ${row}.warnings, ${version} AS "version"`;

const SELECT = `SELECT ${fields('d', 'd.version')} FROM dataset d`;

const AT = `
  SELECT ${fields('v', 'v.number')} FROM dataset d JOIN LATERAL (
    SELECT * FROM dataset_version WHERE dataset_id = d.id AND imported_at <= $1 ORDER BY number DESC LIMIT 1) v ON true
  ORDER BY v.imported_at DESC, d.id DESC`;

/**
 * The data sets, newest import first.
 *
 * @param asOf  as they were at this instant: those of which a file had been imported
 */
export async function listDatasets(db: Queryable, asOf: string | null = null): Promise<Dataset[]> {
  const rows: Row[] = await (asOf === null
    ? db.query(`${SELECT} ORDER BY imported_at DESC, id DESC`)
    : db.query(AT, [asOf]));
  return rows.map(toDataset);
}

/** A data set by its kind and name; null where there is none yet. */
export async function findDataset(db: Queryable, kind: DatasetKind, name: string): Promise<Dataset | null> {
  const rows: Row[] = await db.query(`${SELECT} WHERE kind = $1 AND name = $2`, [kind, name]);
  return rows.map(toDataset)[0] ?? null;
}

/** A data set that is there. */
export async function readDataset(db: Queryable, id: number): Promise<Dataset> {
  const [row]: Row[] = await db.query(`${SELECT} WHERE id = $1`, [id]);
  return toDataset(row!);
}

function toDataset(row: Row): Dataset {
  return { ...row, importedAt: row.importedAt.toISOString() };
}
