import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { ChangeCounts, DatasetKind, DatasetVersion, listChanges as changesContract } from './contract.ts';
import { countChanges, readChanges } from './store-changes.ts';

type Row = Omit<DatasetVersion, 'importedAt' | 'changes'> & { importedAt: Date } & ChangeCounts;

const SELECT = `
  SELECT number, imported_at AS "importedAt", file_name AS "fileName", sha256, nature, origin, source_url AS "sourceUrl",
    licence, as_of::text AS "asOf", rows_read AS "rowsRead", rows_stored AS "rowsStored",
    rows_without_place AS "rowsWithoutPlace", warnings, taken_back_to AS "takenBackTo", added, removed, moved, changed
  FROM dataset_version WHERE dataset_id = $1`;

/** Columns that the row of a data set and that of its version share. */
export const SHARED = `imported_at, file_name, sha256, nature, origin, source_url, licence, as_of, rows_read, rows_stored,
  rows_without_place, warnings`;

/**
 * Keeps what stands now as the newest version of a data set, once all of it is written; gives its number.
 *
 * @param how.choices      how the file was read, as the one who imported it chose
 * @param how.takenBackTo  the version that stands again; 0: nothing does
 */
export async function recordVersion(
  db: Queryable,
  datasetId: number,
  how: { choices?: unknown; takenBackTo?: number } = {},
): Promise<number> {
  const [[{ kind, number, instant }]] = await db.query<
    [[{ kind: DatasetKind; number: number; instant: Date }], number]
  >(
    `UPDATE dataset SET version = version + 1, imported_at = take_instant() WHERE id = $1
     RETURNING kind, version AS number, imported_at AS instant`,
    [datasetId],
  );
  const { added, removed, moved, changed } = await countChanges(db, { id: datasetId, kind }, instant.toISOString());
  await db.query(
    `INSERT INTO dataset_version (dataset_id, number, ${SHARED}, choices, taken_back_to, added, removed, moved, changed)
     SELECT id, version, ${SHARED}, $2, $3, $4, $5, $6, $7 FROM dataset WHERE id = $1`,
    [
      datasetId,
      how.choices === undefined ? null : JSON.stringify(how.choices),
      how.takenBackTo ?? null,
      added,
      removed,
      moved,
      changed,
    ],
  );
  return number;
}

/**
 * The versions of a data set, newest first; none where nothing was imported into it.
 *
 * @throws Problem 'not-found'
 */
export async function listVersions(db: Queryable, id: number): Promise<DatasetVersion[]> {
  await kindOf(db, id);
  const rows: Row[] = await db.query(`${SELECT} ORDER BY number DESC`, [id]);
  return rows.map(toVersion);
}

/**
 * What a version changed against what stood before it.
 *
 * @throws Problem 'not-found'
 */
export async function listChanges(
  db: Queryable,
  { id, number }: z.output<typeof changesContract.params>,
  query: z.output<typeof changesContract.query>,
): Promise<z.input<typeof changesContract.answer>> {
  const kind = await kindOf(db, id);
  const [row]: Row[] = await db.query(`${SELECT} AND number = $2`, [id, number]);
  if (!row) {
    throw new Problem('not-found', {
      en: `The data set ${id} has no version ${number}`,
      it: `L'insieme di dati ${id} non ha una versione ${number}`,
    });
  }
  const version = toVersion(row);
  return { version, ...(await readChanges(db, { id, kind }, version.importedAt, query)) };
}

async function kindOf(db: Queryable, id: number): Promise<DatasetKind> {
  const [found] = await db.query<{ kind: DatasetKind }[]>('SELECT kind FROM dataset WHERE id = $1', [id]);
  if (!found) throw datasetUnknown(id);
  return found.kind;
}

export const datasetUnknown = (id: number): Problem =>
  new Problem('not-found', { en: `No data set has the id ${id}`, it: `Nessun insieme di dati ha l'id ${id}` });

function toVersion({ importedAt, added, removed, moved, changed, ...row }: Row): DatasetVersion {
  return { ...row, importedAt: importedAt.toISOString(), changes: { added, removed, moved, changed } };
}
