import type { DataSource } from 'typeorm';

/**
 * The same question as one function call a municipality, which PostgreSQL spreads over parallel workers: aggregates in
 * lateral subqueries would keep it from doing so.
 */
export const TUNED = 'SELECT (answer).* FROM (SELECT plane.answer(code) AS answer FROM plane.task OFFSET 0) answers';

export async function defineTuned(db: DataSource): Promise<void> {
  await db.query(ANSWER_TYPE);
  await db.query(ANSWER);
}

/** Has the planner use what cores there are, the leading process among them. */
export const IN_PARALLEL = [
  'SET max_parallel_workers_per_gather = 2',
  'SET parallel_setup_cost = 0',
  'SET parallel_tuple_cost = 0',
  'SET min_parallel_table_scan_size = 0',
];

const ANSWER_TYPE = `
  CREATE TYPE plane.answer AS (code text,
    zone_ids text[], zone_m2 float8[], gap_m2 float8[], later_m2 float8[], gaps geometry[], later geometry[],
    firms integer, unserved integer, newly_served integer,
    unserved_ids text[], area_m float8[], segment_m float8[])`;

/**
 * What makes it quicker than the plain statement: a zone wholly inside is not cut, one wholly in an area is done with,
 * coverage and reach are clipped to the zone's box before they are united, and a nearest neighbour is looked for within
 * 300 m before the index is walked.
 */
const ANSWER = `
  CREATE FUNCTION plane.answer(asked text) RETURNS plane.answer
  LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 AS $$
  DECLARE
    border geometry;
    r plane.answer;
  BEGIN
    SELECT g INTO border FROM plane.municipality WHERE code = asked;
    r.code := asked;
    SELECT array_agg(id), array_agg(ST_Area(part)), array_agg(ST_Area(today)), array_agg(ST_Area(after)),
      array_agg(today), array_agg(after)
    INTO r.zone_ids, r.zone_m2, r.gap_m2, r.later_m2, r.gaps, r.later
    FROM (
      SELECT z.id, part, today,
        CASE WHEN ST_IsEmpty(today) THEN today ELSE coalesce(ST_Difference(today, (
          SELECT ST_Union(ST_ClipByBox2D(ST_Buffer(s.g, s.reach_m, 64), today::box2d)) FROM plane.segment s
          WHERE s.g && ST_Expand(today, 300) AND ST_DWithin(s.g, today, s.reach_m))), today) END AS after
      FROM plane.zone z
      CROSS JOIN LATERAL (
        SELECT CASE WHEN ST_Covers(border, z.g) THEN z.g ELSE ST_Intersection(z.g, border) END AS part OFFSET 0) cut
      CROSS JOIN LATERAL (
        SELECT CASE WHEN EXISTS (SELECT FROM plane.coverage_area a WHERE ST_Covers(a.g, part))
          THEN ST_SetSRID('POLYGON EMPTY'::geometry, ST_SRID(part))
          ELSE coalesce(ST_Difference(part, (
            SELECT ST_Union(ST_ClipByBox2D(a.g, part::box2d)) FROM plane.coverage_area a
            WHERE ST_Intersects(a.g, part))), part) END AS today OFFSET 0) uncovered
      WHERE ST_Intersects(border, z.g)
    ) zones;
    SELECT count(*), count(*) FILTER (WHERE NOT served), count(*) FILTER (WHERE newly),
      array_agg(id) FILTER (WHERE NOT served), array_agg(area_m) FILTER (WHERE NOT served),
      array_agg(segment_m) FILTER (WHERE NOT served)
    INTO r.firms, r.unserved, r.newly_served, r.unserved_ids, r.area_m, r.segment_m
    FROM (
      SELECT f.id, served,
        NOT served AND EXISTS (SELECT FROM plane.segment s
          WHERE s.g && ST_Expand(f.g, 300) AND ST_DWithin(s.g, f.g, s.reach_m)) AS newly,
        CASE WHEN NOT served THEN coalesce(
          (SELECT min(ST_Distance(a.g, f.g)) FROM plane.coverage_area a
           WHERE a.g && ST_Expand(f.g, 300) AND ST_DWithin(a.g, f.g, 300)),
          (SELECT a.g <-> f.g FROM plane.coverage_area a ORDER BY a.g <-> f.g LIMIT 1)) END AS area_m,
        CASE WHEN NOT served THEN coalesce(
          (SELECT min(ST_Distance(s.g, f.g)) FROM plane.segment s
           WHERE s.g && ST_Expand(f.g, 300) AND ST_DWithin(s.g, f.g, 300)),
          (SELECT s.g <-> f.g FROM plane.segment s ORDER BY s.g <-> f.g LIMIT 1)) END AS segment_m
      FROM (SELECT f.id, f.g, EXISTS (SELECT FROM plane.coverage_area a WHERE ST_Intersects(a.g, f.g)) AS served
            FROM plane.firm f WHERE f.municipality_code = asked OFFSET 0) f
    ) each;
    RETURN r;
  END $$`;
