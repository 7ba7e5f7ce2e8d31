import { firmServiceFor } from '../gaps/at-horizon.ts';
import { isWithin } from '../segments/as-json.ts';
import { JOINS_WITHIN_M, LEAST_SHARED_M, SAME_PERIOD_DAYS, SAME_TRENCH_WITHIN_M, STEP_M } from './method.ts';

// Statements that read a PlanProblem. Candidates are told by their places in the list of ids that is $1.

/** Segments that a plan might build, or that are built anyway. $1: statuses. */
export const SEGMENTS = `
  SELECT segment.id, segment.name, segment.status, segment.technology, segment.down_mbps AS "downMbps",
    segment.reach_m AS "reachM", segment.length_m AS "lengthM", segment.works, segment.works_type AS "worksType",
    segment.crossings, segment.terminations, segment.cost_eur AS "costEur", segment.ready_on::text AS "readyOn",
    dataset.nature = 'generated' AS generated
  FROM segment JOIN dataset ON dataset.id = segment.dataset_id
  WHERE segment.status = ANY ($1::text[])
  ORDER BY segment.id COLLATE "C"`;

/** The ids of a parameter and their places. */
const listed = (parameter: string) => `
  SELECT segment.*, (listed.place - 1)::integer AS place
  FROM unnest(${parameter}::text[]) WITH ORDINALITY listed (id, place) JOIN segment USING (id)`;

/** Pairs of candidates that touch, both ways. */
export const NEIGHBOURS = `
  WITH candidate AS MATERIALIZED (${listed('$1')})
  SELECT one.place AS a, array_agg(candidate.place ORDER BY candidate.place) AS b
  FROM candidate one
  JOIN segment other ON other.id <> one.id AND ${isWithin('other.geometry', 'one.geometry', `${JOINS_WITHIN_M}`)}
  JOIN candidate ON candidate.id = other.id
  GROUP BY one.place`;

/**
 * What a candidate can be joined to without another one: of each kind the first by id. $2: ids of segments built anyway, $3: Mbit/s,
 * $4: technologies that meet the target.
 */
export const JOINS = `
  WITH candidate AS MATERIALIZED (${listed('$1')})
  SELECT candidate.place, found.kind, found.id, found.name
  FROM candidate CROSS JOIN LATERAL (
    (SELECT 'deliveryPoint' AS kind, id, name FROM delivery_point
     WHERE ${isWithin('position', 'candidate.geometry', `${JOINS_WITHIN_M}`)} ORDER BY id COLLATE "C" LIMIT 1)
    UNION ALL
    (SELECT 'coverage', id, network FROM coverage_area
     WHERE down_mbps >= $3 AND technology = ANY ($4::text[])
       AND ${isWithin('geometry', 'candidate.geometry', `${JOINS_WITHIN_M}`)} ORDER BY id COLLATE "C" LIMIT 1)
    UNION ALL
    (SELECT 'coverage', id, network FROM covered_premises
     WHERE down_mbps >= $3 AND technology = ANY ($4::text[])
       AND ${isWithin('position', 'candidate.geometry', `${JOINS_WITHIN_M}`)} ORDER BY id COLLATE "C" LIMIT 1)
    UNION ALL
    (SELECT 'segment', id, name FROM segment
     WHERE id = ANY ($2::text[]) AND ${isWithin('geometry', 'candidate.geometry', `${JOINS_WITHIN_M}`)}
     ORDER BY id COLLATE "C" LIMIT 1)
  ) found
  ORDER BY candidate.place`;

/** Middles of equal pieces of a line, STEP_M long or a little less, over a row that has \`geometry\`. */
const pieces = (row: string) => `
  LATERAL (
    SELECT (ST_Dump(${row}.geometry)).geom AS line
  ) part CROSS JOIN LATERAL (
    SELECT ST_Length(part.line::geography) AS metres
  ) measured CROSS JOIN LATERAL (
    SELECT greatest(1, ceil(measured.metres / ${STEP_M}))::integer AS count
  ) steps CROSS JOIN LATERAL (
    SELECT ST_LineInterpolatePoint(part.line, (number + 0.5) / steps.count) AS middle,
      measured.metres / steps.count AS metres
    FROM generate_series(0, steps.count - 1) number
  ) piece`;

/** Where the length of candidates lies; one that lies in a single municipality is not cut into pieces. */
export const LENGTHS = `
  WITH candidate AS MATERIALIZED (${listed('$1')}), inside AS MATERIALIZED (
    SELECT candidate.place, min(m.code COLLATE "C") AS code
    FROM candidate JOIN municipality m ON ST_Covers(m.geometry, candidate.geometry)
    GROUP BY candidate.place
  )
  SELECT place, code, 1::float8 AS metres FROM inside
  UNION ALL
  SELECT candidate.place, home.code, sum(piece.metres)
  FROM candidate CROSS JOIN ${pieces('candidate')}
  CROSS JOIN LATERAL (
    SELECT m.code FROM municipality m WHERE ST_Covers(m.geometry, piece.middle) ORDER BY m.code COLLATE "C" LIMIT 1
  ) home
  WHERE NOT EXISTS (SELECT FROM inside WHERE inside.place = candidate.place)
  GROUP BY candidate.place, home.code
  ORDER BY place, code`;

