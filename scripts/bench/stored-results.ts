import type { DataSource } from 'typeorm';

const TABLES = ['municipality_gap', 'zone_gap', 'firm_service', 'gap_reach'];

/** One text that differs wherever a stored result does; when it was computed does not count. */
export async function digestResults(db: DataSource): Promise<string> {
  const row = `(to_jsonb(r) - 'computed_at')::text`;
  const digests = TABLES.map((table) => `(SELECT md5(string_agg(${row}, '' ORDER BY ${row})) FROM ${table} r)`);
  const [{ digest }] = await db.query<[{ digest: string }]>(`SELECT concat(${digests.join(', ')}) AS digest`);
  return digest;
}
