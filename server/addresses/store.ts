import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { listUnmatchedAddresses as contract } from './contract.ts';

type List = z.infer<typeof contract.answer>;

// What is covered is kept as premises alone, which all have their place.
const LIST = `
  WITH unmatched AS MATERIALIZED (
    SELECT source_row, coalesce(municipality_name, municipality_code) AS municipality, street, number, speed_class
    FROM mapped_address WHERE dataset_id = $1 AND position IS NULL)
  SELECT
    (SELECT count(*) FROM mapped_address WHERE dataset_id = $1)::integer
      + (SELECT count(*) FROM covered_premises WHERE dataset_id = $1)::integer AS addresses,
    (SELECT count(*) FROM unmatched)::integer AS unmatched,
    coalesce((SELECT json_agg(json_build_object('sourceRow', source_row, 'municipality', municipality, 'street', street,
        'number', number, 'speedClass', speed_class) ORDER BY source_row)
      FROM (SELECT * FROM unmatched ORDER BY source_row LIMIT $2 OFFSET $3) shown), '[]') AS items
  WHERE EXISTS (SELECT FROM dataset WHERE id = $1 AND kind = 'address-mapping')`;

/** The addresses of a mapping that have no place, in the order of its file. */
export async function listUnmatched(
  db: Queryable,
  datasetId: number,
  { limit, offset }: z.output<typeof contract.query>,
): Promise<List> {
  const [found] = await db.query<List[]>(LIST, [datasetId, limit, offset]);
  if (found !== undefined) return found;
  throw new Problem('not-found', {
    en: `There is no mapping by address with the number ${datasetId}`,
    it: `Non c'è una mappatura per indirizzo con il numero ${datasetId}`,
  });
}
