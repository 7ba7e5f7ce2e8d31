import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, provenanceJson, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import type { listRoads as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const list = (instant: string | null) =>
  featurePage({
    matching: `SELECT road.id FROM ${tableAt('road', instant)} WHERE ${withinBox('road.geometry', '$1')}`,
    order: 'id COLLATE "C"',
    paging: { limit: '$2', offset: '$3' },
    features: `
    SELECT page.place, road.id, ST_AsGeoJSON(road.geometry, 7)::json AS geometry, json_build_object(
      'class', road.class,
      'name', road.name,
      'surface', road.surface,
      'access', road.access,
      'oneway', road.oneway,
      'nodes', road.nodes,
      ${provenanceJson('road')}) AS properties
    FROM page JOIN ${tableAt('road', instant)} USING (id) JOIN ${datasetAt(instant)} ON dataset.id = road.dataset_id`,
  });

/** Roads in the order of their ids. */
export async function listRoads(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(list(query.asOf === undefined ? null : '$4::timestamptz'), [
    query.bbox ?? null,
    query.limit,
    query.offset,
    ...(query.asOf === undefined ? [] : [query.asOf]),
  ]);
  return toPage(row);
}
