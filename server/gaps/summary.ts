import { crediblePlans, municipalityGapAt, type QuestionSql, todayAlone } from './at-horizon.ts';

/**
 * SQL that joins a municipality's gap before and after the planned segments, and whether new figures are on their way.
 *
 * @param code SQL of the municipality's code
 */
export const gapJoins = (code: string, question: QuestionSql): string => `
  LEFT JOIN LATERAL ${municipalityGapAt(code, todayAlone(question))} before ON true
  LEFT JOIN LATERAL ${municipalityGapAt(code, question)} after ON true
  LEFT JOIN LATERAL ${municipalityGapAt(code, crediblePlans(question))} credible ON true
  LEFT JOIN stale_municipality stale ON stale.municipality_code = ${code}`;

/** What `gapSummary` needs, to be selected over `gapJoins`. */
export const GAP_COLUMNS = `
  before.figures AS before,
  after.figures || jsonb_build_object('aidClasses', credible.figures->'aidClasses') AS after,
  after.failures,
  after.method_version,
  after.computed_at,
  stale.municipality_code IS NOT NULL AS stale`;

/** SQL of a gap's state, over a row that has GAP_COLUMNS. */
export const gapState = (row: string): string => `CASE
  WHEN ${row}.computed_at IS NULL THEN 'notComputed'
  WHEN ${row}.stale THEN 'recomputing'
  ELSE 'current' END`;

/** SQL of a MunicipalityGapSummary as JSON, over the same. */
export const gapSummary = (row: string): string => `json_build_object(
  'state', ${gapState(row)},
  'methodVersion', ${row}.method_version,
  'computedAt', ${row}.computed_at,
  'before', ${row}.before,
  'after', ${row}.after,
  'firmsNewlyServed', (${row}.after->>'firmsServed')::integer - (${row}.before->>'firmsServed')::integer,
  'failures', coalesce(${row}.failures, '[]'))`;
