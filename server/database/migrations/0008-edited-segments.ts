import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A segment that somebody has changed by hand is no longer what its source said: who did, and when. */
export class EditedSegments1764000000008 implements MigrationInterface {
  readonly name = 'EditedSegments1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE segment ADD COLUMN edited_at timestamptz, ADD COLUMN edited_by text,
      ADD CONSTRAINT segment_edited_by_somebody CHECK ((edited_at IS NULL) = (edited_by IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE segment DROP COLUMN edited_at, DROP COLUMN edited_by');
  }
}
