import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/data-source.ts';
import { prepareTestPlace, type TestPlace } from '../../helpers/database.ts';
import { startProgram } from '../../helpers/program.ts';
import { fillGrid } from '../../helpers/small-region.ts';
import { nativeServerUrl } from '../../helpers/template-database.ts';

/** Some ten batches on the embedded database, four on a native one, where batches are larger. */
const MUNICIPALITIES = nativeServerUrl === undefined ? 40 : 120;
/** The database is opened six times, which takes 40 s in all on two busy cores; a dead process is noticed after 30 s. */
const LIMIT_MS = 240_000;
let place: TestPlace;
let untouched: TestPlace;

beforeAll(async () => {
  place = await prepareTestPlace();
  const { dataSource, close } = await openDatabase(place.config);
  await fillGrid(dataSource, MUNICIPALITIES);
  await dataSource.query('CREATE TABLE saving (municipality_code text)');
  await dataSource.query(`
    CREATE FUNCTION note_saving() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO saving VALUES (NEW.municipality_code); RETURN NULL; END $$`);
  await dataSource.query(
    'CREATE TRIGGER note_saving AFTER INSERT OR UPDATE ON municipality_gap FOR EACH ROW EXECUTE FUNCTION note_saving()',
  );
  await close();
  untouched = await prepareTestPlace({ copyOf: place.config });
});
afterAll(async () => {
  await place.remove();
  await untouched.remove();
});

const recompute = ({ config }: TestPlace) =>
  startProgram('recompute-gaps.ts', [config.dataDir, ...(config.databaseUrl ? [config.databaseUrl] : [])]);

async function untilEnded(program: ReturnType<typeof recompute>): Promise<void> {
  for (let line = await program.nextLine(); line !== null; line = await program.nextLine())
    expect(line).toMatch(/^\d+$/);
  expect(await program.ended).toBe(0);
}

async function look({ config }: TestPlace) {
  const { dataSource, close } = await openDatabase(config);
  const [counts] = await dataSource.query(
    `SELECT (SELECT count(*)::int FROM stale_municipality) AS stale,
       (SELECT count(DISTINCT municipality_code)::int FROM municipality_gap) AS computed,
       (SELECT count(*)::int FROM saving) AS saved,
       (SELECT count(*)::int FROM municipality_gap m WHERE (figures->>'firmsNotServed')::int <> (
          SELECT count(*) FROM firm_service f WHERE f.municipality_code = m.municipality_code
            AND f.target_mbps = m.target_mbps AND NOT served)) AS "atOdds",
       (SELECT count(*)::int FROM municipality_gap m WHERE NOT EXISTS (
          SELECT FROM zone_gap z WHERE z.municipality_code = m.municipality_code)) AS "withoutZones"`,
  );
  await close();
  return counts;
}

async function results({ config }: TestPlace) {
  const { dataSource, close } = await openDatabase(config);
  const tables = [];
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service', 'gap_reach']) {
    tables.push(await dataSource.query(`SELECT (to_jsonb(r) - 'computed_at')::text AS row FROM ${table} r ORDER BY 1`));
  }
  await close();
  return tables;
}

test(
  'killed in the middle, nothing is half there, lost or computed twice, whoever computes the rest',
  { timeout: LIMIT_MS },
  async () => {
    const killed = recompute(place);
    // On a native server another one works beside it; on the embedded database it starts when the first has ended.
    const beside = place.config.databaseUrl ? recompute(place) : null;
    const left = Number(await killed.nextLine());
    expect(left).toBeGreaterThan(0);
    killed.kill();
    await killed.ended;
    if (!beside) {
      const between = await look(place);
      expect(between).toMatchObject({ atOdds: 0, withoutZones: 0 });
      expect(between.computed + between.stale).toBe(MUNICIPALITIES);
    }
    await untilEnded(beside ?? recompute(place));

    const everything = { stale: 0, computed: MUNICIPALITIES, saved: MUNICIPALITIES, atOdds: 0, withoutZones: 0 };
    expect(await look(place)).toEqual(everything);
    await untilEnded(recompute(untouched));
    expect(await results(place)).toEqual(await results(untouched));
  },
);
