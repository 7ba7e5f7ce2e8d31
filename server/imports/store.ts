import type { Queryable } from '../database/queryable.ts';
import type { Choices } from './contract.ts';

/** So many shapes of files are remembered, the latest. */
const MOST_SHAPES = 1000;

/** Changes with every change of the municipalities. */
export async function municipalitiesVersion(db: Queryable): Promise<string> {
  const [{ version }] = await db.query<[{ version: string }]>(
    `SELECT coalesce(sum(version), 0)::text AS version FROM tile_version WHERE layer = 'municipalities'`,
  );
  return version;
}

/** How files of these shapes were read the last time. */
export async function recallReadings(db: Queryable, shapes: readonly string[]): Promise<Map<string, Choices>> {
  const rows = await db.query<{ shape: string; choices: Choices }[]>(
    'SELECT shape, choices FROM import_shape WHERE shape = ANY ($1) ORDER BY used_at DESC',
    [shapes],
  );
  return new Map(rows.map(({ shape, choices }) => [shape, choices]));
}

export async function rememberReading(db: Queryable, shape: string, choices: Choices): Promise<void> {
  await db.query(
    `INSERT INTO import_shape (shape, choices) VALUES ($1, $2)
     ON CONFLICT (shape) DO UPDATE SET choices = excluded.choices, used_at = now()`,
    [shape, JSON.stringify(choices)],
  );
  await db.query(
    `DELETE FROM import_shape WHERE shape IN (
       SELECT shape FROM import_shape ORDER BY used_at DESC OFFSET ${MOST_SHAPES})`,
  );
}
