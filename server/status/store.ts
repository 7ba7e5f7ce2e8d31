import { GAP_QUEUE, JOBS_SCHEMA } from '../database/migrations/0005-job-queue.ts';
import type { Queryable } from '../database/queryable.ts';
import type { Progress } from './contract.ts';

export interface Freshness {
  databaseVersion: string;
  municipalities: number;
  recomputing: number;
  progress: Progress;
  lastComputedAt: string | null;
  demonstrationData: boolean;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const FAILED_AT_MOST = 20;

// Batches tell how many municipalities were computed in them; the rate is that of the last minute, or of what it holds.
const PROGRESS = `
  SELECT json_build_object(
    'since', to_char(stale.since, '${ISO}'), 'computing', stale.computing, 'done', ended.done,
    'perMinute', ended.per_minute, 'remainingS', round(60 * stale.count / ended.per_minute),
    'failed', (SELECT coalesce(json_agg(json_build_object(
        'code', code, 'name', name, 'reason', failure, 'retryAt', to_char(retry_at, '${ISO}'))), '[]')
      FROM (SELECT code, name, failure, retry_at FROM stale_municipality JOIN municipality ON code = municipality_code
            WHERE failure IS NOT NULL ORDER BY name LIMIT ${FAILED_AT_MOST}) failed))
  FROM (SELECT count(*), min(since) AS since, (count(*) FILTER (WHERE computing))::integer AS computing
        FROM stale_municipality) stale
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(municipalities) FILTER (WHERE completed_on >= stale.since), 0)::integer AS done,
      round((sum(municipalities) FILTER (WHERE recent) * 60 / greatest(1, extract(epoch FROM
        now() - min(greatest(started_on, now() - interval '1 minute')) FILTER (WHERE recent))))::numeric, 1)::float8 AS per_minute
    FROM (SELECT (data->>'municipalities')::integer AS municipalities, started_on, completed_on,
            completed_on > now() - interval '1 minute' AS recent
          FROM ${JOBS_SCHEMA}.job WHERE name = '${GAP_QUEUE}' AND state = 'completed') job) ended`;

/** What is here and how fresh it is. */
export async function readFreshness(db: Queryable): Promise<Freshness> {
  const [row] = await db.query<[Omit<Freshness, 'lastComputedAt'> & { lastComputedAt: Date | null }]>(
    `SELECT 'PostgreSQL ' || current_setting('server_version') || ', PostGIS ' || PostGIS_Lib_Version() AS "databaseVersion",
       (SELECT count(*)::integer FROM municipality) AS municipalities,
       (SELECT count(*)::integer FROM stale_municipality) AS recomputing,
       (${PROGRESS}) AS progress,
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
