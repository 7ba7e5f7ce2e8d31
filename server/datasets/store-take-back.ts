import type { Queryable } from '../database/queryable.ts';
import { type Bilingual, Problem } from '../problem.ts';
import type { DatasetKind } from './contract.ts';
import { FEATURE_TABLES } from './feature-tables.ts';
import { datasetUnknown, SHARED } from './store-versions.ts';

/** What is taken back: the newest version of a data set, and when it was imported. */
interface Newest {
  id: number;
  kind: DatasetKind;
  number: number;
  instant: string;
}

/**
 * The newest version of a data set, which must be the one that is asked for.
 *
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is not the newest
 */
export async function findNewest(db: Queryable, id: number, asked: number): Promise<Newest> {
  const [found] = await db.query<{ kind: DatasetKind; number: number; instant: Date }[]>(
    `SELECT kind, version AS number, imported_at AS instant FROM dataset WHERE id = $1`,
    [id],
  );
  if (!found) throw datasetUnknown(id);
  const { kind, number, instant } = found;
  if (number === 0) {
    throw new Problem('not-found', {
      en: 'Nothing was imported into this data set: what is drawn by hand is deleted one by one',
      it: 'In questo insieme di dati non è stato importato nulla: ciò che è disegnato a mano si elimina una cosa alla volta',
    });
  }
  if (number !== asked) {
    throw new Problem('changed-meanwhile', {
      en: `The newest version is ${number}, not ${asked}: look at it, and take that one back`,
      it: `L'ultima versione è la ${number}, non la ${asked}: guardarla e annullare quella`,
    });
  }
  return { id, kind, number, instant: instant.toISOString() };
}

/**
 * Makes the rows of a data set what they were just before its newest version, changes made by hand till then and all. What
 * another data set has taken over since stays there; what this version took from another goes back, unless that one
 * has been imported anew since.
 *
 * @returns what became of rows that others had a hand in
 */
