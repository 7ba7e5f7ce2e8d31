import { provenanceJson, tableAt } from '../database/table-at.ts';

/**
 * A degree of latitude or longitude is at least 50,000 m below 63 degrees of latitude, and at most 111,700 m anywhere:
 * what lies within a distance by the first figure may lie within it, by the second it surely does.
 */
const [LEAST_M_PER_DEGREE, MOST_M_PER_DEGREE] = ['50000.0', '111700.0'];

/** SQL: the box of a geometry widened by so many metres or a little more; a guard before the exact distance. */
export const boxAround = (geometry: string, metres: string): string =>
  `ST_Expand(${geometry}, ${metres} / ${LEAST_M_PER_DEGREE})`;

/** SQL: two geometries are within so many metres of each other. */
export function isWithin(one: string, other: string, metres: string): string {
  // The exact distance costs far more than the one in degrees, so it decides only where that cannot.
  return `(
    ${one} && ${boxAround(other, metres)} AND ST_DWithin(${one}, ${other}, ${metres} / ${LEAST_M_PER_DEGREE})
    AND (ST_DWithin(${one}, ${other}, ${metres} / ${MOST_M_PER_DEGREE})
      OR ST_DWithin(${one}::geography, ${other}::geography, ${metres})))`;
}

/** SQL: a municipality's boundary is touched by a segment's line or by its reach. */
export const touches = (municipality: string, segment: string): string =>
  isWithin(`${municipality}.geometry`, `${segment}.geometry`, `coalesce(${segment}.reach_m, 0)`);

// Which promise was the first: the one announced earliest; undated ones come after, in the order of the source.
const inTime = 'announced_on NULLS LAST, ordinal';
const firstPromise = (instant: string | null) => `(
  SELECT promised_ready_on FROM ${tableAt('segment_announcement', instant)} WHERE segment_id = segment.id ORDER BY ${inTime} LIMIT 1)`;

/** SQL of a word that is another one whenever anything of the segment is, over segment as `segment`. */
export const segmentVersion = 'md5(segment::text)';

/**
 * SQL of a Segment as JSON, over segment as `segment` and its data set as `dataset`.
 *
 * @param today    SQL of the day in Italy, such as `$1::date`
 * @param instant  SQL of when it was so, null: now; see `tableAt`, by which segment and data set come too
 */
export const segmentJson = (today: string, instant: string | null = null): string => `jsonb_build_object(
  'name', segment.name,
  'network', segment.network,
  'status', segment.status,
  'worksType', segment.works_type,
  'works', segment.works,
  'crossings', segment.crossings,
  'terminations', segment.terminations,
  'technology', segment.technology,
  'downMbps', segment.down_mbps,
  'upMbps', segment.up_mbps,
  'reachM', segment.reach_m,
  'lengthM', segment.length_m,
  'costEur', segment.cost_eur,
  'readyOn', segment.ready_on,
  'firstPromisedReadyOn', ${firstPromise(instant)},
  'slippageDays', segment.ready_on - ${firstPromise(instant)},
  'overdue', coalesce(
    segment.ready_on < ${today} AND segment.status IN ('proposed', 'planned', 'underConstruction', 'inactive'), false),
  'announcements', (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
      'announcedOn', announced_on, 'promisedReadyOn', promised_ready_on, 'source', source) ORDER BY ${inTime}), '[]')
    FROM ${tableAt('segment_announcement', instant)} WHERE segment_id = segment.id),
  'municipalityCodes', ARRAY(
    SELECT m.code FROM ${tableAt('municipality', instant, 'm')} WHERE ${touches('m', 'segment')} ORDER BY m.code COLLATE "C"),
  'editedAt', segment.edited_at,
  'editedBy', segment.edited_by,
  'version', ${segmentVersion},
  ${provenanceJson('segment')})`;
