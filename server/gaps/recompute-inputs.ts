import type { EntityManager } from 'typeorm';

/** How far around a municipality coverage and segments are read, m. */
export interface ReadWithin {
  coverageM: number;
  segmentsM: number;
}

/**
 * Reads all that the gaps of some municipalities depend on, in one statement.
 *
 * @returns for each a GapInput as JSON text: the thread that computes parses it, not the one that serves
 */
export async function readGapInputs(
  db: Pick<EntityManager, 'query'>,
  codes: readonly string[],
  within: ReadWithin,
  premisesReachM: number,
): Promise<{ code: string; input: string }[]> {
  return db.query(READ, [codes, within.coverageM, within.segmentsM, premisesReachM]);
}

/** Positions with 7 decimals: the grid that inputs are stored on. */
const coordinates = (geometry: string) => `ST_AsGeoJSON(${geometry}, 7)::json -> 'coordinates'`;
const list = (object: string, from: string) =>
  `coalesce((SELECT json_agg(json_build_object(${object}) ORDER BY id COLLATE "C") FROM ${from}), '[]')`;
/** No segment reaches farther than this (check constraint of the table). */
const LONGEST_REACH_M = 10_000;

const READ = `
  SELECT m.code, json_build_object(
    'code', m.code,
    'boundary', ${coordinates('m.geometry')},
    'zones', ${list(
      `'id', id, 'geometry', ${coordinates('geometry')}`,
      'zone WHERE geometry && m.geometry AND ST_Intersects(geometry, m.geometry)',
    )},
    'firms', ${list(
      `'id', id, 'position', ${coordinates('position')}, 'employees', employees, 'exportShare', export_share`,
      'firm WHERE municipality_code = m.code',
    )},
    'areas', ${list(
      `'id', id, 'network', network, 'technology', technology, 'downMbps', down_mbps, 'geometry', ${coordinates('geometry')}`,
      'coverage_area WHERE geometry && box.coverage',
    )},
    'premises', ${list(
      `'id', id, 'network', network, 'technology', technology, 'downMbps', down_mbps, 'position', ${coordinates('position')}`,
      'covered_premises WHERE position && box.coverage',
    )},
    'segments', ${list(
      `'id', id, 'network', network, 'status', status, 'technology', technology, 'downMbps', down_mbps,
       'readyOn', ready_on, 'reachM', reach_m, 'lines', ${coordinates('geometry')}`,
      `segment WHERE geometry && box.farthest AND ST_Expand(geometry, coalesce(reach_m, 0) / 50000) && box.segments`,
    )},
    'coverageWithinM', $2::float8,
    'segmentsWithinM', $3::float8,
    'premisesReachM', $4::float8
  )::text AS input
  FROM municipality m
  CROSS JOIN LATERAL (
    SELECT gap_box(m.code, $2) AS coverage, gap_box(m.code, $3) AS segments, gap_box(m.code, $3 + ${LONGEST_REACH_M}) AS farthest
  ) box
  WHERE m.code = ANY ($1)
  ORDER BY m.code COLLATE "C"`;
