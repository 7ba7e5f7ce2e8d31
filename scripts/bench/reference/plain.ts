/**
 * The question of `bench gaps` as one plain SQL statement: the gap of every zone part today and after all segments, and
 * for every municipality the firms not served, those newly served, and each unserved one's nearest area and segment.
 */
export const PLAIN = `
  SELECT m.code, zones.*, firms.*
  FROM plane.municipality m
  CROSS JOIN LATERAL (
    SELECT array_agg(z.id) AS zone_ids, array_agg(ST_Area(part.g)) AS zone_m2,
      array_agg(ST_Area(today.g)) AS gap_m2, array_agg(ST_Area(later.g)) AS later_m2,
      array_agg(today.g) AS gaps, array_agg(later.g) AS later
    FROM plane.zone z
    CROSS JOIN LATERAL (SELECT ST_Intersection(z.g, m.g) AS g) part
    CROSS JOIN LATERAL (
      SELECT coalesce(ST_Difference(part.g, ST_Union(a.g)), part.g) AS g
      FROM plane.coverage_area a WHERE ST_Intersects(a.g, part.g)) today
    CROSS JOIN LATERAL (
      SELECT coalesce(ST_Difference(today.g, ST_Union(ST_Buffer(s.g, s.reach_m, 64))), today.g) AS g
      FROM plane.segment s WHERE s.g && ST_Expand(today.g, 300) AND ST_DWithin(s.g, today.g, s.reach_m)) later
    WHERE ST_Intersects(z.g, m.g)
  ) zones
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS firms, (count(*) FILTER (WHERE NOT served))::int AS unserved,
      (count(*) FILTER (WHERE newly))::int AS newly_served,
      array_agg(id) FILTER (WHERE NOT served) AS unserved_ids,
      array_agg(area_m) FILTER (WHERE NOT served) AS area_m,
      array_agg(segment_m) FILTER (WHERE NOT served) AS segment_m
    FROM (
      SELECT f.id, served,
        NOT served AND EXISTS (SELECT FROM plane.segment s
          WHERE s.g && ST_Expand(f.g, 300) AND ST_DWithin(s.g, f.g, s.reach_m)) AS newly,
        CASE WHEN NOT served THEN (SELECT a.g <-> f.g FROM plane.coverage_area a ORDER BY a.g <-> f.g LIMIT 1) END AS area_m,
        CASE WHEN NOT served THEN (SELECT s.g <-> f.g FROM plane.segment s ORDER BY s.g <-> f.g LIMIT 1) END AS segment_m
      FROM (SELECT f.id, f.g, EXISTS (SELECT FROM plane.coverage_area a WHERE ST_Intersects(a.g, f.g)) AS served
            FROM plane.firm f WHERE f.municipality_code = m.code OFFSET 0) f
    ) each
  ) firms`;
