/**
 * A statement that reads one page of features, in one go so that page and count agree. Its one row is for `toPage`.
 *
 * @param matching SELECT of all that match: what tells them apart and what `order` names, no geometry
 * @param order    ORDER BY over the columns of `matching`; total, so that pages neither overlap nor leave out
 * @param paging   SQL of limit and offset
 * @param features SELECT of `place`, `id`, `geometry` and `properties` (JSON) from `page`, which has what `matching` has
 * @param counts   further columns over `matching`
 */
export function featurePage(parts: {
  matching: string;
  order: string;
  paging: { limit: string; offset: string };
  features: string;
  counts?: Record<string, string>;
}): string {
  const { matching, order, paging, features, counts = {} } = parts;
  const counted = Object.entries({ numberMatched: 'count(*)::integer', ...counts });
  return `WITH matching AS MATERIALIZED (${matching}),
    page AS MATERIALIZED (
      SELECT *, row_number() OVER (ORDER BY ${order}) AS place
      FROM (SELECT * FROM matching ORDER BY ${order} LIMIT ${paging.limit} OFFSET ${paging.offset}) shown),
    feature AS (${features})
    SELECT ${counted.map(([name, sql]) => `(SELECT ${sql} FROM matching) AS "${name}"`).join(', ')},
      (SELECT coalesce(json_agg(json_build_object(
          'type', 'Feature', 'id', id, 'geometry', geometry, 'properties', properties) ORDER BY place), '[]')
       FROM feature) AS "features"`;
}

/** The answer from the one row that a `featurePage` statement reads. */
export function toPage<Row extends { numberMatched: number; features: unknown[] }>(row: Row) {
  return { type: 'FeatureCollection' as const, ...row, numberReturned: row.features.length };
}
