import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The history of what data sets brought: each table T gets `since` and a table T_past of rows as they were until they were
 * changed or deleted, written by triggers, whoever writes; the view T_history is both. And the versions of data sets.
 *
 * An instant belongs to a transaction: taken from one row at the first write and held until the end, so that writers take turns
 * and instants never run backwards, however long one has waited or whatever the clock does. Whoever locks rows or gap inputs
 * before writing calls take_instant() first: the order is instant, gap inputs, rows.
 */
export class Versions1764000000012 implements MigrationInterface {
  readonly name = 'Versions1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of INSTANTS) await runner.query(statement);
    for (const statement of STATISTICS_BY_DATASET) await runner.query(statement);
    for (const [table, key] of Object.entries(TRACKED)) {
      for (const statement of [...addSince(table), ...trackHistory(table, key)]) await runner.query(statement);
    }
    for (const statement of DATASET_VERSIONS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dataset_version');
    await runner.query('ALTER TABLE dataset DROP version');
    for (const table of Object.keys(TRACKED)) {
      await runner.query(`DROP VIEW ${table}_history`);
      await runner.query(`DROP TABLE ${table}_past`);
      await runner.query(`DROP FUNCTION keep_${table}_past() CASCADE`);
    }
    await runner.query('DROP FUNCTION begin_history() CASCADE');
    await runner.query('DROP FUNCTION renew_since() CASCADE');
    for (const table of Object.keys(TRACKED)) await runner.query(`ALTER TABLE ${table} DROP since`);
    await runner.query('DROP FUNCTION take_instant()');
    await runner.query('DROP TABLE history_clock');
    await runner.query('DROP INDEX broadband_statistic_latest');
    await runner.query(`ALTER TABLE broadband_statistic DROP CONSTRAINT broadband_statistic_pkey,
      ADD PRIMARY KEY (municipality_code, as_of)`);
  }
}

/** Each table with the columns that tell its rows apart. */
const TRACKED: Record<string, string[]> = {
  municipality: ['code'],
  broadband_statistic: ['dataset_id', 'municipality_code'],
  zone: ['id'],
  firm: ['id'],
  coverage_area: ['id'],
  covered_premises: ['id'],
  segment: ['id'],
  segment_announcement: ['segment_id', 'ordinal'],
  delivery_point: ['id'],
};

const INSTANT = 'ultimo_miglio.instant';
const CURRENT = `current_setting('${INSTANT}')::timestamptz`;

// Whole milliseconds, as programs in JavaScript know no finer ones.
const INSTANTS = [
  `CREATE TABLE history_clock (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    last timestamptz NOT NULL
  )`,
  `INSERT INTO history_clock (last)
   SELECT date_trunc('milliseconds', greatest(clock_timestamp(), max(imported_at))) FROM dataset`,
  `CREATE FUNCTION take_instant() RETURNS timestamptz LANGUAGE plpgsql AS $$
   DECLARE
     taken text := current_setting('${INSTANT}', true);
     instant timestamptz;
   BEGIN
     IF taken <> '' THEN
       RETURN taken::timestamptz;
     END IF;
     UPDATE history_clock
     SET last = greatest(date_trunc('milliseconds', clock_timestamp()), last + interval '1 millisecond')
     RETURNING last INTO instant;
     PERFORM set_config('${INSTANT}', instant::text, true);
     RETURN instant;
   END $$`,
  `CREATE FUNCTION begin_history() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM take_instant();
     RETURN NULL;
   END $$`,
  `CREATE FUNCTION renew_since() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     NEW.since := ${CURRENT};
     RETURN NEW;
   END $$`,
];

/** A statistic is the figure of a municipality in its data set: figures of a later day are a new version of it. */
const STATISTICS_BY_DATASET = [
  `ALTER TABLE broadband_statistic DROP CONSTRAINT broadband_statistic_pkey`,
  // Where a data set had figures of several days, the latest stand.
  `DELETE FROM broadband_statistic b USING broadband_statistic later WHERE later.dataset_id = b.dataset_id
     AND later.municipality_code = b.municipality_code AND later.as_of > b.as_of`,
  `ALTER TABLE broadband_statistic ADD PRIMARY KEY (dataset_id, municipality_code)`,
  `CREATE INDEX broadband_statistic_latest ON broadband_statistic (municipality_code, as_of)`,
];

/** What was there before there was a history has stood since the import that brought it. */
const addSince = (table: string): string[] => {
  const importedAt =
    table === 'segment_announcement'
      ? `FROM segment JOIN dataset d ON d.id = segment.dataset_id WHERE segment.id = ${table}.segment_id`
      : `FROM dataset d WHERE d.id = ${table}.dataset_id`;
  return [
    `ALTER TABLE ${table} ADD since timestamptz NOT NULL DEFAULT now()`,
    `ALTER TABLE ${table} DISABLE TRIGGER USER`,
    `UPDATE ${table} SET since = date_trunc('milliseconds', d.imported_at) ${importedAt}`,
    `ALTER TABLE ${table} ENABLE TRIGGER USER`,
  ];
};

