import { firmServiceAt, type QuestionSql, questionSql, todayAlone } from '../gaps/at-horizon.ts';
import { firmServiceState, nearestServedM } from '../firms/at-target.ts';

/** SQL of the features of a layer: its properties by their names, and either a geometry or a position. */
export interface FeaturesSql {
  properties: Record<string, string>;
  geometry?: string;
  position?: string;
  from: string;
  /** Says in which order features are drawn; the same in all tiles. */
  key: string;
}

/** SQL of the box of a tile; `tileBox` gives the values. */
export const BOX = 'ST_MakeEnvelope($1, $2, $3, $4, 4326)';
const GENERATED = `dataset.nature = 'generated'`;

export const MUNICIPALITIES: FeaturesSql = {
  properties: { code: 'm.code', name: 'm.name', generated: GENERATED },
  geometry: 'm.geometry',
  from: 'municipality m JOIN dataset ON dataset.id = m.dataset_id',
  key: 'm.code',
};

const coverage = (form: 'area' | 'premises', table: string, place: string) => ({
  properties: {
    id: 'place.id',
    form: `'${form}'::text`,
    network: 'place.network',
    technology: 'place.technology',
    downMbps: 'place.down_mbps',
    upMbps: 'place.up_mbps',
    generated: GENERATED,
  },
  from: `${table} place JOIN dataset ON dataset.id = place.dataset_id WHERE ${place} && ${BOX}`,
  key: 'place.id',
});

export const COVERAGE_AREAS: FeaturesSql = {
  ...coverage('area', 'coverage_area', 'place.geometry'),
  geometry: 'place.geometry',
};

export const COVERED_PREMISES: FeaturesSql = {
  ...coverage('premises', 'covered_premises', 'place.position'),
  position: 'place.position',
};

/** Municipality by municipality: PostGIS then prepares each boundary once. */
const HOMES = `
  SELECT found.id, string_agg(m.code, ',' ORDER BY m.code COLLATE "C") AS codes
  FROM (SELECT code, geometry FROM municipality WHERE geometry && ${BOX}) m
  CROSS JOIN LATERAL (
    SELECT zone.id FROM zone
    WHERE zone.geometry && ${BOX} AND zone.geometry && m.geometry AND ST_Intersects(m.geometry, zone.geometry) OFFSET 0
  ) found
  GROUP BY found.id`;

export const ZONES: FeaturesSql = {
  properties: {
    id: 'zone.id',
    name: 'zone.name',
    areaM2: 'zone.area_m2',
    municipalityCodes: `coalesce(home.codes, '')`,
    generated: GENERATED,
  },
  geometry: 'zone.geometry',
  from: `zone JOIN dataset ON dataset.id = zone.dataset_id LEFT JOIN (${HOMES}) home ON home.id = zone.id
    WHERE zone.geometry && ${BOX}`,
  key: 'zone.id',
};

const asked = questionSql(5);
const latestStep = (when: 'before' | 'after', { horizon }: QuestionSql) => `
  SELECT '${when}'::text AS "when", latest.* FROM (
    SELECT DISTINCT ON (municipality_code, zone_id) municipality_code, zone_id, geometry
    FROM step WHERE from_on <= ${horizon}
    ORDER BY municipality_code, zone_id, includes_proposed DESC, from_on DESC
  ) latest`;

/** The box finds zones rather than steps: a later step of the same zone may have no gap any more. */
export const GAPS: FeaturesSql = {
  properties: { zoneId: 'zone_id', municipalityCode: 'municipality_code', when: '"when"' },
  geometry: 'geometry',
  from: `(
    WITH met AS MATERIALIZED (
      SELECT DISTINCT municipality_code, zone_id FROM zone_gap
      WHERE geometry && ${BOX} AND target_mbps = ${asked.target}
    ), step AS MATERIALIZED (
      SELECT zone_gap.* FROM zone_gap JOIN met USING (municipality_code, zone_id)
      WHERE target_mbps = ${asked.target} AND from_on <= ${asked.horizon} AND (NOT includes_proposed OR ${asked.proposed})
    )
    ${latestStep('before', todayAlone(asked))} UNION ALL ${latestStep('after', asked)}
  ) shown WHERE geometry && ${BOX}`,
  key: '"when" || municipality_code || zone_id',
};

/** $5 is the day, YYYY-MM-DD in Italy, that tells what is overdue. */
export const SEGMENTS: FeaturesSql = {
  properties: {
    id: 'segment.id',
    name: 'segment.name',
    network: 'segment.network',
    status: 'segment.status',
    technology: 'segment.technology',
    downMbps: 'segment.down_mbps',
    reachM: 'segment.reach_m',
    readyOn: 'segment.ready_on',
    firstPromisedReadyOn: `(
      SELECT promised_ready_on FROM segment_announcement WHERE segment_id = segment.id
      ORDER BY announced_on NULLS LAST, ordinal LIMIT 1)`,
    overdue: `coalesce(segment.ready_on < $5::date
      AND segment.status IN ('proposed', 'planned', 'underConstruction', 'inactive'), false)`,
    generated: GENERATED,
  },
  geometry: 'segment.geometry',
  from: `segment JOIN dataset ON dataset.id = segment.dataset_id WHERE segment.geometry && ${BOX}`,
  key: 'segment.id',
};

export const DELIVERY_POINTS: FeaturesSql = {
  properties: { id: 'point.id', name: 'point.name', operator: 'point.operator', generated: GENERATED },
  position: 'point.position',
  from: `delivery_point point JOIN dataset ON dataset.id = point.dataset_id WHERE point.position && ${BOX}`,
  key: 'point.id',
};

/** @param which  condition over firm as `firm` */
export const firms = (which: string, question: QuestionSql): FeaturesSql => ({
  properties: {
    id: 'firm.id',
    name: 'firm.name',
    service: firmServiceState(question),
    servedFrom: `(
      SELECT nullif(min(step.from_on), '-infinity') FROM firm_service step
      JOIN ${firmServiceAt('firm.id', question)} chosen ON step.firm_id = chosen.firm_id
        AND step.target_mbps = chosen.target_mbps AND step.includes_proposed = chosen.includes_proposed AND step.served)`,
    nearestServedM: nearestServedM(question),
    employees: 'firm.employees',
    generated: GENERATED,
  },
  position: 'firm.position',
  from: `firm JOIN dataset ON dataset.id = firm.dataset_id WHERE ${which}`,
  key: 'firm.id',
});
