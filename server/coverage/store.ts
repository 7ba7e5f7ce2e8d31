import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import { coverageJson } from './as-json.ts';
import type { listCoverage as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const matching = (table: string, geometry: string, instant: string | null) => `
  SELECT ${table}.id, '${table}' AS source FROM ${tableAt(table, instant)}
  WHERE ${withinBox(`${table}.${geometry}`, '$1')}
    AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM ${tableAt('municipality', instant, 'm')} WHERE m.code = $2), ${table}.${geometry}))
    AND ($3::text IS NULL OR technology = $3)
    AND ($4::double precision IS NULL OR down_mbps >= $4)`;

const features = (form: 'area' | 'premises', table: string, geometry: string, instant: string | null) => `
  SELECT page.place, ${table}.id, ST_AsGeoJSON(${table}.${geometry}, 7)::json AS geometry,
    ${coverageJson(form, table)} AS properties
  FROM page JOIN ${tableAt(table, instant)} ON page.source = '${table}' AND page.id = ${table}.id
  JOIN ${datasetAt(instant)} ON dataset.id = ${table}.dataset_id`;

const list = (instant: string | null) =>
  featurePage({
    matching: `${matching('coverage_area', 'geometry', instant)} UNION ALL ${matching('covered_premises', 'position', instant)}`,
    order: 'source COLLATE "C", id COLLATE "C"',
    paging: { limit: '$5', offset: '$6' },
    features: `${features('area', 'coverage_area', 'geometry', instant)}
    UNION ALL ${features('premises', 'covered_premises', 'position', instant)}`,
    counts: {
      areas: `count(*) FILTER (WHERE source = 'coverage_area')::integer`,
      premises: `count(*) FILTER (WHERE source = 'covered_premises')::integer`,
    },
  });

/** Areas first, then premises, each in the order of their ids; limit and offset go across both. */
export async function listCoverage(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(list(query.asOf === undefined ? null : '$7::timestamptz'), [
    query.bbox ?? null,
    query.municipality ?? null,
    query.technology ?? null,
    query.minDownMbps ?? null,
    query.limit,
    query.offset,
    ...(query.asOf === undefined ? [] : [query.asOf]),
  ]);
  return toPage(row);
}
