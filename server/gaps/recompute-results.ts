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
  const texts = (of: (gap: ComputedGap) => string) => [codes, gaps.map(of)];
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service']) {
    await db.query(`DELETE FROM ${table} WHERE municipality_code = ANY ($1)`, [codes]);
  }
  await db.query(FORGET_ARRIVED, [codes]);
  await db.query(SAVE_MUNICIPALITIES, [...texts((gap) => gap.municipality), METHOD_VERSION]);
  await db.query(
    SAVE_ZONES,
    texts((gap) => gap.zones),
  );
  await db.query(
    SAVE_FIRMS,
    texts((gap) => gap.firms),
  );
  await db.query(SAVE_REACH, [codes, gaps.map((gap) => gap.coverageReachM), gaps.map((gap) => gap.segmentReachM)]);
}

/** The steps of all municipalities; one that was deleted meanwhile keeps no results. */
const steps = (columns: string) => `
  unnest($1::text[], $2::json[]) AS computed (code, steps)
  JOIN municipality m ON m.code = computed.code
  CROSS JOIN LATERAL json_to_recordset(steps)
    AS step ("targetMbps" integer, "includesProposed" boolean, "fromOn" date, ${columns})`;

const SAVE_MUNICIPALITIES = `
  INSERT INTO municipality_gap
    (municipality_code, target_mbps, includes_proposed, from_on, figures, failures, method_version, computed_at)
  SELECT m.code, "targetMbps", "includesProposed", "fromOn", figures, failures, $3, now()
  FROM ${steps('figures jsonb, failures jsonb')}`;

const SAVE_ZONES = `
  INSERT INTO zone_gap
    (municipality_code, zone_id, target_mbps, includes_proposed, from_on, zone_area_m2, gap_area_m2, geometry)
  SELECT m.code, "zoneId", "targetMbps", "includesProposed", "fromOn", "zoneAreaM2", "gapAreaM2",
    ST_SetSRID(ST_GeomFromGeoJSON(gap), 4326)
  FROM ${steps('"zoneId" text, "zoneAreaM2" float8, "gapAreaM2" float8, gap text')}`;

// A firm that has moved here still has the rows of the municipality that it left.
const FORGET_ARRIVED = `
  DELETE FROM firm_service USING firm
  WHERE firm.municipality_code = ANY ($1) AND firm.id = firm_id AND firm_service.municipality_code <> firm.municipality_code`;

// One that has left since the inputs were read belongs to the figures of another municipality.
const SAVE_FIRMS = `
  INSERT INTO firm_service
    (municipality_code, firm_id, target_mbps, includes_proposed, from_on, served, networks, segment_ids,
     nearest_served_m, nearest_segment_m, nearest_segment_id)
  SELECT m.code, "firmId", "targetMbps", "includesProposed", "fromOn", served, networks, "segmentIds",
    "nearestServedM", "nearestSegmentM", "nearestSegmentId"
  FROM ${steps(`"firmId" text, served boolean, networks text[], "segmentIds" text[],
    "nearestServedM" float8, "nearestSegmentM" float8, "nearestSegmentId" text`)}
  JOIN firm ON firm.id = "firmId" AND firm.municipality_code = m.code`;

const SAVE_REACH = `
  INSERT INTO gap_reach (municipality_code, coverage_box, segment_box)
  SELECT code, gap_box(code, coverage_m), gap_box(code, segment_m)
  FROM unnest($1::text[], $2::float8[], $3::float8[]) AS reach (code, coverage_m, segment_m)
  WHERE EXISTS (SELECT 1 FROM municipality m WHERE m.code = reach.code)
  ON CONFLICT (municipality_code) DO UPDATE SET coverage_box = excluded.coverage_box, segment_box = excluded.segment_box`;
