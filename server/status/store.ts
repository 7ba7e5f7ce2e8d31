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

/** [west, south, east, north] of all municipalities in degrees; null where there is none. */
export async function readExtent(db: Queryable): Promise<[number, number, number, number] | null> {
  const [row] = await db.query<[{ bbox: [number, number, number, number] | null }]>(
    `SELECT CASE WHEN extent IS NOT NULL
       THEN json_build_array(ST_XMin(extent), ST_YMin(extent), ST_XMax(extent), ST_YMax(extent)) END AS bbox
     FROM (SELECT ST_Extent(geometry) AS extent FROM municipality) municipalities`,
  );
  return row.bbox;
}
