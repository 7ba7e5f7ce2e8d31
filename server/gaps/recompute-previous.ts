import type { EntityManager } from 'typeorm';
import type { Box } from '../geo/box.ts';
import type { Previous } from './kept.ts';
import { METHOD_VERSION } from './method.ts';
import type { Claim } from './recompute-queue.ts';

/** A `Previous` as it comes from the database: a thread unpacks it. */
export interface PackedPrevious {
  code: string;
  changedWithin: Box;
  results: string;
}

/** Reads what was computed before for those municipalities of which it is known where something has changed. */
export async function readPrevious(
  db: Pick<EntityManager, 'query'>,
  claims: readonly Claim[],
): Promise<PackedPrevious[]> {
  const located = new Map(claims.flatMap(({ code, within }) => (within ? [[code, within]] : [])));
  if (located.size === 0) return [];
  const rows: { code: string; results: string }[] = await db.query(READ, [[...located.keys()], METHOD_VERSION]);
  return rows.map(({ code, results }) => ({ code, results, changedWithin: located.get(code)! }));
}

export function unpackPrevious({ changedWithin, results }: PackedPrevious): Previous {
  return { changedWithin, ...(JSON.parse(results) as Omit<Previous, 'changedWithin'>) };
}

const STEP = `'targetMbps', target_mbps, 'includesProposed', includes_proposed, 'fromOn', from_on`;
const inOrder = 'ORDER BY from_on';

// What another method version computed is no longer of use.
const READ = `
  SELECT code, json_build_object(
    'failed', bool_or(failures <> '[]'),
    'questions', json_agg(DISTINCT jsonb_build_object('targetMbps', target_mbps, 'includesProposed', includes_proposed)),
    'zones', (SELECT coalesce(json_agg(json_build_object(${STEP}, 'zoneId', zone_id, 'zoneAreaM2', zone_area_m2,
        'gapAreaM2', gap_area_m2) ${inOrder}), '[]')
      FROM zone_gap WHERE municipality_code = code),
    'firms', (SELECT coalesce(json_agg(json_build_object(${STEP}, 'firmId', firm_id, 'served', served,
        'networks', networks, 'segmentIds', segment_ids, 'nearestServedM', nearest_served_m,
        'nearestSegmentM', nearest_segment_m, 'nearestSegmentId', nearest_segment_id) ${inOrder}), '[]')
      FROM firm_service WHERE municipality_code = code))::text AS results
  FROM unnest($1::text[]) AS asked (code) JOIN municipality_gap ON municipality_code = code
  GROUP BY code
  HAVING every(method_version = $2)`;
