import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Queryable } from '../database/queryable.ts';
import type { search as contract } from './contract.ts';
import { normaliseName } from './normalise-name.ts';

type Hit = z.infer<typeof contract.answer>['items'][number];

/** What a name must have in common, in groups of three letters, with what was typed to pass as a typing error; 0 to 1. */
const SIMILAR_ENOUGH = 0.35;

// The names are sorted and cut to the limit before anything is joined to them: a single letter matches nearly all.
const statement = (condition: string, order: string) => `
  WITH hit AS (
    SELECT * FROM (
      SELECT 1 AS place, code AS id, search_name FROM municipality
      UNION ALL
      SELECT 2, id, search_name FROM firm) named
    WHERE ${condition}
    ORDER BY ${order}, search_name COLLATE "C", id COLLATE "C" LIMIT $2)
  SELECT what, found.id, found.name, within, "municipalityCode", position, dataset.nature = 'generated' AS generated
  FROM hit JOIN LATERAL (
    SELECT 'municipality' AS what, code AS id, name, coalesce(province_name, province_code) AS within,
      code AS "municipalityCode", ST_AsGeoJSON(centre, 7)::json->'coordinates' AS position, dataset_id
    FROM municipality WHERE place = 1 AND code = hit.id
    UNION ALL
    SELECT 'firm', firm.id, firm.name, home.name,
      firm.municipality_code, ST_AsGeoJSON(firm.position, 7)::json->'coordinates', firm.dataset_id
    FROM firm LEFT JOIN municipality home ON home.code = firm.municipality_code WHERE place = 2 AND firm.id = hit.id
  ) found ON true JOIN dataset ON dataset.id = found.dataset_id
  ORDER BY ${order}, search_name COLLATE "C", hit.id COLLATE "C"`;

// A normalised name has no sign that LIKE would take for a wildcard.
const CONTAINING = statement(
  `search_name LIKE '%' || $1 || '%'`,
  `search_name NOT LIKE $1 || '%', place, length(search_name)`,
);

const RESEMBLING = statement(
  `search_name %> $1 AND search_name NOT LIKE '%' || $1 || '%'`,
  `word_similarity($1, search_name) DESC, place, similarity(search_name, $1) DESC`,
);

/**
 * Municipalities and firms by name: first those that begin with what was typed, then those that contain it
 * (municipalities before firms in both), then those that resemble it, the likest first.
 */
export async function search(dataSource: DataSource, typed: string, limit: number): Promise<Hit[]> {
  const name = normaliseName(typed);
  if (name === '') return [];
  const hits: Hit[] = await dataSource.query(CONTAINING, [name, limit]);
  if (hits.length === limit) return hits;
  return [...hits, ...(await dataSource.transaction((db) => findResembling(db, name, limit - hits.length)))];
}

/** The operator that the index serves takes its threshold from a setting, hence the transaction around it. */
async function findResembling(db: Queryable, name: string, limit: number): Promise<Hit[]> {
  await db.query(`SELECT set_config('pg_trgm.word_similarity_threshold', $1, true)`, [String(SIMILAR_ENOUGH)]);
  return db.query(RESEMBLING, [name, limit]);
}
