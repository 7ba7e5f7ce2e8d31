import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What costs and benefits of plans are made of: how a segment is built, and who says they would subscribe. */
export class WorksAndPledges1764000000010 implements MigrationInterface {
  readonly name = 'WorksAndPledges1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE segment
      ADD COLUMN works jsonb CONSTRAINT segment_works_are_shares_of_a_whole CHECK (${SHARES_OF_A_WHOLE}),
      ADD COLUMN crossings integer CHECK (crossings >= 0),
      ADD COLUMN terminations integer CHECK (terminations >= 0)`);
    await runner.query('ALTER TABLE firm ADD COLUMN pledged_mbps integer CHECK (pledged_mbps > 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE segment DROP COLUMN works, DROP COLUMN crossings, DROP COLUMN terminations');
    await runner.query('ALTER TABLE firm DROP COLUMN pledged_mbps');
  }
}

const TYPES = ['trench', 'microTrench', 'aerial', 'existingDuct'];
const shareOf = (type: string) => `coalesce((works->>'${type}')::numeric, 0)`;

// Sources round: what exactly is near enough to 1 is for those who take them in to say.
const SHARES_OF_A_WHOLE = `
  works IS NULL OR jsonb_typeof(works) = 'object' AND works - ARRAY[${TYPES.map((type) => `'${type}'`).join(', ')}] = '{}'
  AND least(${TYPES.map(shareOf).join(', ')}) >= 0 AND ${TYPES.map(shareOf).join(' + ')} BETWEEN 0.99 AND 1.01`;
