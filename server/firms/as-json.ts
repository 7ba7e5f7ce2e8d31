import { datasetAt, provenanceJson, tableAt } from '../database/table-at.ts';

/** SQL of a Firm as JSON, over firm as `firm`, its municipality (if any) as `home` and its data set as `dataset`. */
export const firmJson = `jsonb_build_object(
  'name', firm.name,
  'activity', firm.activity,
  'ateco', firm.ateco,
  'municipalityCode', firm.municipality_code,
  'municipalityName', home.name,
  'positionPrecision', firm.position_precision,
  'employees', firm.employees,
  'exportShare', firm.export_share,
  'pledgedMbps', firm.pledged_mbps,
  'source', firm.source,
  ${provenanceJson('firm')})`;

/** What `firmJson` needs beside `firm`, now or at an instant: see `tableAt`. */
export const firmJoins = (instant: string | null = null): string => `
  JOIN ${datasetAt(instant)} ON dataset.id = firm.dataset_id
  LEFT JOIN ${tableAt('municipality', instant, 'home')} ON home.code = firm.municipality_code`;
