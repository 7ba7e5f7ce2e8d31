import type { MigrationInterface, QueryRunner } from 'typeorm';
import { functionFor, LAYERS_WITH_NATURE, natureFunction, triggersFor, WHOLE } from './0004-tile-versions.ts';

const TABLE = 'delivery_point';
const LAYER = 'deliveryPoints';

/** Neutral delivery points, and the versions of their tiles. No gap depends on them: nothing becomes stale. */
export class DeliveryPoints1764000000009 implements MigrationInterface {
  readonly name = 'DeliveryPoints1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE ${TABLE} (
      id text PRIMARY KEY,
      name text,
      operator text,
      position geometry(Point, 4326) NOT NULL,
      dataset_id integer NOT NULL REFERENCES dataset (id),
      source_row integer
    )`);
    await runner.query(`CREATE INDEX ${TABLE}_position ON ${TABLE} USING gist (position)`);
    await runner.query(functionFor(TABLE, { [LAYER]: WHOLE }));
    for (const trigger of triggersFor(TABLE)) await runner.query(trigger);
    await runner.query(natureFunction([...LAYERS_WITH_NATURE, LAYER].toSorted()));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(natureFunction(LAYERS_WITH_NATURE));
    await runner.query(`DROP TABLE ${TABLE}`);
    await runner.query(`DROP FUNCTION ${TABLE}_changes_tiles()`);
  }
}
