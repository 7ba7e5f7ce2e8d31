import type { Queryable } from '../database/queryable.ts';
import { METHOD_VERSION } from './method.ts';

/** What the computing thread hands back: step lists as JSON text, ready to be stored. */
export interface ComputedGap {
  code: string;
  municipality: string;
  zones: string;
  firms: string;
  coverageReachM: number;
  segmentReachM: number;
  coverageSettled: boolean;
  segmentsSettled: boolean;
}

/** Puts new results in the place of the old ones; to be called within a transaction. */
export async function saveGaps(db: Queryable, gaps: readonly ComputedGap[]): Promise<void> {
  const codes = gaps.map((gap) => gap.code);
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service']) {
    await db.query(`DELETE FROM ${table} WHERE municipality_code = ANY ($1)`, [codes]);
  }
  await db.query(FORGET_ARRIVED, [codes]);
  for (const gap of gaps) {
    await db.query(SAVE_MUNICIPALITY, [gap.code, gap.municipality, METHOD_VERSION]);
    await db.query(SAVE_ZONES, [gap.code, gap.zones]);
    await db.query(SAVE_FIRMS, [gap.code, gap.firms]);
  }
  await db.query(SAVE_REACH, [codes, gaps.map((gap) => gap.coverageReachM), gaps.map((gap) => gap.segmentReachM)]);
}

// A municipality that was deleted meanwhile keeps no results.
const STILL_THERE = 'WHERE EXISTS (SELECT 1 FROM municipality WHERE code = $1)';
const STEP = '"targetMbps" integer, "includesProposed" boolean, "fromOn" date';

const SAVE_MUNICIPALITY = `
  INSERT INTO municipality_gap
    (municipality_code, target_mbps, includes_proposed, from_on, figures, failures, method_version, computed_at)
  SELECT $1, "targetMbps", "includesProposed", "fromOn", figures, failures, $3, now()
  FROM jsonb_to_recordset($2::jsonb) AS step (${STEP}, figures jsonb, failures jsonb) ${STILL_THERE}`;

const SAVE_ZONES = `
  INSERT INTO zone_gap
    (municipality_code, zone_id, target_mbps, includes_proposed, from_on, zone_area_m2, gap_area_m2, geometry)
  SELECT $1, "zoneId", "targetMbps", "includesProposed", "fromOn", "zoneAreaM2", "gapAreaM2",
    ST_SetSRID(ST_GeomFromGeoJSON(gap), 4326)
  FROM json_to_recordset($2::json)
    AS step (${STEP}, "zoneId" text, "zoneAreaM2" float8, "gapAreaM2" float8, gap text) ${STILL_THERE}`;

// A firm that has moved here still has the rows of the municipality that it left.
const FORGET_ARRIVED = `
  DELETE FROM firm_service USING firm
  WHERE firm.municipality_code = ANY ($1) AND firm.id = firm_id AND firm_service.municipality_code <> firm.municipality_code`;

// One that has left since the inputs were read belongs to the figures of another municipality.
const SAVE_FIRMS = `
  INSERT INTO firm_service
    (municipality_code, firm_id, target_mbps, includes_proposed, from_on, served, networks, segment_ids,
     nearest_served_m, nearest_segment_m, nearest_segment_id)
  SELECT $1, "firmId", "targetMbps", "includesProposed", "fromOn", served, networks, "segmentIds",
    "nearestServedM", "nearestSegmentM", "nearestSegmentId"
  FROM json_to_recordset($2::json)
    AS step (${STEP}, "firmId" text, served boolean, networks text[], "segmentIds" text[],
      "nearestServedM" float8, "nearestSegmentM" float8, "nearestSegmentId" text)
  ${STILL_THERE} AND EXISTS (SELECT 1 FROM firm WHERE id = "firmId" AND firm.municipality_code = $1)`;

const SAVE_REACH = `
  INSERT INTO gap_reach (municipality_code, coverage_box, segment_box)
  SELECT code, gap_box(code, coverage_m), gap_box(code, segment_m)
  FROM unnest($1::text[], $2::float8[], $3::float8[]) AS reach (code, coverage_m, segment_m)
  WHERE EXISTS (SELECT 1 FROM municipality m WHERE m.code = reach.code)
  ON CONFLICT (municipality_code) DO UPDATE SET coverage_box = excluded.coverage_box, segment_box = excluded.segment_box`;
