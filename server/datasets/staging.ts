import type { Queryable } from '../database/queryable.ts';
import { BY_CONTENT } from './kinds/content-key.ts';
import type { StagedRow } from './kinds/kind.ts';
import type { Remark } from './remarks.ts';

/**
 * How a domain takes in a data set: rows are staged in a table of the run while the file is read, in short
 * transactions, then merged in a few statements, so that the tables that others read are locked for a moment only.
 */
export interface Staging<Row extends StagedRow> {
  /** Columns of the staging table beside `"row"`, `line` and `key`. */
  columns: string;
  /** What is wrong with a staged row is remarked; the row need not be staged then. */
  stage(db: Queryable, staged: string, rows: Row[]): Promise<Remark[]>;
  /**
   * Brings what is staged in line with what others have imported, all rows at once; absent where nothing of it depends
   * on that. Done once all is staged, and again where the municipalities have changed before it is merged.
   */
  settle?(db: Queryable, staged: string): Promise<(Remark & { line: number })[]>;
  /**
   * Brings the domain's tables to what is staged, for this data set.
   *
   * @param onRows  told how many more rows are there, while many are brought over
   */
  merge(db: Queryable, datasetId: number, staged: string, onRows: (rows: number) => void): Promise<void>;
}

/** Staging tables are named by us alone: this, and a number that no two share. */
const STAGED_PREFIX = 'staged_';
/** A staging that nobody has touched for so long is left over from a program that was killed. */
const ABANDONED_AFTER = '1 hour';

/**
 * Makes a staging table and gives its name. It is not logged: a crash of the database empties it, and what it held is
 * read again. `key` is what no two rows may share.
 */
export async function openStaging(db: Queryable, { columns }: Staging<never>): Promise<string> {
  const [{ id }] = await db.query<[{ id: string }]>('INSERT INTO staged_run DEFAULT VALUES RETURNING id');
  const staged = STAGED_PREFIX + id;
  await db.query(
    `CREATE UNLOGGED TABLE ${staged} ("row" integer NOT NULL, line integer NOT NULL, key text NOT NULL, ${columns})`,
  );
  await db.query(`CREATE INDEX ON ${staged} ("row")`);
  return staged;
}

/** Says that a staging is still somebody's. */
export async function touchStaging(db: Queryable, staged: string): Promise<void> {
  await db.query('UPDATE staged_run SET touched_at = now() WHERE id = $1', [staged.slice(STAGED_PREFIX.length)]);
}

