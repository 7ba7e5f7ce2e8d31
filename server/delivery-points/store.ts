import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { withinBox } from '../database/within-box.ts';
import type { listDeliveryPoints as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

/** On a common border a point belongs to the municipality with the lower code, as a firm does. */
const LIST = featurePage({
  matching: `
    SELECT point.id FROM delivery_point point
    WHERE ${withinBox('point.position', '$1')}
      AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM municipality m WHERE m.code = $2), point.position))`,
  order: 'id COLLATE "C"',
  paging: { limit: '$3', offset: '$4' },
  features: `
    SELECT page.place, point.id, ST_AsGeoJSON(point.position, 7)::json AS geometry, json_build_object(
      'name', point.name,
      'operator', point.operator,
      'municipalityCode', (
        SELECT m.code FROM municipality m WHERE ST_Intersects(m.geometry, point.position)
        ORDER BY m.code COLLATE "C" LIMIT 1),
      'datasetId', point.dataset_id,
      'sourceRow', point.source_row,
      'generated', dataset.nature = 'generated') AS properties
    FROM page JOIN delivery_point point USING (id) JOIN dataset ON dataset.id = point.dataset_id`,
});

/** Delivery points in the order of their ids; an unknown municipality has none. */
export async function listDeliveryPoints(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(LIST, [
    query.bbox ?? null,
    query.municipality ?? null,
    query.limit,
    query.offset,
  ]);
  return toPage(row);
}
