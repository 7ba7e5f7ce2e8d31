import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import type { Change, ChangeCounts, ChangeKind, DatasetKind, listChanges } from './contract.ts';
import { FEATURE_TABLES, type FeatureTable } from './feature-tables.ts';

// What a version changed began or ended at its instant, and no other transaction has the same one: see migration 0012.
// $1 is the data set, $2 the instant.
const ended = ({ table }: FeatureTable) =>
  `(SELECT * FROM ${table}_past WHERE dataset_id = $1::integer AND until = $2::timestamptz)`;
const begun = ({ table }: FeatureTable) =>
  `(SELECT * FROM ${table}_history WHERE dataset_id = $1::integer AND since = $2::timestamptz)`;

const both = 'old.dataset_id IS NOT NULL AND new.dataset_id IS NOT NULL';

/** SELECT of every row of a table that differs; a row that is only in another line of the file, or measured anew, does not. */
function compared(features: FeatureTable): string {
  const { table, key, place, attributes } = features;
  const of = (row: string) => `(${attributes.map((column) => `${row}.${column}`).join(', ')})`;
  return `
    SELECT * FROM (
      SELECT '${table}' AS source, coalesce(new.${key}, old.${key}) AS id,
        old.dataset_id IS NULL AS added, new.dataset_id IS NULL AS removed,
        ${place === null ? 'false' : `${both} AND old.${place} IS DISTINCT FROM new.${place}`} AS moved,
        ${both} AND ${of('old')} IS DISTINCT FROM ${of('new')} AS changed
      FROM ${ended(features)} old FULL JOIN ${begun(features)} new ON new.${key} = old.${key}
    ) pair WHERE added OR removed OR moved OR changed`;
}

const allCompared = (kind: DatasetKind) => FEATURE_TABLES[kind].map(compared).join(' UNION ALL ');

/** How many features a version added, removed, moved and otherwise changed; one may be both moved and changed. */
export async function countChanges(
  db: Queryable,
  dataset: { id: number; kind: DatasetKind },
  instant: string,
): Promise<ChangeCounts> {
  const count = (kind: ChangeKind) => `count(*) FILTER (WHERE ${kind})::integer AS ${kind}`;
  const [counts] = await db.query<[ChangeCounts]>(
    `SELECT ${count('added')}, ${count('removed')}, ${count('moved')}, ${count('changed')}
     FROM (${allCompared(dataset.kind)}) compared`,
    [dataset.id, instant],
  );
  return counts;
}

const propertyOf = (column: string) => column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const centre = (row: string, place: string) => `ST_AsGeoJSON(ST_Centroid(${row}.${place}), 7)::json->'coordinates'`;

/** SELECT of a table's rows of `page` as they are told. */
function told(features: FeatureTable): string {
  const { table, key, title, place, attributes } = features;
  const values = attributes.map(
    (column, at) => `(${at}, '${propertyOf(column)}', to_jsonb(old.${column}), to_jsonb(new.${column}))`,
  );
  const where =
    place === null
      ? `'movedM', NULL, 'before', NULL, 'after', NULL`
      : `'movedM', CASE WHEN page.moved THEN round(ST_Distance(
          ST_Centroid(old.${place})::geography, ST_Centroid(new.${place})::geography)::numeric, 1) END,
         'before', ${centre('old', place)}, 'after', ${centre('new', place)}`;
  return `
    SELECT page.turn, jsonb_build_object('id', page.id,
      'name', coalesce(${title('new')}, ${title('old')}),
      'kinds', array_remove(ARRAY[CASE WHEN added THEN 'added' END, CASE WHEN removed THEN 'removed' END,
        CASE WHEN moved THEN 'moved' END, CASE WHEN changed THEN 'changed' END], NULL),
      ${where},
      'attributes', CASE WHEN changed THEN (
        SELECT jsonb_agg(jsonb_build_object('name', name, 'before', before, 'after', after) ORDER BY turn)
        FROM (VALUES ${values.join(', ')}) attribute (turn, name, before, after) WHERE before IS DISTINCT FROM after
      ) ELSE '[]' END,
      'sourceRow', new.source_row) AS change
    FROM page LEFT JOIN ${ended(features)} old ON old.${key} = page.id
    LEFT JOIN ${begun(features)} new ON new.${key} = page.id
    WHERE page.source = '${table}'`;
}

/** What a version changed, in the order of ids. */
export async function readChanges(
  db: Queryable,
  dataset: { id: number; kind: DatasetKind },
  instant: string,
  { kind, limit, offset }: z.output<typeof listChanges.query>,
): Promise<{ numberMatched: number; items: Change[] }> {
  const [answer] = await db.query<[{ numberMatched: number; items: Change[] }]>(
    `WITH matching AS MATERIALIZED (
       SELECT * FROM (${allCompared(dataset.kind)}) compared ${kind === undefined ? '' : `WHERE ${kind}`}
     ), page AS MATERIALIZED (
       SELECT *, row_number() OVER (ORDER BY id COLLATE "C", source) AS turn
       FROM (SELECT * FROM matching ORDER BY id COLLATE "C", source LIMIT $3 OFFSET $4) shown
     )
     SELECT (SELECT count(*)::integer FROM matching) AS "numberMatched",
       (SELECT coalesce(json_agg(change ORDER BY turn), '[]')
        FROM (${FEATURE_TABLES[dataset.kind].map(told).join(' UNION ALL ')}) told) AS items`,
    [dataset.id, instant, limit, offset],
  );
  return answer;
}
