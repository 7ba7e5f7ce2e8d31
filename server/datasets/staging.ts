import type { Queryable } from '../database/queryable.ts';
import { BY_CONTENT } from './kinds/content-key.ts';
import type { StagedRow } from './kinds/kind.ts';
import type { Remark } from './remarks.ts';

/**
 * How a domain takes in a data set: rows are staged in a temporary table of the transaction while the file is read,
 * then merged in a few statements, so that the tables that others read are locked for a moment only.
 */
export interface Staging<Row extends StagedRow> {
  /** Name of the temporary table and its columns beside `"row"`, `line` and `key`. */
  table: string;
  columns: string;
  /** What is wrong with a staged row is remarked; the row need not be staged then. */
  stage(db: Queryable, rows: Row[]): Promise<Remark[]>;
  /** Brings the domain's tables to what is staged, for this data set. */
  merge(db: Queryable, datasetId: number): Promise<void>;
}

/** Makes the temporary table, which lives as long as the transaction. `key` is what no two rows may share. */
export async function openStaging(db: Queryable, { table, columns }: Staging<never>): Promise<void> {
  await db.query(
    `CREATE TEMPORARY TABLE ${table} ("row" integer NOT NULL, line integer NOT NULL, key text NOT NULL, ${columns}) ON COMMIT DROP`,
  );
}

/** A row whose key an earlier row has too. */
export interface Duplicate extends StagedRow {
  key: string;
  firstRow: number;
  [column: string]: unknown;
}

/** Every staged row whose key an earlier one has; the first `limit` of them, and how many there are. */
export async function findDuplicates(
  db: Queryable,
  { table }: Staging<never>,
  limit: number,
): Promise<{ duplicates: Duplicate[]; count: number }> {
  await db.query(`ANALYZE ${table}`);
  await numberRepeats(db, table);
  const found: (Duplicate & { total: number })[] = await db.query(
    `SELECT "row", line, key, "firstRow", count(*) OVER ()::integer AS total
     FROM (SELECT "row", line, key, min("row") OVER (PARTITION BY key) AS "firstRow" FROM ${table}) staged
     WHERE "row" > "firstRow" ORDER BY "row" LIMIT $1`,
    [limit],
  );
  return { duplicates: found, count: found[0]?.total ?? 0 };
}

/**
 * Rows without an id that say the same are told apart by a number; in the order of all that they say, so that it does not
 * depend on their lines. See kinds/content-key.ts.
 */
async function numberRepeats(db: Queryable, table: string): Promise<void> {
  await db.query(
    `WITH unnamed AS MATERIALIZED (SELECT "row", key FROM ${table} WHERE split_part(key, ':', 2) LIKE '${BY_CONTENT}%'),
     repeated AS (
       SELECT "row", row_number() OVER (
         PARTITION BY key ORDER BY md5((to_jsonb(staged) - 'row' - 'line')::text), "row") AS turn
       FROM ${table} staged WHERE key IN (SELECT key FROM unnamed GROUP BY key HAVING count(*) > 1)
     )
     UPDATE ${table} staged SET key = key || '${BY_CONTENT}' || turn FROM repeated
     WHERE repeated."row" = staged."row" AND turn > 1`,
  );
}

/**
 * Makes a table hold, for one data set, exactly what is staged. Rows that are as they were are not touched, so that
 * no trigger takes them for changed.
 *
 * @param what.key      column of the table that the staged `key` is the value of, unique there
 * @param what.columns  columns of the table beside key, dataset_id and source_row; staged under the same names
 * @param what.where    which of the staged rows belong into this table; all if absent
 */
export async function mergeStaged(
  db: Queryable,
  datasetId: number,
  what: { staged: string; table: string; key: string; columns: readonly string[]; where?: string },
): Promise<void> {
  const { staged, table, key, columns, where = 'true' } = what;
  await db.query(
    `DELETE FROM ${table} WHERE dataset_id = $1
       AND NOT EXISTS (SELECT FROM ${staged} s WHERE s.key = ${table}.${key} AND ${where})`,
    [datasetId],
  );
  const compared = [...columns, 'dataset_id', 'source_row'];
  await db.query(
    `INSERT INTO ${table} (${key}, ${compared.join(', ')})
     SELECT key, ${columns.join(', ')}, $1::integer, "row" FROM ${staged} s WHERE ${where}
     ON CONFLICT (${key}) DO UPDATE SET ${compared.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE (${compared.map((column) => `${table}.${column}`).join(', ')})
       IS DISTINCT FROM (${compared.map((column) => `excluded.${column}`).join(', ')})`,
    [datasetId],
  );
}
