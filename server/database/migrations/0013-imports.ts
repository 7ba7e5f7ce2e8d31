import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs of imports that stage rows in tables of their own, how files of a shape were read, and how a data set was. */
export class Imports1764000000013 implements MigrationInterface {
  readonly name = 'Imports1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE staged_run (
      id serial PRIMARY KEY,
      touched_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query(`CREATE TABLE import_shape (
      shape text PRIMARY KEY,
      choices jsonb NOT NULL,
      used_at timestamptz NOT NULL DEFAULT now()
    )`);
    await runner.query('ALTER TABLE dataset ADD COLUMN read_as jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE dataset DROP COLUMN read_as');
    await runner.query('DROP TABLE import_shape');
    await runner.query('DROP TABLE staged_run');
  }
}
