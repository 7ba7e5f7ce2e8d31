import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, provenanceJson, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import { questionSql, questionValues } from '../gaps/at-horizon.ts';
import { METHOD_VERSION } from '../gaps/method.ts';
import { GAP_COLUMNS, gapJoins, gapSummary } from '../gaps/summary.ts';
import { totalFigures } from '../gaps/total-figures.ts';
import { Problem } from '../problem.ts';
import { nameFilter, wantedName } from '../search/name-filter.ts';
import type { Question } from '../targets/contract.ts';
import { latestStatistic, statisticJson } from './as-json.ts';
import type {
  getMunicipality as cardContract,
  listBoundaries as boundariesContract,
  listMunicipalities as listContract,
} from './contract.ts';
import { SORT_KEYS } from './sort-keys.ts';

type List = z.infer<typeof listContract.answer>;
type Filter = Omit<z.output<typeof listContract.query>, keyof Question>;
type Card = z.infer<typeof cardContract.answer>;
type Boundaries = z.infer<typeof boundariesContract.answer>;

/** SELECT list of MunicipalityWithGap, over municipality as `m` and its gap as `gap`. */
const FIELDS = `
  m.code AS "code",
  m.name AS "name",
  m.province_code AS "provinceCode",
  m.province_name AS "provinceName",
  m.population AS "population",
  ST_AsGeoJSON(m.centre, 7)::json->'coordinates' AS "centre",
  json_build_array(ST_XMin(m.geometry), ST_YMin(m.geometry), ST_XMax(m.geometry), ST_YMax(m.geometry)) AS "bbox",
  m.area_m2 AS "areaM2",
  CASE WHEN statistic.as_of IS NOT NULL THEN ${statisticJson} END AS "statistic",
  m.dataset_id AS "datasetId",
  dataset.name AS "datasetName",
  dataset.version AS "datasetVersion",
  m.source_row AS "sourceRow",
  dataset.nature = 'generated' AS "generated",
  ${gapSummary('gap')} AS "gap"`;

/** What FIELDS needs beside `m` and `gap`. */
const JOINS = `JOIN dataset ON dataset.id = m.dataset_id ${latestStatistic('m.code')}`;

const HAS_GAP = `((after.figures->>'firmsNotServed')::integer > 0 OR (after.figures->>'zonesWithGap')::integer > 0)`;

/**
 * Municipalities with their gap, in one statement so that list, total and totals agree.
 *
 * `withGap` speaks of the horizon; a municipality without figures is neither with nor without a gap.
 */
export async function listMunicipalities(db: Queryable, asked: Question, filter: Filter): Promise<List> {
  const order = `sort_key ${filter.order === 'desc' ? 'DESC' : 'ASC'} NULLS LAST, search_name COLLATE "C", code`;
  const [answer] = await db.query<Omit<List, 'asked' | 'methodVersion'>[]>(
    `WITH matching AS MATERIALIZED (
      SELECT m.code, m.search_name, ${SORT_KEYS[filter.sort]} AS sort_key, ${GAP_COLUMNS}
      FROM municipality m ${latestStatistic('m.code')} ${gapJoins('m.code', questionSql())}
      WHERE ${nameFilter('m.search_name', '$5')}
        AND ($6::text IS NULL OR m.province_code = $6)
        AND ($7::text[] IS NULL OR m.code = ANY ($7))
        AND ${withinBox('m.geometry', '$8')}
        AND ($9::boolean IS NULL OR ${HAS_GAP} = $9)
    ), gap AS (
      SELECT *, row_number() OVER (ORDER BY ${order}) AS place FROM matching ORDER BY place LIMIT $10 OFFSET $11
    )
    SELECT
      (SELECT count(*)::integer FROM matching) AS "total",
      (SELECT count(*)::integer FROM stale_municipality) AS "recomputing",
      (SELECT to_json(min(computed_at)) FROM matching) AS "computedAt",
      (SELECT json_build_object('before', ${totalFigures('before')}, 'after', ${totalFigures('after')})
       FROM matching) AS "totals",
      (SELECT coalesce(json_agg(item ORDER BY place), '[]')
       FROM gap JOIN municipality m USING (code) ${JOINS} CROSS JOIN LATERAL (SELECT ${FIELDS}) item) AS "items"`,
    [
      ...questionValues(asked),
      wantedName(filter.q),
      filter.province?.trim().toUpperCase() ?? null,
      filter.code?.split(',').map((code) => code.trim()) ?? null,
      filter.bbox ?? null,
      filter.withGap === undefined ? null : filter.withGap === 'true',
      filter.limit,
      filter.offset,
    ],
  );
  return { asked, methodVersion: METHOD_VERSION, ...answer! };
}

/** @throws Problem 'not-found' */
export async function getMunicipality(db: Queryable, asked: Question, code: string): Promise<Card> {
  const [card] = await db.query<Omit<Card, 'asked'>[]>(
    `SELECT ${FIELDS},
      (SELECT count(*)::integer FROM zone WHERE ST_Intersects(m.geometry, zone.geometry)) AS "zones",
      (SELECT coalesce(json_agg(${statisticJson} ORDER BY as_of DESC), '[]')
       FROM broadband_statistic statistic WHERE municipality_code = m.code) AS "statistics"
    FROM municipality m ${JOINS}
    CROSS JOIN LATERAL (SELECT ${GAP_COLUMNS} FROM (SELECT) one ${gapJoins('m.code', questionSql())}) gap
    WHERE m.code = $5`,
    [...questionValues(asked), code],
  );
  if (!card) {
    throw new Problem('not-found', {
      it: `Nessun comune ha il codice ISTAT ${code}`,
      en: `No municipality has the ISTAT code ${code}`,
    });
  }
  return { ...card, asked };
}

export async function listBoundaries(
  db: Queryable,
  { bbox, asOf }: z.output<typeof boundariesContract.query>,
): Promise<Boundaries> {
  const instant = asOf === undefined ? null : '$2::timestamptz';
  const features = await db.query<Boundaries['features']>(
    `SELECT 'Feature' AS "type", m.code AS "id", ST_AsGeoJSON(m.geometry, 7)::json AS "geometry",
      json_build_object('name', m.name, 'provinceCode', m.province_code,
        ${provenanceJson('m')}) AS "properties"
    FROM ${tableAt('municipality', instant, 'm')} JOIN ${datasetAt(instant)} ON dataset.id = m.dataset_id
    WHERE ${withinBox('m.geometry', '$1')}
    ORDER BY m.code COLLATE "C"`,
    [bbox ?? null, ...(asOf === undefined ? [] : [asOf])],
  );
  return { type: 'FeatureCollection', features };
}