/**
 * Statements that give a table a history, for later migrations too. It has `since timestamptz NOT NULL` already, filled.
 * Whoever updates a row makes history: one that writes what is there already should not write.
 * A column added later is added to the table and to T_past, and the view made again (`historyView`).
 *
 * @param key  columns that tell rows apart and never change
 */
export function trackHistory(table: string, key: readonly string[]): string[] {
  const past = `${table}_past`;
  return [
    `ALTER TABLE ${table} ALTER since SET DEFAULT ${CURRENT}`,
    // `until` comes first, so that a column added to both tables later stands in the same place of both.
    `CREATE TABLE ${past} AS SELECT now() AS until, * FROM ${table} WITH NO DATA`,
    `ALTER TABLE ${past} ADD PRIMARY KEY (${[...key, 'until'].join(', ')}), ALTER since SET NOT NULL`,
    `CREATE INDEX ${table}_since ON ${table} USING brin (since)`,
    `CREATE INDEX ${past}_until ON ${past} (until)`,
    `DO $$ DECLARE place name; BEGIN
       FOR place IN SELECT attname FROM pg_attribute WHERE attrelid = '${past}'::regclass AND atttypid = 'geometry'::regtype
         AND attname <> 'centre' LOOP
         EXECUTE format('CREATE INDEX ON ${past} USING gist (%I)', place);
       END LOOP;
       FOR place IN SELECT attname FROM pg_attribute WHERE attrelid = '${table}'::regclass AND attnotnull AND attnum > 0 LOOP
         EXECUTE format('ALTER TABLE ${past} ALTER %I SET NOT NULL', place);
       END LOOP;
     END $$`,
    historyView(table),
    `CREATE FUNCTION keep_${past}() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE instant timestamptz := ${CURRENT};
     BEGIN
       -- What this transaction has made has no past.
       INSERT INTO ${past} SELECT instant, o.* FROM old_rows o WHERE o.since < instant;
       RETURN NULL;
     END $$`,
    `CREATE TRIGGER history_begins BEFORE INSERT OR UPDATE OR DELETE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION begin_history()`,
    `CREATE TRIGGER history_renews BEFORE UPDATE ON ${table}
     FOR EACH ROW EXECUTE FUNCTION renew_since()`,
    `CREATE TRIGGER history_after_update AFTER UPDATE ON ${table} REFERENCING OLD TABLE AS old_rows
     FOR EACH STATEMENT EXECUTE FUNCTION keep_${past}()`,
    `CREATE TRIGGER history_after_delete AFTER DELETE ON ${table} REFERENCING OLD TABLE AS old_rows
     FOR EACH STATEMENT EXECUTE FUNCTION keep_${past}()`,
  ];
}

/** Rows as they are and as they were: those of an instant are `since <= instant AND until > instant`. */
const historyView = (table: string): string => `
  CREATE VIEW ${table}_history AS
  SELECT 'infinity'::timestamptz AS until, ${table}.* FROM ${table} UNION ALL SELECT * FROM ${table}_past`;

const DATASET_VERSIONS = [
  `UPDATE dataset SET imported_at = date_trunc('milliseconds', imported_at)`,
  // 0: nothing was imported, as in the data sets of what is drawn by hand.
  `ALTER TABLE dataset ADD version integer NOT NULL DEFAULT 0`,
  `UPDATE dataset SET version = 1 WHERE file_name <> ''`,
  `CREATE TABLE dataset_version (
    dataset_id integer NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
    number integer NOT NULL CHECK (number > 0),
    imported_at timestamptz NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    nature text NOT NULL,
    origin text,
    source_url text,
    licence text,
    as_of date,
    rows_read integer NOT NULL,
    rows_stored integer NOT NULL,
    rows_without_place integer NOT NULL,
    warnings jsonb NOT NULL,
    choices jsonb,
    taken_back_to integer CHECK (taken_back_to >= 0),
    added integer NOT NULL,
    removed integer NOT NULL,
    moved integer NOT NULL,
    changed integer NOT NULL,
    PRIMARY KEY (dataset_id, number)
  )`,
  `INSERT INTO dataset_version (dataset_id, number, imported_at, file_name, sha256, nature, origin, source_url, licence,
     as_of, rows_read, rows_stored, rows_without_place, warnings, added, removed, moved, changed)
   SELECT id, version, imported_at, file_name, sha256, nature, origin, source_url, licence,
     as_of, rows_read, rows_stored, rows_without_place, warnings, rows_stored, 0, 0, 0 FROM dataset WHERE version = 1`,
];
