import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Each change of what tiles show gives their layer a new version, in the same transaction and whoever writes.
 *
 * A layer's version is the sum over its parts. The results of different municipalities are parts of their own, so that
 * those who compute them do not wait for each other.
 */
export class TileVersions1764000000004 implements MigrationInterface {
  readonly name = 'TileVersions1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE tile_version (
      layer text NOT NULL,
      part text NOT NULL,
      version bigint NOT NULL,
      PRIMARY KEY (layer, part)
    )`);
    // Versions of another database under the same address, such as the one before this, never come again.
    await runner.query(`CREATE SEQUENCE tile_change START ${Date.now()}`);
    await runner.query(CHANGE_TILES);
    for (const [table, changes] of Object.entries(CHANGES)) {
      await runner.query(functionFor(table, changes));
      for (const trigger of triggersFor(table)) await runner.query(trigger);
    }
    for (const statement of NATURE) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...Object.keys(CHANGES), 'dataset']) {
      await runner.query(`DROP FUNCTION ${table}_changes_tiles() CASCADE`);
    }
    await runner.query('DROP FUNCTION change_tiles(text, text[])');
    await runner.query('DROP SEQUENCE tile_change');
    await runner.query('DROP TABLE tile_version');
  }
}

const CHANGE_TILES = `
  CREATE FUNCTION change_tiles(changed_layer text, parts text[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tile_version (layer, part, version)
    SELECT changed_layer, part, nextval('tile_change')
    FROM (SELECT DISTINCT unnest(parts) AS part ORDER BY part) changed
    ON CONFLICT (layer, part) DO UPDATE SET version = nextval('tile_change')
  $$`;

export const WHOLE = `SELECT '' FROM changed LIMIT 1`;
const BY_MUNICIPALITY = 'SELECT municipality_code FROM changed';

/** For each table: the layers that show it, and which parts of them the rows `changed` belong to. */
const CHANGES: Record<string, Record<string, string>> = {
  // A zone's tile names the municipalities that the zone lies in.
  municipality: { municipalities: WHOLE, zones: WHOLE },
  zone: { zones: WHOLE },
  coverage_area: { coverage: WHOLE },
  covered_premises: { coverage: WHOLE },
  segment: { segments: WHOLE },
  segment_announcement: { segments: WHOLE },
  firm: { firms: WHOLE },
  zone_gap: { gaps: BY_MUNICIPALITY },
  firm_service: { firms: BY_MUNICIPALITY },
};

/** The function that a table's triggers call. */
export const functionFor = (table: string, changes: Record<string, string>) => `
  CREATE FUNCTION ${table}_changes_tiles() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${Object.entries(changes)
      .map(([layer, parts]) => `PERFORM change_tiles('${layer}', ARRAY(${parts}));`)
      .join('\n    ')}
    RETURN NULL;
  END $$`;

export const triggersFor = (table: string) =>
  [
    ['insert', 'NEW'],
    ['delete', 'OLD'],
    ['update', 'NEW'],
    ['update', 'OLD'],
  ].map(
    ([event, rows]) => `
  CREATE TRIGGER tiles_after_${event}_${rows!.toLowerCase()} AFTER ${event} ON ${table}
    REFERENCING ${rows} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${table}_changes_tiles()`,
  );

/** Features of these layers say whether their data set is a fact or was generated. */
export const natureFunction = (layers: readonly string[]) => `
  CREATE OR REPLACE FUNCTION dataset_changes_tiles() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM change_tiles(layer, ARRAY[''])
    FROM unnest(ARRAY[${layers.map((layer) => `'${layer}'`).join(', ')}]) AS shown (layer);
    RETURN NULL;
  END $$`;

/** Layers whose features say so, in the order of their names, as all who change several must take them. */
export const LAYERS_WITH_NATURE = ['coverage', 'firms', 'municipalities', 'segments', 'zones'];

const NATURE = [
  natureFunction(LAYERS_WITH_NATURE),
  `CREATE TRIGGER tiles_after_update AFTER UPDATE ON dataset
    FOR EACH ROW WHEN (OLD.nature IS DISTINCT FROM NEW.nature) EXECUTE FUNCTION dataset_changes_tiles()`,
];
