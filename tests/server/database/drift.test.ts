import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities } from '../../../server/database/entities.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('the tables that the code describes are the tables that the migrations make', async () => {
  const columns: { table: string; column: string; type: string; nullable: boolean }[] = await database.dataSource.query(
    `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type, NOT a.attnotnull AS nullable
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND n.nspname = 'public'
       AND c.relname NOT IN ('spatial_ref_sys', 'migrations')
     ORDER BY 1, 2`,
  );
  const made = columns.map(
    ({ table, column, type, nullable }) => `${table}.${column} ${type}${nullable ? ' null' : ''}`,
  );
  const described = entities.flatMap(({ options }) =>
    Object.entries(options.columns).map(([property, column]) => {
      if (!column) throw new Error(`${options.name}.${property} has no column`);
      const name = column.name ?? property;
      const type =
        column.type === 'geometry'
          ? `geometry(${column.spatialFeatureType},${column.srid})`
          : ({ timestamptz: 'timestamp with time zone' }[String(column.type)] ?? String(column.type));
      return `${options.name}.${name} ${type}${column.array ? '[]' : ''}${column.nullable ? ' null' : ''}`;
    }),
  );
  expect(described.sort()).toEqual(made.sort());
});

test('every geometry column has a GiST index', async () => {
  const bare = await database.dataSource.query(
    `SELECT f_table_name || '.' || f_geometry_column AS column FROM geometry_columns
     WHERE f_table_schema = 'public' AND to_regclass(f_table_name) IN (SELECT oid FROM pg_class WHERE relkind = 'r') AND NOT EXISTS (
       SELECT 1 FROM pg_indexes WHERE tablename = f_table_name AND replace(indexdef, '"', '') LIKE '%gist (' || f_geometry_column || ')%')
     ORDER BY 1`,
  );
  // The centre of a municipality is only ever shown, never searched by.
  expect(bare.map((row: { column: string }) => row.column)).toEqual([
    'municipality.centre',
    'municipality_past.centre',
  ]);
});
