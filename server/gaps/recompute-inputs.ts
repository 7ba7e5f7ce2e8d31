import type { EntityManager } from 'typeorm';

/** How far around a municipality coverage and segments are read, m. */
export interface ReadWithin {
  coverageM: number;
  segmentsM: number;
}

/** Everything that the gaps of some municipalities depend on, as it comes from the database: a thread unpacks it. */
export interface InputBatch extends ReadWithin {
  codes: readonly string[];
  premisesReachM: number;
  kinds: FeatureList[];
}

/** The features of one kind: a JSON text with a row for each, and their shapes as TWKB in the same order. */
export interface FeatureList {
  kind: 'municipalities' | 'zones' | 'firms' | 'areas' | 'premises' | 'segments';
  rows: string | null;
  shapes: Uint8Array | null;
}

/**
 * Reads what the gaps of some municipalities depend on, in one statement: a feature that several of them need comes once,
 * with the numbers of its municipalities (their places in the list that is read).
 */
export async function readInputBatch(
  db: Pick<EntityManager, 'query'>,
  asked: readonly string[],
  within: ReadWithin,
  premisesReachM: number,
): Promise<InputBatch> {
  const kinds: FeatureList[] = await db.query(READ, [asked, within.coverageM, within.segmentsM]);
  const municipalities = kinds.find(({ kind }) => kind === 'municipalities');
  return { codes: JSON.parse(municipalities?.rows ?? '[]'), kinds, premisesReachM, ...within };
}

/** Lists those municipalities that are there along a curve through the plane (PostGIS orders points so): neighbours together. */
export async function listNeighbourly(db: Pick<EntityManager, 'query'>, codes: readonly string[]): Promise<string[]> {
  const rows: { code: string }[] = await db.query(
    'SELECT code FROM municipality WHERE code = ANY ($1) ORDER BY centre',
    [codes],
  );
  return rows.map(({ code }) => code);
}

/** One feature a row, in the order of ids: what its kind says of it, then the municipalities that need it. */
const features = (kind: FeatureList['kind'], table: string, columns: string, needed: string, shape: string) => `
  SELECT '${kind}', json_agg(json_build_array(id, ${columns}, needed_by))::text, string_agg(shape, '')
  FROM (
    SELECT feature.*, array_agg(number) AS needed_by, ${shape} AS shape
    FROM asked JOIN ${table} feature ON ${needed}
    GROUP BY feature.id ORDER BY feature.id COLLATE "C"
  ) found`;

// The boxes are those of gap_box (migration 0002), for all municipalities at once; a box of a few metres more does no harm.
const READ = `
  WITH border AS MATERIALIZED (
    SELECT code, geometry, geometry::box2d AS box FROM municipality WHERE code = ANY ($1)
  ), extent AS MATERIALIZED (
    SELECT code, ST_Extent(place) AS box
    FROM (
      SELECT code, box::geometry AS place FROM border
      UNION ALL
      -- Few firms lie beyond the box of their municipality, and ST_Extent is slow.
      SELECT code, position FROM border JOIN firm ON municipality_code = code
      WHERE ST_X(position) NOT BETWEEN ST_XMin(box) AND ST_XMax(box)
        OR ST_Y(position) NOT BETWEEN ST_YMin(box) AND ST_YMax(box)
    ) places
    GROUP BY code
  ), asked AS MATERIALIZED (
    SELECT (row_number() OVER (ORDER BY code COLLATE "C"))::integer - 1 AS number, code, geometry,
      ${boxBeyond('$2::float8')} AS coverage_box, ${boxBeyond('$3::float8')} AS segment_box,
      ${boxBeyond('($3::float8 + longest_reach_m)')} AS farthest_segment_box
    FROM municipality JOIN extent USING (code)
    CROSS JOIN (SELECT coalesce(max(reach_m), 0) AS longest_reach_m FROM segment) longest
  )
  SELECT 'municipalities' AS kind, json_agg(code ORDER BY number)::text AS rows,
    string_agg(${twkb('geometry')}, '' ORDER BY number) AS shapes
  FROM asked
  UNION ALL
  SELECT 'firms', json_agg(json_build_array(id, ST_X(position), ST_Y(position), employees, export_share, number)
    ORDER BY id COLLATE "C")::text, NULL
  FROM asked JOIN firm ON municipality_code = code
  UNION ALL ${features('zones', 'zone', 'NULL', 'feature.geometry && asked.geometry', twkb('feature.geometry'))}
  UNION ALL ${features(
    'areas',
    'coverage_area',
    'network, technology, down_mbps',
    'feature.geometry && coverage_box',
    twkb('feature.geometry'),
  )}
  UNION ALL ${features(
    'premises',
    'covered_premises',
    'network, technology, down_mbps, ST_X(position), ST_Y(position)',
    'feature.position && coverage_box',
    'NULL::bytea',
  )}
  UNION ALL ${features(
    'segments',
    'segment',
    'network, status, technology, down_mbps, ready_on, reach_m',
    `feature.geometry && farthest_segment_box
      AND ST_Expand(feature.geometry, coalesce(reach_m, 0) / 50000) && segment_box`,
    twkb('feature.geometry'),
  )}`;

function boxBeyond(metres: string): string {
  const sideways = `${metres} / (110000 * cos(radians(ST_YMax(box))))`;
  return `ST_SetSRID(ST_Expand(box, ${sideways}, ${metres} / 110000)::geometry, 4326)`;
}

/** On the grid that inputs are stored on, each with its size and its box. */
function twkb(geometry: string): string {
  return `ST_AsTWKB(${geometry}, 7, 0, 0, true, true)`;
}
