import type { DataSource } from 'typeorm';

/** The question put to both: this horizon lies after some promises and before others. */
export interface OracleQuestion {
  targetMbps: number;
  wired: boolean;
  /** null: today's coverage alone */
  horizon: string | null;
  premisesReachM: number;
}

/** What PostGIS alone says, without a line of our engine. */
export interface OracleAnswer {
  zones: Map<string, { zoneAreaM2: number; gapAreaM2: number }>;
  firms: Map<string, { served: number; notServed: number; unknown: number }>;
}

/**
 * Asks native PostGIS for every zone gap and firm count by overlay in SQL: an independent statement of the same
 * definitions. Zones must not overlap. Not for the embedded database, whose overlay loses rows.
 */
export async function askPostgis(db: DataSource, question: OracleQuestion): Promise<OracleAnswer> {
  const parameters = [question.targetMbps, question.wired, question.horizon, question.premisesReachM];
  const zones: { key: string; zoneAreaM2: number; gapAreaM2: number }[] = await db.query(ZONES, parameters);
  const firms: { code: string; served: number; notServed: number; unknown: number }[] = await db.query(
    FIRMS,
    parameters,
  );
  return {
    zones: new Map(zones.map(({ key, ...areas }) => [key, areas])),
    firms: new Map(firms.map(({ code, ...counts }) => [code, counts])),
  };
}

const WIRED = `('FTTH', 'FTTB', 'FTTC', 'DSL', 'CABLE')`;
const meets = (table: string) => `${table}.down_mbps >= $1 AND (NOT $2 OR ${table}.technology IN ${WIRED})`;
const counts = `${meets('s')} AND s.reach_m > 0 AND s.ready_on <= $3::date
  AND s.status IN ('planned', 'underConstruction', 'operational')`;

/**
 * In a projection centred on the line, true to distance there. ST_Buffer(geography) takes UTM, whose metre is up to 0.04 %
 * too long here: 8 cm at 200 m of reach, which is more than 0.1 % of a small gap.
 */
const buffer = (geometry: string, reach: string) => {
  const centre = `ST_Centroid(${geometry})`;
  const plane = `'+proj=aeqd +datum=WGS84 +lat_0=' || ST_Y(${centre}) || ' +lon_0=' || ST_X(${centre})`;
  return `ST_Transform(ST_Buffer(ST_Transform(${geometry}, ${plane}), ${reach}, 'quad_segs=64'), ${plane}, 4326)`;
};

const ZONES = `
  SELECT m.code || ' ' || z.id AS key, ST_Area(part.g::geography) AS "zoneAreaM2",
    ST_Area((CASE WHEN served.g IS NULL THEN part.g ELSE ST_Difference(part.g, served.g) END)::geography) AS "gapAreaM2"
  FROM municipality m
  JOIN zone z ON ST_Intersects(z.geometry, m.geometry)
  CROSS JOIN LATERAL (SELECT ST_CollectionExtract(ST_Intersection(z.geometry, m.geometry), 3) AS g) part
  CROSS JOIN LATERAL (
    SELECT ST_Union(g) AS g FROM (
      SELECT a.geometry AS g FROM coverage_area a WHERE ${meets('a')} AND ST_Intersects(a.geometry, part.g)
      UNION ALL
      SELECT ${buffer('p.position', '$4')} FROM covered_premises p
      WHERE ${meets('p')} AND p.position && ST_Expand(part.g, 0.01)
      UNION ALL
      SELECT ${buffer('s.geometry', 's.reach_m')} FROM segment s
      WHERE ${counts} AND s.geometry && ST_Expand(part.g, 0.2)
    ) places
  ) served
  WHERE ST_Area(part.g::geography) > 0`;

const FIRMS = `
  SELECT municipality_code AS code,
    (count(*) FILTER (WHERE position IS NOT NULL AND served))::int AS served,
    (count(*) FILTER (WHERE position IS NOT NULL AND NOT served))::int AS "notServed",
    (count(*) FILTER (WHERE position IS NULL))::int AS unknown
  FROM (
    SELECT f.municipality_code, f.position,
      EXISTS (SELECT 1 FROM coverage_area a WHERE ${meets('a')} AND ST_Covers(a.geometry, f.position))
      OR EXISTS (SELECT 1 FROM covered_premises p WHERE ${meets('p')}
        AND ST_DWithin(p.position::geography, f.position::geography, $4))
      OR EXISTS (SELECT 1 FROM segment s WHERE ${counts}
        AND ST_DWithin(s.geometry::geography, f.position::geography, s.reach_m)) AS served
    FROM firm f JOIN municipality m ON m.code = f.municipality_code
  ) firms
  GROUP BY municipality_code`;
