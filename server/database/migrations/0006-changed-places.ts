import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GAP_INPUTS_LOCK } from './0002-stale-gaps.ts';
import { STALE_CHANNEL } from './0005-job-queue.ts';

/**
 * A stale municipality says where something has changed: `within` is a box (west, south, east, north) round everything that
 * has, old place and new, grown by further changes; null where it may be anything. What lies elsewhere need not be computed.
 */
export class ChangedPlaces1764000000006 implements MigrationInterface {
  readonly name = 'ChangedPlaces1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE stale_municipality ADD within double precision[]');
    await runner.query(MARK_STALE);
    for (const statement of FORGET_WITH_MUNICIPALITY) await runner.query(statement);
    for (const [table, touched] of Object.entries(TOUCHED_BY)) await runner.query(makesStale(table, touched));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE stale_municipality DROP within');
    await runner.query('DROP FUNCTION forget_firm_service() CASCADE');
  }
}

const MARK_STALE = `
  CREATE OR REPLACE FUNCTION mark_stale(codes text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO stale_municipality (municipality_code)
    SELECT code FROM municipality WHERE code = ANY (codes) ORDER BY code
    ON CONFLICT (municipality_code) DO UPDATE SET change = nextval('stale_change'), retry_at = NULL, within = NULL;
    SELECT pg_notify('${STALE_CHANNEL}', '') WHERE cardinality(codes) > 0;
  $$`;

// A foreign key that is checked row by row takes 40 % of the time in which the firms of a region are stored.
const FORGET_WITH_MUNICIPALITY = [
  'ALTER TABLE firm_service DROP CONSTRAINT firm_service_municipality_code_fkey',
  `CREATE FUNCTION forget_firm_service() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     DELETE FROM firm_service USING gone WHERE municipality_code = gone.code;
     RETURN NULL;
   END $$`,
  `CREATE TRIGGER forget_firm_service AFTER DELETE ON municipality REFERENCING OLD TABLE AS gone
   FOR EACH STATEMENT EXECUTE FUNCTION forget_firm_service()`,
];

/**
 * The boxes of gap_reach cover a municipality and whatever its figures looked at beyond it. One that is being computed may look
 * farther.
 */
const withinReach = (box: string, place: string) => `
  SELECT municipality_code, ${place} FROM changed JOIN gap_reach reach ON reach.${box} && ${place}
  UNION ALL
  SELECT municipality_code, (SELECT ST_Extent(${place})::geometry FROM changed) FROM stale_municipality WHERE computing`;

/** For each input table: the municipalities that the rows \`changed\` touch, and where; null where it may be anything. */
export const TOUCHED_BY = {
  municipality: 'SELECT code, NULL::geometry FROM changed',
  zone: `SELECT m.code, changed.geometry FROM changed JOIN municipality m ON ST_Intersects(m.geometry, changed.geometry)`,
  firm: 'SELECT municipality_code, position FROM changed',
  coverage_area: withinReach('coverage_box', 'changed.geometry'),
  covered_premises: withinReach('coverage_box', 'changed.position'),
  // One metre is at most 1/50,000 of a degree below 63 degrees of latitude.
  segment: withinReach('segment_box', 'ST_Expand(changed.geometry, coalesce(changed.reach_m, 0) / 50000)'),
};

/**
 * @param before  what the statement begins with, such as a table expression `changed`
 */
export const makesStale = (name: string, touched: string, before = '') => `
  CREATE OR REPLACE FUNCTION ${name}_makes_stale() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(${GAP_INPUTS_LOCK});
    ${before} INSERT INTO stale_municipality AS stale (municipality_code, within)
    SELECT code, CASE WHEN count(place) = count(*) THEN
      ARRAY[ST_XMin(ST_Extent(place)), ST_YMin(ST_Extent(place)), ST_XMax(ST_Extent(place)), ST_YMax(ST_Extent(place))] END
    FROM (${touched}) AS touched (code, place) JOIN municipality USING (code)
    GROUP BY code ORDER BY code
    ON CONFLICT (municipality_code) DO UPDATE SET change = nextval('stale_change'), retry_at = NULL,
      within = CASE WHEN stale.within IS NOT NULL AND excluded.within IS NOT NULL THEN
        ARRAY[least(stale.within[1], excluded.within[1]), least(stale.within[2], excluded.within[2]),
          greatest(stale.within[3], excluded.within[3]), greatest(stale.within[4], excluded.within[4])] END;
    IF FOUND THEN
      PERFORM pg_notify('${STALE_CHANNEL}', '');
    END IF;
    RETURN NULL;
  END $$`;
