import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, provenanceJson, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import type { listDeliveryPoints as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

/** On a common border a point belongs to the municipality with the lower code, as a firm does. */
const list = (instant: string | null) =>
  featurePage({
    matching: `
    SELECT point.id FROM ${tableAt('delivery_point', instant, 'point')}
    WHERE ${withinBox('point.position', '$1')}
      AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM ${tableAt('municipality', instant, 'm')} WHERE m.code = $2), point.position))`,
    order: 'id COLLATE "C"',
    paging: { limit: '$3', offset: '$4' },
    features: `
    SELECT page.place, point.id, ST_AsGeoJSON(point.position, 7)::json AS geometry, json_build_object(
      'name', point.name,
      'operator', point.operator,
      'municipalityCode', (
        SELECT m.code FROM ${tableAt('municipality', instant, 'm')} WHERE ST_Intersects(m.geometry, point.position)
        ORDER BY m.code COLLATE "C" LIMIT 1),
      ${provenanceJson('point')}) AS properties
    FROM page JOIN ${tableAt('delivery_point', instant, 'point')} USING (id) JOIN ${datasetAt(instant)} ON dataset.id = point.dataset_id`,
  });

/** Delivery points in the order of their ids; an unknown municipality has none. */
export async function listDeliveryPoints(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(list(query.asOf === undefined ? null : '$5::timestamptz'), [
    query.bbox ?? null,
    query.municipality ?? null,
    query.limit,
    query.offset,
    ...(query.asOf === undefined ? [] : [query.asOf]),
  ]);
  return toPage(row);
}
