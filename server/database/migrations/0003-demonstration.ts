import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the demonstration data has come, so that a start that was cut short is taken up again, and a removal stays. */
export class Demonstration1764000000003 implements MigrationInterface {
  readonly name = 'Demonstration1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE demonstration (
      single boolean PRIMARY KEY DEFAULT true CHECK (single),
      state text NOT NULL CHECK (state IN ('loading', 'loaded', 'unwanted'))
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE demonstration');
  }
}
