import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { Question } from '../targets/contract.ts';
import { questionSql, questionValues, todayAlone, zoneGapsAt } from './at-horizon.ts';
import type { getGap as contract } from './contract.ts';
import { type GapInputJson, writeGapInput } from './gap-input-json.ts';
import { NEAREST_WITHIN_M } from './method.ts';
import { readInputBatch } from './recompute-inputs.ts';
import { unpackBatch } from './recompute-unpack.ts';
import { GAP_COLUMNS, gapJoins, gapSummary } from './summary.ts';

type Gap = z.infer<typeof contract.answer>;

const question = questionSql();

// A zone may have been removed since the gap was computed: new figures are on their way then.
const features = (when: 'before' | 'after') => `
  SELECT '${when}' AS "when", step.*, zone.name, dataset.nature
  FROM ${zoneGapsAt('$5', when === 'before' ? todayAlone(question) : question)} step
  LEFT JOIN zone ON zone.id = step.zone_id
  LEFT JOIN dataset ON dataset.id = zone.dataset_id
  WHERE step.geometry IS NOT NULL`;

const GAP = `
  SELECT ${gapSummary('gap')} AS "gap", (
    SELECT coalesce(json_agg(json_build_object(
      'type', 'Feature',
      'id', "when" || ':' || zone_id,
      'geometry', ST_AsGeoJSON(geometry, 7)::json,
      'properties', json_build_object(
        'zoneId', zone_id,
        'zoneName', name,
        'municipalityCode', municipality_code,
        'when', "when",
        'zoneAreaM2', zone_area_m2,
        'gapAreaM2', gap_area_m2,
        'generated', coalesce(nature = 'generated', false)))
      ORDER BY "when" DESC, zone_id COLLATE "C"), '[]')
    FROM (${features('before')} UNION ALL ${features('after')}) feature) AS "features"
  FROM municipality m
  CROSS JOIN LATERAL (SELECT ${GAP_COLUMNS} FROM (SELECT) one ${gapJoins('m.code', question)}) gap
  WHERE m.code = $5`;

/**
 * One feature for each zone with a gap today (`before`), then one for each with a gap at the horizon (`after`).
 *
 * @throws Problem 'not-found'
 */
export async function getGap(db: Queryable, asked: Question, code: string): Promise<Gap> {
  const [found] = await db.query<Pick<Gap, 'gap' | 'features'>[]>(GAP, [...questionValues(asked), code]);
  if (!found) throw municipalityUnknown(code);
  return { type: 'FeatureCollection', asked, ...found };
}

/**
 * What the gap of a municipality is computed from, as a recompute would read it. Segments come from as far as any may matter,
 * so that they still suffice wherever one of them is moved.
 *
 * @throws Problem 'not-found'
 */
export async function getGapInput(
  db: Queryable,
  code: string,
  coverageM: number,
  premisesReachM: number,
): Promise<GapInputJson> {
  const [input] = unpackBatch(
    await readInputBatch(db, [code], { coverageM, segmentsM: NEAREST_WITHIN_M }, premisesReachM),
  );
  if (!input) throw municipalityUnknown(code);
  return writeGapInput(input);
}

const municipalityUnknown = (code: string): Problem =>
  new Problem('not-found', {
    it: `Nessun comune ha il codice ISTAT ${code}`,
    en: `No municipality has the ISTAT code ${code}`,
  });
