import type { MigrationInterface, QueryRunner } from 'typeorm';
import { trackHistory } from './0012-versions.ts';

const PROVENANCE =
  'dataset_id integer NOT NULL REFERENCES dataset (id), source_row integer, since timestamptz NOT NULL DEFAULT now()';
const TABLES = ['municipality_merger', 'road', 'mapped_address', 'address'];

/** House numbers, mappings by address, roads, and municipalities that have gone. */
export class Networks1764000000014 implements MigrationInterface {
  readonly name = 'Networks1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
    for (const table of TABLES) {
      for (const statement of trackHistory(table, ['id'])) await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX segment_reach_m');
    await runner.query('DROP FUNCTION successor_of(text)');
    for (const table of TABLES) {
      await runner.query(`DROP VIEW ${table}_history`);
      await runner.query(`DROP TABLE ${table}, ${table}_past`);
      await runner.query(`DROP FUNCTION keep_${table}_past()`);
    }
  }
}

const UP = [
  // The farthest reach is asked for with every batch of gaps that is read.
  'CREATE INDEX segment_reach_m ON segment (reach_m)',
  `CREATE TABLE address (
    id text PRIMARY KEY,
    id_egon text,
    municipality_code text,
    street text NOT NULL,
    number text NOT NULL,
    street_key text NOT NULL,
    number_key text NOT NULL,
    position geometry(Point, 4326) NOT NULL,
    ${PROVENANCE}
  )`,
  'CREATE INDEX address_position ON address USING gist (position)',
  'CREATE INDEX address_keys ON address (municipality_code, street_key, number_key)',
  'CREATE INDEX address_id_egon ON address (id_egon)',
  `CREATE TABLE mapped_address (
    id text PRIMARY KEY,
    id_egon text,
    municipality_code text,
    municipality_name text,
    street text NOT NULL,
    number text NOT NULL,
    speed_class text,
    down_mbps double precision CHECK (down_mbps >= 0),
    position geometry(Point, 4326),
    ${PROVENANCE}
  )`,
  'CREATE INDEX mapped_address_position ON mapped_address USING gist (position)',
  `CREATE TABLE road (
    id text PRIMARY KEY,
    class text NOT NULL,
    name text,
    surface text,
    access text,
    oneway text NOT NULL CHECK (oneway IN ('no', 'forward', 'backward')),
    nodes jsonb,
    geometry geometry(MultiLineString, 4326) NOT NULL,
    ${PROVENANCE}
  )`,
  'CREATE INDEX road_geometry ON road USING gist (geometry)',
  `CREATE TABLE municipality_merger (
    id text PRIMARY KEY,
    old_code text NOT NULL CHECK (old_code ~ '^[0-9]{6}$'),
    new_code text NOT NULL CHECK (new_code ~ '^[0-9]{6}$'),
    day date,
    ${PROVENANCE}
  )`,
  'CREATE INDEX municipality_merger_old_code ON municipality_merger (old_code)',
  // Follows mergers to the first municipality that is here; none where they lead to several, or out of what is here.
  `CREATE FUNCTION successor_of(gone text) RETURNS text LANGUAGE sql STABLE AS $$
    WITH RECURSIVE heir(code) AS (
      SELECT new_code FROM municipality_merger WHERE old_code = gone
      UNION
      SELECT next.new_code FROM heir JOIN municipality_merger next ON next.old_code = heir.code
      WHERE NOT EXISTS (SELECT FROM municipality m WHERE m.code = heir.code)
    ), last AS (
      SELECT code, EXISTS (SELECT FROM municipality m WHERE m.code = heir.code) AS here FROM heir
    )
    SELECT CASE WHEN count(*) = 1 AND bool_and(here) THEN min(code) END
    FROM last WHERE here OR NOT EXISTS (SELECT FROM municipality_merger m WHERE m.old_code = last.code)
  $$`,
];
