import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Plans: what was asked for, and what came out on the day when each was made. */
export class Plans1764000000011 implements MigrationInterface {
  readonly name = 'Plans1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE plan (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      name text NOT NULL,
      settings jsonb NOT NULL,
      outcome jsonb NOT NULL,
      version integer NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      changed_at timestamptz NOT NULL DEFAULT now(),
      changed_by text NOT NULL
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plan');
  }
}
