import { getConstructionPlans } from 'pg-boss';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { GAP_INPUTS_LOCK } from './0002-stale-gaps.ts';

/** Where pg-boss keeps its jobs. */
export const JOBS_SCHEMA = 'pgboss';

/** The queue of batches of stale municipalities. */
export const GAP_QUEUE = 'gaps';

/** Who listens here hears at once that there is something to compute. */
export const STALE_CHANNEL = 'stale_municipality';

/**
 * Jobs hold the batches of stale municipalities. `stale_municipality` stays the record of what is stale: in which job
 * (`batch`), whether it is being computed, and, where it could not be, why and when it is tried again.
 */
export class JobQueue1764000000005 implements MigrationInterface {
  readonly name = 'JobQueue1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(withoutTransaction(getConstructionPlans(JOBS_SCHEMA)));
    await runner.query(`ALTER TABLE stale_municipality DROP leased_until, ADD batch uuid,
      ADD computing boolean NOT NULL DEFAULT false, ADD retry_at timestamptz, ADD failure text`);
    await runner.query(MARK_STALE);
    for (const [table, touched] of Object.entries(TOUCHED_BY)) await runner.query(functionFor(table, touched));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP SCHEMA ${JOBS_SCHEMA} CASCADE`);
    await runner.query(`ALTER TABLE stale_municipality DROP batch, DROP computing, DROP retry_at, DROP failure,
      ADD leased_until timestamptz`);
  }
}

/** Migrations run in one transaction, which is not theirs to end. */
function withoutTransaction(plans: string): string {
  return plans.replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, '');
}

const MARK_STALE = `
  CREATE OR REPLACE FUNCTION mark_stale(codes text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO stale_municipality (municipality_code)
    SELECT code FROM municipality WHERE code = ANY (codes) ORDER BY code
    ON CONFLICT (municipality_code) DO UPDATE SET change = nextval('stale_change'), retry_at = NULL;
    SELECT pg_notify('${STALE_CHANNEL}', '') WHERE cardinality(codes) > 0;
  $$`;

// As in 0002; a municipality that is being computed may look farther than its stored reach says.
const withinReach = (box: string, place: string) => `
    SELECT reach.municipality_code FROM changed JOIN gap_reach reach ON reach.${box} && ${place}
    UNION SELECT municipality_code FROM stale_municipality WHERE computing`;

const TOUCHED_BY = {
  coverage_area: withinReach('coverage_box', 'changed.geometry'),
  covered_premises: withinReach('coverage_box', 'changed.position'),
  segment: withinReach('segment_box', 'ST_Expand(changed.geometry, coalesce(changed.reach_m, 0) / 50000)'),
};

const functionFor = (table: string, touched: string) => `
  CREATE OR REPLACE FUNCTION ${table}_makes_stale() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(${GAP_INPUTS_LOCK});
    IF EXISTS (SELECT FROM changed) THEN
      PERFORM mark_stale(ARRAY(${touched}));
    END IF;
    RETURN NULL;
  END $$`;
