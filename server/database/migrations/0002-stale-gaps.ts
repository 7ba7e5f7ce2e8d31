import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change of any input marks the municipalities it touches as stale, in the same transaction and whoever
 * writes: the rule lives in the database, so that no writer can forget it.
 *
 * Writers hold the advisory lock GAP_INPUTS shared until they commit; the reader of inputs (gaps/store.ts) takes
 * it alone. So no change is in flight while inputs are read, and a change made afterwards finds the
 * municipalities that are being computed leased, and has them computed once more.
 */
export class StaleGaps1764000000002 implements MigrationInterface {
  readonly name = 'StaleGaps1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MARK_STALE);
    await runner.query(GAP_BOX);
    for (const [table, touched] of Object.entries(TOUCHED_BY)) {
      await runner.query(functionFor(table, touched));
      for (const trigger of triggersFor(table)) await runner.query(trigger);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(TOUCHED_BY)) await runner.query(`DROP FUNCTION ${table}_makes_stale() CASCADE`);
    await runner.query('DROP FUNCTION gap_box(text, double precision)');
    await runner.query('DROP FUNCTION mark_stale(text[])');
  }
}

/** Key of the advisory lock between writers of inputs and their reader. */
export const GAP_INPUTS_LOCK = 7_236_001;

const MARK_STALE = `
  CREATE FUNCTION mark_stale(codes text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO stale_municipality (municipality_code)
    SELECT code FROM municipality WHERE code = ANY (codes) ORDER BY code
    ON CONFLICT (municipality_code) DO UPDATE SET change = nextval('stale_change')
  $$`;

/** The box round a municipality and its firms, and at least so many metres more on every side. */
const GAP_BOX = `
  CREATE FUNCTION gap_box(asked text, beyond_m double precision) RETURNS geometry LANGUAGE sql STABLE AS $$
    SELECT ST_SetSRID(
      ST_Expand(box, beyond_m / (110000 * cos(radians(ST_YMax(box)))), beyond_m / 110000)::geometry, 4326)
    FROM (
      SELECT ST_Extent(place) AS box FROM (
        SELECT geometry AS place FROM municipality WHERE code = asked
        UNION ALL SELECT position FROM firm WHERE municipality_code = asked AND position IS NOT NULL
      ) places
    ) extent
  $$`;

// The boxes of gap_reach cover a municipality and whatever its figures looked at beyond it.
const withinReach = (box: string, place: string) => `
    SELECT reach.municipality_code FROM changed JOIN gap_reach reach ON reach.${box} && ${place}
    UNION SELECT municipality_code FROM stale_municipality WHERE leased_until IS NOT NULL`;

/** For each input table: the municipalities that the rows \`changed\` touch. */
const TOUCHED_BY = {
  municipality: 'SELECT code FROM changed',
  zone: 'SELECT m.code FROM changed JOIN municipality m ON ST_Intersects(m.geometry, changed.geometry)',
  firm: 'SELECT municipality_code FROM changed',
  coverage_area: withinReach('coverage_box', 'changed.geometry'),
  covered_premises: withinReach('coverage_box', 'changed.position'),
  // One metre is at most 1/50,000 of a degree below 63 degrees of latitude.
  segment: withinReach('segment_box', 'ST_Expand(changed.geometry, coalesce(changed.reach_m, 0) / 50000)'),
};

const functionFor = (table: string, touched: string) => `
  CREATE FUNCTION ${table}_makes_stale() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(${GAP_INPUTS_LOCK});
    PERFORM mark_stale(ARRAY(${touched}));
    RETURN NULL;
  END $$`;

const triggersFor = (table: string) =>
  [
    ['insert', 'NEW'],
    ['delete', 'OLD'],
    ['update', 'NEW'],
    ['update', 'OLD'],
  ].map(
    ([event, rows]) => `
  CREATE TRIGGER stale_after_${event}_${rows!.toLowerCase()} AFTER ${event} ON ${table}
    REFERENCING ${rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${table}_makes_stale()`,
  );