/**
 * Metres of a candidate beside another segment that is built in the same period: each metre beside one built anyway ($2) before
 * any, then beside the first in the list. \`beside\` null: built anyway.
 */
export const SHARED = `
  WITH candidate AS MATERIALIZED (${listed('$1')}), pair AS MATERIALIZED (
    SELECT candidate.place, candidate.geometry, other.geometry AS trench, first.place AS beside
    FROM candidate
    JOIN segment other ON other.id <> candidate.id
      AND ${isWithin('other.geometry', 'candidate.geometry', `${SAME_TRENCH_WITHIN_M}`)}
      AND abs(other.ready_on - candidate.ready_on) < ${SAME_PERIOD_DAYS}
    LEFT JOIN candidate first ON first.id = other.id
    WHERE other.id = ANY ($2::text[]) OR first.place < candidate.place
  ), piece AS MATERIALIZED (
    SELECT lone.place, piece.middle, piece.metres, row_number() OVER () AS number
    FROM (SELECT DISTINCT ON (place) place, geometry FROM pair) lone CROSS JOIN ${pieces('lone')}
  ), shared AS (
    SELECT DISTINCT ON (piece.number) piece.place, pair.beside, piece.metres
    FROM piece JOIN pair USING (place)
    WHERE ${isWithin('pair.trench', 'piece.middle', `${SAME_TRENCH_WITHIN_M}`)}
    ORDER BY piece.number, pair.beside NULLS FIRST
  )
  SELECT place, beside, sum(metres) AS metres FROM shared
  GROUP BY place, beside HAVING sum(metres) >= ${LEAST_SHARED_M}
  ORDER BY place, beside NULLS FIRST`;

/** In which municipalities the reach of a candidate meets a zone's gap of today. $2: target. */
export const ZONES = `
  WITH candidate AS MATERIALIZED (${listed('$1')})
  SELECT candidate.place, array_agg(DISTINCT gap.municipality_code) AS codes
  FROM candidate JOIN zone_gap gap ON gap.target_mbps = $2 AND gap.from_on = '-infinity' AND NOT gap.includes_proposed
    AND ${isWithin('gap.geometry', 'candidate.geometry', 'candidate.reach_m')}
  GROUP BY candidate.place`;

const [TARGET, HORIZON, PROPOSED] = ['$1::integer', '$2::date', '$3::boolean'];

/**
 * Firms with a position that today's coverage does not serve, and the segments that reach them by the horizon: one text of
 * JSON, so that the thread that serves parses nothing.
 */
export const FIRMS = `
  SELECT coalesce(json_agg(one), '[]')::text AS firms FROM (
  SELECT firm.id, firm.municipality_code AS code, firm.employees, firm.export_share AS "exportShare",
    firm.pledged_mbps IS NOT NULL AS pledges, step.segment_ids AS "segmentIds",
    cardinality(step.segment_ids) > 0
      AND EXISTS (SELECT FROM zone WHERE ST_Covers(zone.geometry, firm.position)) AS "inZone"
  FROM (${firmServiceFor({ target: TARGET, horizon: HORIZON, proposed: PROPOSED })}) step
  JOIN firm ON firm.id = step.firm_id AND firm.position IS NOT NULL
  WHERE NOT EXISTS (
    SELECT FROM firm_service today
    WHERE today.firm_id = step.firm_id AND today.target_mbps = ${TARGET} AND NOT today.includes_proposed
      AND today.from_on = '-infinity' AND today.served)
  ORDER BY firm.id COLLATE "C") one`;

/** Municipalities, and their firms that have a place on the map and figures, and those that have none. $1: target. */
export const MUNICIPALITIES = `
  SELECT m.code, m.name, m.province_code AS "provinceCode", coalesce(placed.count, 0)::integer AS placed,
    coalesce(unplaced.count, 0)::integer AS unplaced
  FROM municipality m
  LEFT JOIN (
    SELECT municipality_code, count(*) FROM firm_service
    WHERE target_mbps = ${TARGET} AND NOT includes_proposed AND from_on = '-infinity' GROUP BY municipality_code
  ) placed ON placed.municipality_code = m.code
  LEFT JOIN (
    SELECT municipality_code, count(*) FROM firm WHERE position IS NULL GROUP BY municipality_code
  ) unplaced ON unplaced.municipality_code = m.code
  ORDER BY m.code COLLATE "C"`;

/** Where segments that are left out lie: the municipalities that their lines or reaches touch. */
export const LEFT_OUT = `
  WITH candidate AS MATERIALIZED (${listed('$1')})
  SELECT candidate.place, array_agg(m.code ORDER BY m.code COLLATE "C") AS codes
  FROM candidate JOIN municipality m ON ${isWithin('m.geometry', 'candidate.geometry', 'coalesce(candidate.reach_m, 0)')}
  GROUP BY candidate.place`;

/** Another one whenever anything that a problem is read from has changed. */
export const VERSION = `
  SELECT (SELECT coalesce(sum(version), 0) FROM tile_version)::text AS version,
    (SELECT count(*)::integer FROM stale_municipality) AS recomputing`;
