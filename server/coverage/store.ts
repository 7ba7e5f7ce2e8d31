import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { withinBox } from '../database/within-box.ts';
import { coverageJson } from './as-json.ts';
import type { listCoverage as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const matching = (table: string, geometry: string) => `
  SELECT ${table}.id, '${table}' AS source FROM ${table}
  WHERE ${withinBox(`${table}.${geometry}`, '$1')}
    AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM municipality m WHERE m.code = $2), ${table}.${geometry}))
    AND ($3::text IS NULL OR technology = $3)
    AND ($4::double precision IS NULL OR down_mbps >= $4)`;

const features = (form: 'area' | 'premises', table: string, geometry: string) => `
  SELECT page.place, ${table}.id, ST_AsGeoJSON(${table}.${geometry}, 7)::json AS geometry,
    ${coverageJson(form, table)} AS properties
  FROM page JOIN ${table} ON page.source = '${table}' AND page.id = ${table}.id
  JOIN dataset ON dataset.id = ${table}.dataset_id`;

const LIST = featurePage({
  matching: `${matching('coverage_area', 'geometry')} UNION ALL ${matching('covered_premises', 'position')}`,
  order: 'source COLLATE "C", id COLLATE "C"',
  paging: { limit: '$5', offset: '$6' },
  features: `${features('area', 'coverage_area', 'geometry')}
    UNION ALL ${features('premises', 'covered_premises', 'position')}`,
  counts: {
    areas: `count(*) FILTER (WHERE source = 'coverage_area')::integer`,
    premises: `count(*) FILTER (WHERE source = 'covered_premises')::integer`,
  },
});

/** Areas first, then premises, each in the order of their ids; limit and offset go across both. */
export async function listCoverage(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(LIST, [
    query.bbox ?? null,
    query.municipality ?? null,
    query.technology ?? null,
    query.minDownMbps ?? null,
    query.limit,
    query.offset,
  ]);
  return toPage(row);
}