export async function dropStaging(db: Queryable, staged: string): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${staged}`);
  await db.query('DELETE FROM staged_run WHERE id = $1', [staged.slice(STAGED_PREFIX.length)]);
}

/**
 * Drops the stagings that programs left which were killed.
 *
 * @param soleProcess  nobody else works on this database: whatever is there is left over
 */
export async function sweepStagings(db: Queryable, soleProcess: boolean): Promise<void> {
  const left: { id: string }[] = await db.query(
    `SELECT id FROM staged_run WHERE $1 OR touched_at < now() - $2::interval`,
    [soleProcess, ABANDONED_AFTER],
  );
  for (const { id } of left) await dropStaging(db, STAGED_PREFIX + id);
}

/** Takes faulty rows out of what is staged. */
export async function unstage(db: Queryable, staged: string, rows: readonly number[]): Promise<void> {
  if (rows.length > 0) await db.query(`DELETE FROM ${staged} WHERE "row" = ANY ($1)`, [rows]);
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
  staged: string,
  limit: number,
): Promise<{ duplicates: Duplicate[]; count: number }> {
  await db.query(`ANALYZE ${staged}`);
  await numberRepeats(db, staged);
  const found: (Duplicate & { total: number })[] = await db.query(
    `SELECT "row", line, key, "firstRow", count(*) OVER ()::integer AS total
     FROM (SELECT "row", line, key, min("row") OVER (PARTITION BY key) AS "firstRow" FROM ${staged}) s
     WHERE "row" > "firstRow" ORDER BY "row" LIMIT $1`,
    [limit],
  );
  return { duplicates: found, count: found[0]?.total ?? 0 };
}

/** Takes out every staged row whose key an earlier one has. */
export async function unstageDuplicates(db: Queryable, staged: string): Promise<void> {
  await db.query(
    `DELETE FROM ${staged} s USING (SELECT key, min("row") AS first FROM ${staged} GROUP BY key HAVING count(*) > 1) twice
     WHERE s.key = twice.key AND s."row" > twice.first`,
  );
}

/**
 * Rows without an id that say the same are told apart by a number; in the order of all that they say, so that it does not
 * depend on their lines. See kinds/content-key.ts.
 */
async function numberRepeats(db: Queryable, staged: string): Promise<void> {
  await db.query(
    `WITH unnamed AS MATERIALIZED (SELECT "row", key FROM ${staged} WHERE split_part(key, ':', 2) LIKE '${BY_CONTENT}%'),
     repeated AS (
       SELECT "row", row_number() OVER (
         PARTITION BY key ORDER BY md5((to_jsonb(s) - 'row' - 'line')::text), "row") AS turn
       FROM ${staged} s WHERE key IN (SELECT key FROM unnamed GROUP BY key HAVING count(*) > 1)
     )
     UPDATE ${staged} s SET key = key || '${BY_CONTENT}' || turn FROM repeated
     WHERE repeated."row" = s."row" AND turn > 1`,
  );
}

/** Rows brought over by one statement: some seconds of work, after which others hear of it. */
const SLICE = 50_000;

/**
 * Makes a table hold, for one data set, exactly what is staged. Rows that are as they were are not touched, so that
 * no trigger takes them for changed.
 *
 * @param what.key      column of the table that the staged `key` is the value of, unique there
 * @param what.columns  columns of the table beside key, dataset_id and source_row; staged under the same names
 * @param what.where    which of the staged rows belong into this table; all if absent
 * @param what.onRows   told after each slice how many rows it had
 */
export async function mergeStaged(
  db: Queryable,
  datasetId: number,
  what: {
    staged: string;
    table: string;
    key: string;
    columns: readonly string[];
    where?: string;
    onRows: (rows: number) => void;
  },
): Promise<void> {
  const { staged, table, key, columns, where = 'true', onRows } = what;
  await db.query(
    `DELETE FROM ${table} WHERE dataset_id = $1
       AND NOT EXISTS (SELECT FROM ${staged} s WHERE s.key = ${table}.${key} AND ${where})`,
    [datasetId],
  );
  const compared = [...columns, 'dataset_id', 'source_row'];
  for (const { first, last, rows } of await sliceStaged(db, staged, where)) {
    await db.query(
      `INSERT INTO ${table} (${key}, ${compared.join(', ')})
       SELECT key, ${columns.join(', ')}, $1::integer, "row" FROM ${staged} s
       WHERE ("row" BETWEEN $2 AND $3) AND (${where})
       ON CONFLICT (${key}) DO UPDATE SET ${compared.map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE (${compared.map((column) => `${table}.${column}`).join(', ')})
         IS DISTINCT FROM (${compared.map((column) => `excluded.${column}`).join(', ')})`,
      [datasetId, first, last],
    );
    onRows(rows);
  }
}

function sliceStaged(
  db: Queryable,
  staged: string,
  where: string,
): Promise<{ first: number; last: number; rows: number }[]> {
  return db.query(
    `SELECT min("row") AS first, max("row") AS last, count(*)::integer AS rows
     FROM (SELECT "row", (row_number() OVER (ORDER BY "row") - 1) / $1 AS slice FROM ${staged} s WHERE ${where}) numbered
     GROUP BY slice ORDER BY slice`,
    [SLICE],
  );
}
