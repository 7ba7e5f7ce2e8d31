import { crediblePlans, firmServiceAt, type QuestionSql, todayAlone } from '../gaps/at-horizon.ts';

// Who has no position nearer than its municipality is neither served nor unserved.
const step = (question: QuestionSql) => firmServiceAt('CASE WHEN firm.position IS NOT NULL THEN firm.id END', question);

/** SQL of a FirmService over firm as `firm`. */
export const firmServiceState = (question: QuestionSql): string => `CASE
  WHEN (SELECT served FROM ${step(todayAlone(question))} today) THEN 'served'
  ELSE coalesce(
    (SELECT CASE WHEN served THEN 'servedByHorizon' ELSE 'notServed' END FROM ${step(question)} horizon), 'unknown')
  END`;

/** SQL of the distance in metres to the nearest place served today, over firm as `firm`. */
export const nearestServedM = (question: QuestionSql): string =>
  `(SELECT nearest_served_m FROM ${step(todayAlone(question))} today)`;

/** SQL of a FirmAtTarget as JSON, in brackets, over firm as `firm`. */
export const firmAtTarget = (question: QuestionSql): string => `(
  SELECT jsonb_build_object(
    'service', CASE
      WHEN today.served THEN 'served' WHEN horizon.served THEN 'servedByHorizon'
      WHEN NOT horizon.served THEN 'notServed' ELSE 'unknown' END,
    'servedFrom', (
      SELECT nullif(min(from_on), '-infinity') FROM firm_service
      WHERE firm_id = horizon.firm_id AND target_mbps = horizon.target_mbps
        AND includes_proposed = horizon.includes_proposed AND served),
    'aidClass', CASE
      WHEN cardinality(credible.networks) = 0 THEN 'white' WHEN cardinality(credible.networks) = 1 THEN 'grey'
      WHEN cardinality(credible.networks) > 1 THEN 'black' END,
    'networks', coalesce(horizon.networks, '{}'),
    'nearestServedM', today.nearest_served_m,
    'nearestServedAfterM', horizon.nearest_served_m,
    'nearestSegmentM', horizon.nearest_segment_m,
    'nearestSegmentId', horizon.nearest_segment_id)
  FROM (SELECT) one
  LEFT JOIN LATERAL ${step(todayAlone(question))} today ON true
  LEFT JOIN LATERAL ${step(question)} horizon ON true
  LEFT JOIN LATERAL ${step(crediblePlans(question))} credible ON true)`;
