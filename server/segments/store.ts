import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { withinBox } from '../database/within-box.ts';
import { segmentJson, touches } from './as-json.ts';
import type { listSegments as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

const LIST = featurePage({
  matching: `
    SELECT segment.id FROM segment
    WHERE ${withinBox('segment.geometry', '$2')}
      AND ($3::text IS NULL OR EXISTS (SELECT FROM municipality m WHERE m.code = $3 AND ${touches('m', 'segment')}))
      AND ($4::text IS NULL OR segment.status = $4)`,
  order: 'id COLLATE "C"',
  paging: { limit: '$5', offset: '$6' },
  features: `
    SELECT page.place, segment.id, ST_AsGeoJSON(segment.geometry, 7)::json AS geometry,
      ${segmentJson('$1::date')} AS properties
    FROM page JOIN segment USING (id) JOIN dataset ON dataset.id = segment.dataset_id`,
});

/**
 * Segments in the order of their ids.
 *
 * @param today YYYY-MM-DD in Italy, which tells what is overdue
 */
export async function listSegments(
  db: Queryable,
  query: z.output<typeof contract.query>,
  today: string,
): Promise<List> {
  const [row] = await db.query<[List]>(LIST, [
    today,
    query.bbox ?? null,
    query.municipality ?? null,
    query.status ?? null,
    query.limit,
    query.offset,
  ]);
  return toPage(row);
}
