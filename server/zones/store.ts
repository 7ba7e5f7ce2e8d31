import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { withinBox } from '../database/within-box.ts';
import type { listZones as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const LIST = featurePage({
  matching: `
    SELECT zone.id FROM zone
    WHERE ${withinBox('zone.geometry', '$1')}
      AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM municipality m WHERE m.code = $2), zone.geometry))`,
  order: 'id COLLATE "C"',
  paging: { limit: '$3', offset: '$4' },
  features: `
    SELECT page.place, zone.id, ST_AsGeoJSON(zone.geometry, 7)::json AS geometry, json_build_object(
      'name', zone.name,
      'landuse', zone.landuse,
      'areaM2', zone.area_m2,
      'municipalityCodes', ARRAY(
        SELECT m.code FROM municipality m WHERE ST_Intersects(m.geometry, zone.geometry) ORDER BY m.code COLLATE "C"),
      'datasetId', zone.dataset_id,
      'sourceRow', zone.source_row,
      'generated', dataset.nature = 'generated') AS properties
    FROM page JOIN zone USING (id) JOIN dataset ON dataset.id = zone.dataset_id`,
});

/** Zones in the order of their ids; an unknown municipality has none. */
export async function listZones(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(LIST, [
    query.bbox ?? null,
    query.municipality ?? null,
    query.limit,
    query.offset,
  ]);
  return toPage(row);
}
