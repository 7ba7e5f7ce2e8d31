import type { Queryable } from '../database/queryable.ts';

export interface Freshness {
  databaseVersion: string;
  municipalities: number;
  recomputing: number;
  lastComputedAt: string | null;
  demonstrationData: boolean;
}

/** What is here and how fresh it is. */
export async function readFreshness(db: Queryable): Promise<Freshness> {
  const [row] = await db.query<[Omit<Freshness, 'lastComputedAt'> & { lastComputedAt: Date | null }]>(
    `SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || PostGIS_Lib_Version() AS "databaseVersion",
       (SELECT count(*)::integer FROM municipality) AS municipalities,
       (SELECT count(*)::integer FROM stale_municipality) AS recomputing,
       (SELECT max(computed_at) FROM municipality_gap) AS "lastComputedAt",
       EXISTS (SELECT FROM dataset WHERE nature = 'generated') AS "demonstrationData"`,
  );
  return { ...row, lastComputedAt: row.lastComputedAt?.toISOString() ?? null };
}
