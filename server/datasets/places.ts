import type { Queryable } from '../database/queryable.ts';
import type { DatasetKind } from './contract.ts';

const outside = (table: string, geometry: string) => `
  SELECT count(*) FROM ${table} f WHERE f.dataset_id = d.id
    AND NOT EXISTS (SELECT FROM municipality m WHERE ST_Intersects(m.geometry, f.${geometry}))`;

const unknown = (table: string) => `
  SELECT count(*) FROM ${table} f WHERE f.dataset_id = d.id
    AND NOT EXISTS (SELECT FROM municipality m WHERE m.code = f.municipality_code)`;

/** For each kind: how many rows of the data set \`d\` no municipality here matches. */
const WITHOUT_PLACE: Record<DatasetKind, string> = {
  municipalities: 'SELECT 0',
  'broadband-statistics': unknown('broadband_statistic'),
  firms: unknown('firm'),
  zones: outside('zone', 'geometry'),
  coverage: `SELECT (${outside('coverage_area', 'geometry')}) + (${outside('covered_premises', 'position')})`,
  segments: outside('segment', 'geometry'),
  'delivery-points': outside('delivery_point', 'position'),
  'municipality-mergers': 'SELECT 0',
  'address-register': unknown('address'),
  'address-mapping': `SELECT (${unknown('mapped_address')}) + (${outside('covered_premises', 'position')})`,
  roads: outside('road', 'geometry'),
};

/**
 * Counts the rows that no municipality here matches: of one data set, or, once the municipalities have changed, of
 * all data sets.
 */
export async function countWithoutPlace(
  db: Queryable,
  kinds: readonly DatasetKind[],
  datasetId?: number,
): Promise<void> {
  for (const kind of kinds) {
    await db.query(
      `UPDATE dataset d SET rows_without_place = (${WITHOUT_PLACE[kind]})
       WHERE d.kind = $1 AND ($2::integer IS NULL OR d.id = $2)`,
      [kind, datasetId ?? null],
    );
  }
}
