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
  'datasetId', firm.dataset_id,
  'sourceRow', firm.source_row,
  'generated', dataset.nature = 'generated')`;

/** What `firmJson` needs beside `firm`. */
export const firmJoins = `
  JOIN dataset ON dataset.id = firm.dataset_id
  LEFT JOIN municipality home ON home.code = firm.municipality_code`;
