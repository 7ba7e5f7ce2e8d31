/** SQL of the share of families that FTTH reaches, 0 to 1, over broadband_statistic as `statistic`. */
export const ftthShare = 'statistic.families_ftth::double precision / nullif(statistic.families, 0)';

/** SQL of a BroadbandStatistic as JSON, over the same. */
export const statisticJson = `json_build_object(
  'asOf', statistic.as_of,
  'families', statistic.families,
  'familiesFtth', statistic.families_ftth,
  'ftthShare', ${ftthShare},
  'datasetId', statistic.dataset_id,
  'datasetName', (SELECT name FROM dataset WHERE id = statistic.dataset_id),
  'datasetVersion', (SELECT version FROM dataset WHERE id = statistic.dataset_id),
  'sourceRow', statistic.source_row)`;

/** SQL that joins a municipality's latest statistic as `statistic`; of several data sets of one day, the one that came last. */
export const latestStatistic = (code: string): string => `
  LEFT JOIN LATERAL (
    SELECT * FROM broadband_statistic WHERE municipality_code = ${code} ORDER BY as_of DESC, dataset_id DESC LIMIT 1
  ) statistic ON true`;
