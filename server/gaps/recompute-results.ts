import type { Queryable } from '../database/queryable.ts';
import { METHOD_VERSION } from './method.ts';

/** What the computing thread hands back: step lists as JSON text, ready to be stored. */
export interface ComputedGap {
  code: string;
  municipality: string;
  zones: string;
  firms: string;
  /** Of these nothing was computed: what is stored stays. */
  keptZones: readonly string[];
  keptFirms: readonly string[];
  coverageReachM: number;
  segmentReachM: number;
  coverageSettled: boolean;
  segmentsSettled: boolean;
  /** Time from inputs to figures, in the thread. */
  computeMs: number;
}

/** Puts new results in the place of the old ones, writing rows that differ alone; to be called within a transaction. */
export async function saveGaps(db: Queryable, gaps: readonly ComputedGap[]): Promise<void> {
  const codes = gaps.map((gap) => gap.code);
  const none = gaps.map(() => '[]');
  const kept = (of: (gap: ComputedGap) => readonly string[]) => gaps.map((gap) => JSON.stringify(of(gap)));
  await db.query(FORGET_ARRIVED, [codes]);
  await db.query(SAVE_MUNICIPALITIES, [codes, gaps.map((gap) => gap.municipality), none, METHOD_VERSION]);
  await db.query(SAVE_ZONES, [codes, gaps.map((gap) => gap.zones), kept((gap) => gap.keptZones)]);
  await db.query(SAVE_FIRMS, [codes, gaps.map((gap) => gap.firms), kept((gap) => gap.keptFirms)]);
  await db.query(SAVE_REACH, [codes, gaps.map((gap) => gap.coverageReachM), gaps.map((gap) => gap.segmentReachM)]);
}

interface StepTable {
  name: string;
  /** What a step is of, beside its municipality: the column, and its name in the JSON. */
  of?: [column: string, name: string];
  /** Types of the other columns, by their names in the JSON; and what each column is filled with. */
  types: string;
  columns: Record<string, string>;
  /** SQL that narrows the steps down. */
  where?: string;
}

/**
 * SQL that stores the steps of some municipalities ($1 codes, $2 steps as JSON) and removes the other ones of theirs, but for what is
 * kept ($3 ids as JSON). A municipality that was deleted meanwhile keeps no results.
 */
function saveSteps({ name, of, types, columns, where = '' }: StepTable): string {
  const key = ['municipality_code', 'target_mbps', 'includes_proposed', 'from_on', ...(of ? [of[0]] : [])];
  const values = Object.keys(columns);
  const same = key.map((column) => `step.${column} = old.${column}`).join(' AND ');
  return `
    WITH step AS MATERIALIZED (
      SELECT m.code AS municipality_code, "targetMbps" AS target_mbps,
        coalesce("includesProposed", false) AS includes_proposed, "fromOn" AS from_on, ${of ? `"${of[1]}" AS ${of[0]},` : ''}
        ${values.map((column) => `${columns[column]} AS ${column}`).join(', ')}
      FROM unnest($1::text[], $2::json[]) AS computed (code, steps)
      JOIN municipality m ON m.code = computed.code
      CROSS JOIN LATERAL json_to_recordset(steps) AS step ("targetMbps" integer, "includesProposed" boolean,
        "fromOn" date, ${of ? `"${of[1]}" text,` : ''} ${types})
      ${where}
    ), gone AS (
      DELETE FROM ${name} old USING unnest($1::text[], $3::jsonb[]) AS computed (code, kept)
      WHERE old.municipality_code = computed.code ${of ? `AND NOT kept ? old.${of[0]}` : ''}
        AND NOT EXISTS (SELECT FROM step WHERE ${same})
    )
    INSERT INTO ${name} AS old (${[...key, ...values].join(', ')})
    SELECT ${[...key, ...values].join(', ')} FROM step
    ON CONFLICT (${key.filter((column) => of?.[0] !== 'firm_id' || column !== 'municipality_code').join(', ')})
    DO UPDATE SET ${values.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (${values.map((column) => `old.${column}`).join(', ')})
      IS DISTINCT FROM (${values.map((column) => `excluded.${column}`).join(', ')})`;
}

const SAVE_MUNICIPALITIES = saveSteps({
  name: 'municipality_gap',
  types: 'figures jsonb, failures jsonb',
  columns: { figures: 'figures', failures: 'failures', method_version: '$4', computed_at: 'now()' },
});

const SAVE_ZONES = saveSteps({
  name: 'zone_gap',
  of: ['zone_id', 'zoneId'],
  types: '"zoneAreaM2" float8, "gapAreaM2" float8, gap text',
  columns: {
    zone_area_m2: '"zoneAreaM2"',
    gap_area_m2: '"gapAreaM2"',
    geometry: 'ST_SetSRID(ST_GeomFromGeoJSON(gap), 4326)',
  },
});

// A firm that has moved here still has the rows of the municipality that it left. As an array the firms are looked up one by
// one: joined, all firms of the region may be read.
const FORGET_ARRIVED = `
  DELETE FROM firm_service old
  WHERE firm_id = ANY (ARRAY(SELECT id FROM firm WHERE municipality_code = ANY ($1)))
    AND municipality_code <> (SELECT firm.municipality_code FROM firm WHERE id = firm_id)`;

// A firm that has left since the inputs were read belongs to the figures of another municipality.
const SAVE_FIRMS = saveSteps({
  name: 'firm_service',
  of: ['firm_id', 'firmId'],
  types: `served boolean, networks text[], "segmentIds" text[], "nearestServedM" float8, "nearestSegmentM" float8,
    "nearestSegmentId" text`,
  columns: {
    served: 'coalesce(served, false)',
    networks: "coalesce(networks, '{}')",
    segment_ids: `coalesce("segmentIds", '{}')`,
    nearest_served_m: '"nearestServedM"',
    nearest_segment_m: '"nearestSegmentM"',
    nearest_segment_id: '"nearestSegmentId"',
  },
  where: 'JOIN firm ON firm.id = "firmId" AND firm.municipality_code = m.code',
});

const SAVE_REACH = `
  INSERT INTO gap_reach AS old (municipality_code, coverage_box, segment_box)
  SELECT code, gap_box(code, coverage_m), gap_box(code, segment_m)
  FROM unnest($1::text[], $2::float8[], $3::float8[]) AS reach (code, coverage_m, segment_m)
  WHERE EXISTS (SELECT 1 FROM municipality m WHERE m.code = reach.code)
  ON CONFLICT (municipality_code) DO UPDATE SET coverage_box = excluded.coverage_box, segment_box = excluded.segment_box
  WHERE (old.coverage_box, old.segment_box) IS DISTINCT FROM (excluded.coverage_box, excluded.segment_box)`;
