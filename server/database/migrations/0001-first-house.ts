import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The model: what is known (data sets and their features) and what follows from it (gaps). */
export class FirstHouse1764000000001 implements MigrationInterface {
  readonly name = 'FirstHouse1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of UP) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of DOWN) await runner.query(statement);
  }
}

const UP = [
  `CREATE TABLE dataset (
    id serial PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    nature text NOT NULL CHECK (nature IN ('fact', 'generated')),
    origin text,
    source_url text,
    licence text,
    as_of date,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    imported_at timestamptz NOT NULL DEFAULT now(),
    rows_read integer NOT NULL DEFAULT 0,
    rows_stored integer NOT NULL DEFAULT 0,
    rows_without_place integer NOT NULL DEFAULT 0,
    warnings jsonb NOT NULL DEFAULT '[]',
    CONSTRAINT dataset_kind_name UNIQUE (kind, name)
  )`,
  `CREATE TABLE municipality (
    code text PRIMARY KEY CHECK (code ~ '^[0-9]{6}$'),
    name text NOT NULL,
    search_name text NOT NULL,
    province_code text,
    province_name text,
    population integer,
    centre geometry(Point, 4326) NOT NULL,
    area_m2 double precision NOT NULL,
    geometry geometry(MultiPolygon, 4326) NOT NULL,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer
  )`,
  `CREATE INDEX municipality_geometry ON municipality USING gist (geometry)`,
  `CREATE INDEX municipality_search_name ON municipality USING gin (search_name gin_trgm_ops)`,
  `CREATE TABLE broadband_statistic (
    municipality_code text NOT NULL CHECK (municipality_code ~ '^[0-9]{6}$'),
    as_of date NOT NULL,
    families integer,
    families_ftth integer,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer,
    PRIMARY KEY (municipality_code, as_of)
  )`,
  `CREATE TABLE zone (
    id text PRIMARY KEY,
    name text,
    landuse text,
    area_m2 double precision NOT NULL,
    geometry geometry(MultiPolygon, 4326) NOT NULL,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer
  )`,
  `CREATE INDEX zone_geometry ON zone USING gist (geometry)`,
  `CREATE TABLE firm (
    id text PRIMARY KEY,
    name text NOT NULL,
    search_name text NOT NULL,
    activity text,
    ateco text,
    municipality_code text CHECK (municipality_code ~ '^[0-9]{6}$'),
    position geometry(Point, 4326),
    position_precision text CHECK (position_precision IN ('exact', 'address', 'municipality')),
    employees integer CHECK (employees >= 0),
    export_share double precision CHECK (export_share BETWEEN 0 AND 1),
    source text,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer,
    CONSTRAINT firm_position_matches_precision CHECK ((position IS NOT NULL) = coalesce(position_precision IN ('exact', 'address'), false))
  )`,
  `CREATE INDEX firm_position ON firm USING gist (position)`,
  `CREATE INDEX firm_municipality_code ON firm (municipality_code)`,
  `CREATE INDEX firm_search_name ON firm USING gin (search_name gin_trgm_ops)`,
  `CREATE TABLE coverage_area (
    id text PRIMARY KEY,
    network text NOT NULL,
    operator text,
    technology text NOT NULL,
    down_mbps double precision NOT NULL CHECK (down_mbps >= 0),
    up_mbps double precision CHECK (up_mbps >= 0),
    as_of date,
    geometry geometry(MultiPolygon, 4326) NOT NULL,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer
  )`,
  `CREATE INDEX coverage_area_geometry ON coverage_area USING gist (geometry)`,
  `CREATE TABLE covered_premises (
    id text PRIMARY KEY,
    network text NOT NULL,
    operator text,
    technology text NOT NULL,
    down_mbps double precision NOT NULL CHECK (down_mbps >= 0),
    up_mbps double precision CHECK (up_mbps >= 0),
    as_of date,
    position geometry(Point, 4326) NOT NULL,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer
  )`,
  `CREATE INDEX covered_premises_position ON covered_premises USING gist (position)`,
  `CREATE TABLE segment (
    id text PRIMARY KEY,
    name text,
    network text,
    status text NOT NULL,
    works_type text,
    technology text NOT NULL,
    down_mbps double precision CHECK (down_mbps >= 0),
    up_mbps double precision CHECK (up_mbps >= 0),
    reach_m double precision CHECK (reach_m BETWEEN 0 AND 10000),
    length_m double precision NOT NULL,
    cost_eur double precision CHECK (cost_eur >= 0),
    ready_on date,
    geometry geometry(MultiLineString, 4326) NOT NULL,
    dataset_id integer NOT NULL REFERENCES dataset (id),
    source_row integer
  )`,
  `CREATE INDEX segment_geometry ON segment USING gist (geometry)`,
  `CREATE TABLE segment_announcement (
    segment_id text NOT NULL REFERENCES segment (id) ON DELETE CASCADE,
    ordinal integer NOT NULL,
    announced_on date,
    promised_ready_on date NOT NULL,
    source text,
    PRIMARY KEY (segment_id, ordinal)
  )`,
  `CREATE TABLE target (
    down_mbps integer PRIMARY KEY CHECK (down_mbps > 0),
    technologies text NOT NULL CHECK (technologies IN ('any', 'wired')),
    name_it text NOT NULL,
    name_en text NOT NULL,
    source text NOT NULL
  )`,
  `CREATE TABLE credential (
    name text PRIMARY KEY,
    role text NOT NULL,
    secret_sha256 text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  )`,

  // What follows from the data. Each row holds from its day until the next row of the same key: figures are
  // step functions of the horizon. '-infinity' is the coverage of today alone.
  `CREATE TABLE municipality_gap (
    municipality_code text NOT NULL REFERENCES municipality (code) ON DELETE CASCADE,
    target_mbps integer NOT NULL,
    includes_proposed boolean NOT NULL,
    from_on date NOT NULL,
    figures jsonb NOT NULL,
    failures jsonb NOT NULL DEFAULT '[]',
    method_version text NOT NULL,
    computed_at timestamptz NOT NULL,
    PRIMARY KEY (target_mbps, municipality_code, includes_proposed, from_on)
  )`,
  `CREATE TABLE zone_gap (
    municipality_code text NOT NULL REFERENCES municipality (code) ON DELETE CASCADE,
    zone_id text NOT NULL,
    target_mbps integer NOT NULL,
    includes_proposed boolean NOT NULL,
    from_on date NOT NULL,
    zone_area_m2 double precision NOT NULL,
    gap_area_m2 double precision NOT NULL,
    geometry geometry(MultiPolygon, 4326),
    PRIMARY KEY (municipality_code, target_mbps, zone_id, includes_proposed, from_on)
  )`,
  `CREATE INDEX zone_gap_geometry ON zone_gap USING gist (geometry)`,
  `CREATE TABLE firm_service (
    firm_id text NOT NULL,
    municipality_code text NOT NULL REFERENCES municipality (code) ON DELETE CASCADE,
    target_mbps integer NOT NULL,
    includes_proposed boolean NOT NULL,
    from_on date NOT NULL,
    served boolean NOT NULL,
    networks text[] NOT NULL,
    segment_ids text[] NOT NULL,
    nearest_served_m double precision,
    nearest_segment_m double precision,
    nearest_segment_id text,
    PRIMARY KEY (firm_id, target_mbps, includes_proposed, from_on)
  )`,
  `CREATE INDEX firm_service_municipality_code ON firm_service (municipality_code)`,
  // Which part of the map a municipality's figures depend on: a change inside it makes them stale.
  `CREATE TABLE gap_reach (
    municipality_code text PRIMARY KEY REFERENCES municipality (code) ON DELETE CASCADE,
    coverage_box geometry(Polygon, 4326) NOT NULL,
    segment_box geometry(Polygon, 4326) NOT NULL
  )`,
  `CREATE INDEX gap_reach_coverage_box ON gap_reach USING gist (coverage_box)`,
  `CREATE INDEX gap_reach_segment_box ON gap_reach USING gist (segment_box)`,
  `CREATE SEQUENCE stale_change`,
  `CREATE TABLE stale_municipality (
    municipality_code text PRIMARY KEY REFERENCES municipality (code) ON DELETE CASCADE,
    change bigint NOT NULL DEFAULT nextval('stale_change'),
    since timestamptz NOT NULL DEFAULT now(),
    leased_until timestamptz
  )`,
];

const DOWN = [
  'stale_municipality',
  'gap_reach',
  'firm_service',
  'zone_gap',
  'municipality_gap',
  'credential',
  'target',
  'segment_announcement',
  'segment',
  'covered_premises',
  'coverage_area',
  'firm',
  'zone',
  'broadband_statistic',
  'municipality',
  'dataset',
]
  .map((table) => `DROP TABLE ${table}`)
  .concat('DROP SEQUENCE stale_change');
