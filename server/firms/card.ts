import { coverageJson } from '../coverage/as-json.ts';
import { firmServiceAt, questionSql, questionValues } from '../gaps/at-horizon.ts';
import { GAP_COLUMNS, gapJoins, gapState } from '../gaps/summary.ts';
import { ftthShare, latestStatistic } from '../municipalities/as-json.ts';
import { boxAround, segmentJson } from '../segments/as-json.ts';
import { STATUSES, statusCounts } from '../segments/status.ts';
import type { Question } from '../targets/contract.ts';
import { firmJoins, firmJson } from './as-json.ts';
import { firmAtTarget } from './at-target.ts';

/** What a card depends on beside its question; days as YYYY-MM-DD. */
export interface CardTerms {
  /** In Italy; tells what is overdue. */
  today: string;
  /** A covered premises point serves so far, m. */
  premisesReachM: number;
}

const question = questionSql();
const [ID, TODAY, REACH_M, STATUSES_THAT_MAY_COUNT] = ['$5', '$6::date', '$7::double precision', '$8::text[]'];

/** No segment reaches farther: see the check of segment.reach_m. */
const GREATEST_REACH_M = 10_000;

// To the millimetre: what lies beyond differs from one version of PostGIS to the next.
const distanceM = (geometry: string) =>
  `round(ST_Distance(${geometry}::geography, firm.position::geography)::numeric, 3)::double precision`;
const isWithin = (geometry: string, metres: string) =>
  `ST_DWithin(${geometry}::geography, firm.position::geography, ${metres})`;

const SERVICES = `(
  SELECT coalesce(jsonb_agg(
    service || jsonb_build_object('id', id, 'distanceM', distance_m)
    ORDER BY down_mbps DESC, distance_m, id COLLATE "C"), '[]')
  FROM (
    SELECT place.id, place.down_mbps, 0 AS distance_m, ${coverageJson('area', 'place')} AS service
    FROM coverage_area place JOIN dataset ON dataset.id = place.dataset_id
    WHERE ST_Covers(place.geometry, firm.position)
    UNION ALL
    SELECT place.id, place.down_mbps, ${distanceM('place.position')}, ${coverageJson('premises', 'place')}
    FROM covered_premises place JOIN dataset ON dataset.id = place.dataset_id
    WHERE place.position && ${boxAround('firm.position', REACH_M)} AND ${isWithin('place.position', REACH_M)}
  ) found)`;

const SERVING_SEGMENTS = `(
  SELECT coalesce(jsonb_agg(
    ${segmentJson(TODAY)} || jsonb_build_object('id', segment.id, 'distanceM', ${distanceM('segment.geometry')})
    ORDER BY segment.ready_on NULLS LAST, ${distanceM('segment.geometry')}, segment.id COLLATE "C"), '[]')
  FROM segment JOIN dataset ON dataset.id = segment.dataset_id
  WHERE segment.status = ANY (${STATUSES_THAT_MAY_COUNT})
    AND segment.geometry && ${boxAround('firm.position', `${GREATEST_REACH_M}`)}
    AND ${isWithin('segment.geometry', 'segment.reach_m')})`;

const NEAREST_SEGMENT = `(
  SELECT ${segmentJson(TODAY)} || jsonb_build_object('id', segment.id, 'distanceM', step.nearest_segment_m)
  FROM ${firmServiceAt('firm.id', question)} step
  JOIN segment ON segment.id = step.nearest_segment_id
  JOIN dataset ON dataset.id = segment.dataset_id
  WHERE firm.position IS NOT NULL)`;

const TARGETS = `(
  SELECT coalesce(jsonb_agg(
    ${firmAtTarget({ ...question, target: 'target.down_mbps' })}
      || jsonb_build_object('downMbps', target.down_mbps) ORDER BY target.down_mbps), '[]')
  FROM target)`;

/** Statement that reads one firm's card as `card`; `cardValues` are its values. */
export const CARD = `
  SELECT ${firmJson} || jsonb_build_object(
    'id', firm.id,
    'position', ST_AsGeoJSON(firm.position, 7)::json,
    'gapState', ${gapState('gap')},
    'municipalityFtthShare', ${ftthShare},
    'atTarget', ${firmAtTarget(question)},
    'targets', ${TARGETS},
    'services', ${SERVICES},
    'servingSegments', ${SERVING_SEGMENTS},
    'nearestSegment', ${NEAREST_SEGMENT}) AS "card"
  FROM firm ${firmJoins()} ${latestStatistic('firm.municipality_code')}
  CROSS JOIN LATERAL (SELECT ${GAP_COLUMNS} FROM (SELECT) one ${gapJoins('firm.municipality_code', question)}) gap
  WHERE firm.id = ${ID}`;

export const cardValues = (asked: Question, id: string, terms: CardTerms): unknown[] => [
  ...questionValues(asked),
  id,
  terms.today,
  terms.premisesReachM,
  STATUSES.filter((status) => statusCounts(status, true)),
];
