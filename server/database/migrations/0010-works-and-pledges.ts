import type { MigrationInterface, QueryRunner } from 'typeorm';
import { makesStale, TOUCHED_BY } from './0006-changed-places.ts';

/**
 * What costs and benefits of plans are made of: how a segment is built, and who says they would subscribe. No gap depends on
 * that: a row is stale only where what its gaps depend on has changed.
 */
export class WorksAndPledges1764000000010 implements MigrationInterface {
  readonly name = 'WorksAndPledges1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE segment
      ADD COLUMN works jsonb CONSTRAINT segment_works_are_shares_of_a_whole CHECK (${SHARES_OF_A_WHOLE}),
      ADD COLUMN crossings integer CHECK (crossings >= 0),
      ADD COLUMN terminations integer CHECK (terminations >= 0)`);
    await runner.query('ALTER TABLE firm ADD COLUMN pledged_mbps integer CHECK (pledged_mbps > 0)');
    for (const [table, weighing] of Object.entries(WEIGHING)) {
      const name = `changed_${table}`;
      await runner.query(makesStale(name, TOUCHED_BY[table as keyof typeof WEIGHING], changedIn(weighing)));
      for (const rows of ['new', 'old']) await runner.query(`DROP TRIGGER stale_after_update_${rows} ON ${table}`);
      await runner.query(`CREATE TRIGGER stale_after_update AFTER UPDATE ON ${table}
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION ${name}_makes_stale()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(WEIGHING)) {
      await runner.query(`DROP FUNCTION changed_${table}_makes_stale() CASCADE`);
      for (const rows of ['new', 'old']) {
        await runner.query(`CREATE TRIGGER stale_after_update_${rows} AFTER UPDATE ON ${table}
          REFERENCING ${rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${table}_makes_stale()`);
      }
    }
    await runner.query('ALTER TABLE segment DROP COLUMN works, DROP COLUMN crossings, DROP COLUMN terminations');
    await runner.query('ALTER TABLE firm DROP COLUMN pledged_mbps');
  }
}

/** The columns that gaps depend on: see gaps/recompute-inputs.ts. */
const WEIGHING = {
  segment: ['network', 'status', 'technology', 'down_mbps', 'ready_on', 'reach_m', 'geometry'],
  firm: ['municipality_code', 'position', 'employees', 'export_share'],
};

/** The rows as they were and as they are, of those in which any of these columns differs. */
function changedIn(columns: string[]): string {
  const of = (rows: string) => columns.map((column) => `${rows}.${column}`).join(', ');
  return `WITH pair AS MATERIALIZED (
      SELECT id FROM old_rows JOIN new_rows USING (id) WHERE (${of('old_rows')}) IS DISTINCT FROM (${of('new_rows')})
    ), changed AS MATERIALIZED (
      SELECT * FROM old_rows WHERE id IN (SELECT id FROM pair)
      UNION ALL SELECT * FROM new_rows WHERE id IN (SELECT id FROM pair)
    )`;
}

const TYPES = ['trench', 'microTrench', 'aerial', 'existingDuct'];
const shareOf = (type: string) => `coalesce((works->>'${type}')::numeric, 0)`;

// Sources round: what exactly is near enough to 1 is for those who take them in to say.
const SHARES_OF_A_WHOLE = `
  works IS NULL OR jsonb_typeof(works) = 'object' AND works - ARRAY[${TYPES.map((type) => `'${type}'`).join(', ')}] = '{}'
  AND least(${TYPES.map(shareOf).join(', ')}) >= 0 AND ${TYPES.map(shareOf).join(' + ')} BETWEEN 0.99 AND 1.01`;