export async function restoreRows(db: Queryable, newest: Newest): Promise<Bilingual[]> {
  await db.query('SELECT take_instant()');
  const warnings = [...(await editsReplaced(db, newest)), ...(await rowsLeft(db, newest))];
  for (const { table, key } of FEATURE_TABLES[newest.kind]) {
    const columns = await columnsOf(db, table);
    const held = key === 'municipality_code' ? ['dataset_id', key] : [key];
    await db.query(
      `DELETE FROM ${table} WHERE dataset_id = $1
       AND NOT EXISTS (SELECT FROM (${wanted(table, held)}) w WHERE ${same(held, 'w', table)})`,
      [newest.id, newest.instant],
    );
    await db.query(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM (${wanted(table, held)}) w
       ON CONFLICT (${held.join(', ')}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
       WHERE ${table}.dataset_id = $1 AND (${columns.map((column) => `${table}.${column}`).join(', ')})
         IS DISTINCT FROM (${columns.map((column) => `excluded.${column}`).join(', ')})`,
      [newest.id, newest.instant],
    );
  }
  if (newest.kind === 'segments') await restoreAnnouncements(db, newest);
  if (newest.kind === 'municipalities') await restoreCodes(db, newest);
  return warnings;
}

/** The row of a data set says again what it said before its newest version; where there was none, that nothing stands. */
export async function restoreDataset(db: Queryable, { id, number }: Newest, warnings: Bilingual[]): Promise<void> {
  const shared = SHARED.split(',').map((column) => column.trim());
  if (number > 1) {
    await db.query(
      `UPDATE dataset SET ${shared.map((column) => `${column} = v.${column}`).join(', ')}
       FROM dataset_version v WHERE dataset.id = $1 AND v.dataset_id = $1 AND v.number = $2`,
      [id, number - 1],
    );
  } else {
    await db.query(
      `UPDATE dataset SET file_name = '', sha256 = '', rows_read = 0, rows_stored = 0, rows_without_place = 0, warnings = '[]'
       WHERE id = $1`,
      [id],
    );
  }
  await db.query('UPDATE dataset SET warnings = warnings || $2::jsonb WHERE id = $1', [id, JSON.stringify(warnings)]);
}

const same = (key: readonly string[], one: string, other: string) =>
  key.map((column) => `${one}.${column} = ${other}.${column}`).join(' AND ');

/** SELECT of the rows that are to stand; $1 is the data set, $2 the instant of the version that is taken back. */
function wanted(table: string, key: readonly string[]): string {
  const before = `h.since < $2::timestamptz AND h.until >= $2::timestamptz`;
  return `
    SELECT h.* FROM ${table}_history h LEFT JOIN ${table} live ON ${same(key, 'live', 'h')}
    WHERE ${before} AND h.dataset_id = $1::integer AND coalesce(live.dataset_id, $1::integer) = $1::integer
    UNION ALL
    SELECT h.* FROM ${table}_history h JOIN ${table} live ON ${same(key, 'live', 'h')} AND live.dataset_id = $1::integer
    JOIN dataset owner ON owner.id = h.dataset_id
    WHERE ${before} AND h.dataset_id <> $1::integer AND owner.imported_at < $2::timestamptz`;
}

async function columnsOf(db: Queryable, table: string): Promise<string[]> {
  const rows = await db.query<{ name: string }[]>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> 'since' ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

async function restoreAnnouncements(db: Queryable, { id, instant }: Newest): Promise<void> {
  const before = `
    SELECT h.* FROM segment_announcement_history h JOIN segment ON segment.id = h.segment_id AND segment.dataset_id = $1
    WHERE h.since < $2::timestamptz AND h.until >= $2::timestamptz`;
  await db.query(
    `DELETE FROM segment_announcement a USING segment WHERE segment.id = a.segment_id AND segment.dataset_id = $1
     AND NOT EXISTS (SELECT FROM (${before}) w WHERE ${same(['segment_id', 'ordinal'], 'w', 'a')})`,
    [id, instant],
  );
  const columns = ['announced_on', 'promised_ready_on', 'source'];
  await db.query(
    `INSERT INTO segment_announcement AS a (segment_id, ordinal, ${columns.join(', ')})
     SELECT segment_id, ordinal, ${columns.join(', ')} FROM (${before}) w
     ON CONFLICT (segment_id, ordinal) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
     WHERE (${columns.map((column) => `a.${column}`).join(', ')})
       IS DISTINCT FROM (${columns.map((column) => `excluded.${column}`).join(', ')})`,
    [id, instant],
  );
}

/** Firms that found themselves in another municipality by this version are where they were. */
async function restoreCodes(db: Queryable, { instant }: Newest): Promise<void> {
  await db.query(
    `UPDATE firm SET municipality_code = past.municipality_code FROM firm_past past
     WHERE past.id = firm.id AND past.until = $1::timestamptz AND firm.since = $1::timestamptz
       AND firm.dataset_id = past.dataset_id AND firm.municipality_code IS DISTINCT FROM past.municipality_code`,
    [instant],
  );
}

async function editsReplaced(db: Queryable, { id, kind, instant }: Newest): Promise<Bilingual[]> {
  if (kind !== 'segments') return [];
  const [{ count }] = await db.query<[{ count: number }]>(
    `SELECT count(*)::integer AS count FROM segment WHERE dataset_id = $1 AND since > $2 AND edited_at IS NOT NULL`,
    [id, instant],
  );
  if (count === 0) return [];
  return [
    {
      en: `${count} segments had been changed by hand since; the version that stands again has taken the place of those changes`,
      it: `${count} tratte erano state modificate a mano in seguito; la versione ripristinata ha sostituito quelle modifiche`,
    },
  ];
}

async function rowsLeft(db: Queryable, { id, kind, instant }: Newest): Promise<Bilingual[]> {
  if (kind !== 'municipalities') return [];
  const [{ count }] = await db.query<[{ count: number }]>(
    `SELECT count(*)::integer AS count FROM municipality_history h JOIN municipality live USING (code)
     WHERE h.dataset_id = $1 AND h.since < $2 AND h.until >= $2 AND live.dataset_id <> $1`,
    [id, instant],
  );
  if (count === 0) return [];
  return [
    {
      en: `${count} municipalities belong to another data set by now and have been left as they are`,
      it: `${count} comuni appartengono ormai a un altro insieme di dati e sono rimasti come sono`,
    },
  ];
}
