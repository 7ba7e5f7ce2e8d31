import type { DataSource } from 'typeorm';
import { NEGLIGIBLE_GAP_M2 } from '../../server/gaps/method.ts';
import { areaM2 } from '../../server/geo/area.ts';
import { askPostgis } from './oracle.ts';
import type { Report } from './report.ts';

const TARGETS = [
  { targetMbps: 30, wired: false },
  { targetMbps: 100, wired: false },
  { targetMbps: 300, wired: true },
  { targetMbps: 1000, wired: true },
] as const;
const HORIZONS = [null, '2027-12-31', '2028-12-31', '2031-12-31'] as const;
const PREMISES_REACH_M = 50;

/** Sums of zones and firms are the figures of their municipality, on every day and at every target. */
export async function checkSums(db: DataSource, report: Report): Promise<void> {
  const [{ steps, worst_m2: worstM2, firms_off: firmsOff }] = await db.query(
    `SELECT count(*)::int AS steps,
       max(abs((figures->>'zoneGapM2')::float8 - coalesce(zones.m2, 0))) AS worst_m2,
       (count(*) FILTER (WHERE (figures->>'firmsNotServed')::int <> firms.unserved
         OR (figures->>'firmsServed')::int <> firms.served))::int AS firms_off
     FROM municipality_gap g
     CROSS JOIN LATERAL (
       SELECT sum(gap_area_m2) AS m2 FROM (
         SELECT DISTINCT ON (zone_id) gap_area_m2 FROM zone_gap z
         WHERE (z.municipality_code, z.target_mbps, z.includes_proposed) = (g.municipality_code, g.target_mbps, g.includes_proposed)
           AND z.from_on <= g.from_on ORDER BY zone_id, from_on DESC) held) zones
     CROSS JOIN LATERAL (
       SELECT (count(*) FILTER (WHERE NOT served))::int AS unserved, (count(*) FILTER (WHERE served))::int AS served FROM (
         SELECT DISTINCT ON (firm_id) served FROM firm_service f
         WHERE (f.municipality_code, f.target_mbps, f.includes_proposed) = (g.municipality_code, g.target_mbps, g.includes_proposed)
           AND f.from_on <= g.from_on ORDER BY firm_id, from_on DESC) held) firms`,
  );
  report.check('zone gaps add up to the municipality', worstM2 < 1e-3, `${steps} steps, worst ${worstM2} m2 apart`);
  report.check('firms add up to the municipality', firmsOff === 0, `${firmsOff} of ${steps} steps differ`);
}

/** Our areas against ST_Area(geography), for every boundary. */
export async function checkAreas(db: DataSource, report: Report): Promise<void> {
  const rows: { area: number; coordinates: number[][][][] }[] = await db.query(
    `SELECT ST_Area(geometry::geography) AS area, ST_AsGeoJSON(geometry, 15)::json->'coordinates' AS coordinates FROM municipality`,
  );
  const worst = Math.max(...rows.map(({ area, coordinates }) => Math.abs(areaM2(coordinates) / area - 1)));
  report.check(
    'areas of boundaries within 0.01 % of ST_Area(geography)',
    worst < 1e-4,
    `${rows.length}, worst ${percent(worst)}`,
  );
}

/** Every zone area, zone gap and firm count against an independent statement on native PostGIS. */
export async function checkAgainstOracle(db: DataSource, report: Report): Promise<void> {
  for (const target of TARGETS) {
    for (const horizon of HORIZONS) {
      const oracle = await askPostgis(db, { ...target, horizon, premisesReachM: PREMISES_REACH_M });
      const zones: { key: string; area: number; gap: number }[] = await db.query(
        `SELECT DISTINCT ON (key) municipality_code || ' ' || zone_id AS key, zone_area_m2 AS area, gap_area_m2 AS gap
         FROM zone_gap WHERE target_mbps = $1 AND NOT includes_proposed AND from_on <= coalesce($2::date, '-infinity')
         ORDER BY key, from_on DESC`,
        [target.targetMbps, horizon],
      );
      let worstArea = 0;
      let worstGap = 0;
      for (const { key, area, gap } of zones) {
        const theirs = oracle.zones.get(key);
        worstArea = Math.max(worstArea, theirs ? Math.abs(area / theirs.zoneAreaM2 - 1) : Infinity);
        const apart = Math.abs(gap - (theirs?.gapAreaM2 ?? Infinity));
        if (apart > NEGLIGIBLE_GAP_M2) worstGap = Math.max(worstGap, apart / Math.max(gap, theirs!.gapAreaM2));
      }
      const firms: { code: string; served: number; notServed: number; unknown: number }[] = await db.query(
        `SELECT DISTINCT ON (municipality_code) municipality_code AS code, (figures->>'firmsServed')::int AS served,
           (figures->>'firmsNotServed')::int AS "notServed", (figures->>'firmsPositionUnknown')::int AS unknown
         FROM municipality_gap WHERE target_mbps = $1 AND NOT includes_proposed AND from_on <= coalesce($2::date, '-infinity')
         ORDER BY municipality_code, from_on DESC`,
        [target.targetMbps, horizon],
      );
      const none = { served: 0, notServed: 0, unknown: 0 };
      const off = firms.filter(({ code, ...counts }) => {
        const theirs = oracle.firms.get(code) ?? none;
        return (
          counts.served !== theirs.served || counts.notServed !== theirs.notServed || counts.unknown !== theirs.unknown
        );
      });
      const unserved = firms.reduce((sum, { notServed }) => sum + notServed, 0);
      const question = `${target.targetMbps} Mbit/s, ${horizon ?? "today's coverage"}`;
      report.check(
        `${question}: every zone is there`,
        zones.length === oracle.zones.size && zones.length > 0,
        `${zones.length}`,
      );
      report.check(`${question}: zone areas within 0.01 %`, worstArea < 1e-4, percent(worstArea));
      report.check(`${question}: zone gaps within 0.1 %`, worstGap < 1e-3, percent(worstGap));
      report.check(
        `${question}: firm counts equal`,
        off.length === 0,
        `${unserved} not served, ${off.length} municipalities differ`,
      );
    }
  }
}

/** All results as text, in an order that both databases share. */
export async function dumpResults(db: DataSource): Promise<Map<string, string[]>> {
  const dump = async (sql: string): Promise<string[]> =>
    (await db.query(sql)).map((row: { line: string }) => row.line).sort();
  return new Map([
    [
      'municipality gaps',
      await dump(
        `SELECT concat_ws(' ', municipality_code, target_mbps, includes_proposed, from_on, figures, failures) AS line FROM municipality_gap`,
      ),
    ],
    [
      'zone gaps',
      await dump(
        `SELECT concat_ws(' ', municipality_code, zone_id, target_mbps, includes_proposed, from_on, zone_area_m2, gap_area_m2) AS line FROM zone_gap`,
      ),
    ],
    [
      'firms',
      await dump(`SELECT concat_ws(' ', firm_id, target_mbps, includes_proposed, from_on, served, networks, segment_ids,
        nearest_served_m, nearest_segment_m, nearest_segment_id) AS line FROM firm_service`),
    ],
  ]);
}

function percent(share: number): string {
  return `${(share * 100).toPrecision(2)} %`;
}
