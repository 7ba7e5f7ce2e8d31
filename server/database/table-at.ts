/**
 * SQL, for FROM: a table with a history (migration 0012), as it is or as it was at an instant.
 *
 * @param instant SQL such as `$5::timestamptz`; null: now
 */
export function tableAt(table: string, instant: string | null, alias = table): string {
  if (instant === null) return `${table} ${alias}`;
  return `(SELECT * FROM ${table}_history WHERE since <= ${instant} AND until > ${instant}) ${alias}`;
}

/** SQL, for FROM: data sets as `dataset`, with what `provenanceJson` asks of them, as they are or as they were at an instant. */
export function datasetAt(instant: string | null): string {
  if (instant === null) return 'dataset';
  return `(
    SELECT d.id, d.name, coalesce(v.nature, d.nature) AS nature, coalesce(v.number, 0) AS version
    FROM dataset d LEFT JOIN LATERAL (
      SELECT nature, number FROM dataset_version
      WHERE dataset_id = d.id AND imported_at <= ${instant} ORDER BY number DESC LIMIT 1) v ON true) dataset`;
}

/** SQL of where a feature comes from, to be put among what a JSON object is built of; its data set joined as `dataset`. */
export const provenanceJson = (row: string): string => `
  'datasetId', ${row}.dataset_id,
  'datasetName', dataset.name,
  'datasetVersion', dataset.version,
  'sourceRow', ${row}.source_row,
  'generated', dataset.nature = 'generated'`;
