import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, provenanceJson, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import type { listZones as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const list = (instant: string | null) =>
  featurePage({
    matching: `
    SELECT zone.id FROM ${tableAt('zone', instant)}
    WHERE ${withinBox('zone.geometry', '$1')}
      AND ($2::text IS NULL OR ST_Intersects((SELECT m.geometry FROM ${tableAt('municipality', instant, 'm')} WHERE m.code = $2), zone.geometry))`,
    order: 'id COLLATE "C"',
    paging: { limit: '$3', offset: '$4' },
    features: `
    SELECT page.place, zone.id, ST_AsGeoJSON(zone.geometry, 7)::json AS geometry, json_build_object(
      'name', zone.name,
      'landuse', zone.landuse,
      'areaM2', zone.area_m2,
      'municipalityCodes', ARRAY(
        SELECT m.code FROM ${tableAt('municipality', instant, 'm')} WHERE ST_Intersects(m.geometry, zone.geometry) ORDER BY m.code COLLATE "C"),
      ${provenanceJson('zone')}) AS properties
    FROM page JOIN ${tableAt('zone', instant)} USING (id) JOIN ${datasetAt(instant)} ON dataset.id = zone.dataset_id`,
  });

/** Zones in the order of their ids; an unknown municipality has none. */
export async function listZones(db: Queryable, query: z.output<typeof contract.query>): Promise<List> {
  const [row] = await db.query<[List]>(list(query.asOf === undefined ? null : '$5::timestamptz'), [
    query.bbox ?? null,
    query.municipality ?? null,
    query.limit,
    query.offset,
    ...(query.asOf === undefined ? [] : [query.asOf]),
  ]);
  return toPage(row);
}
