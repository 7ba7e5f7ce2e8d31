import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/data-source.ts';
import { prepareTestPlace, type TestPlace } from '../../helpers/database.ts';
import { startProgram } from '../../helpers/program.ts';
import { fillGrid } from '../../helpers/small-region.ts';

const MUNICIPALITIES = 60;
/** The database is opened four times, which takes 27 s in all on two busy cores. */
const LIMIT_MS = 120_000;
let place: TestPlace;

beforeAll(async () => {
  place = await prepareTestPlace();
  const { dataSource, close } = await openDatabase(place.config);
  await fillGrid(dataSource, MUNICIPALITIES);
  await close();
});
afterAll(() => place.remove());

const recompute = () =>
  startProgram('recompute-gaps.ts', [
    place.config.dataDir,
    ...(place.config.databaseUrl ? [place.config.databaseUrl] : []),
  ]);

async function look() {
  const { dataSource, close } = await openDatabase(place.config);
  const [counts] = await dataSource.query(
    `SELECT (SELECT count(*)::int FROM stale_municipality) AS stale,
       (SELECT count(DISTINCT municipality_code)::int FROM municipality_gap) AS computed,
       (SELECT count(*)::int FROM municipality_gap m WHERE (figures->>'firmsNotServed')::int <> (
          SELECT count(*) FROM firm_service f WHERE f.municipality_code = m.municipality_code
            AND f.target_mbps = m.target_mbps AND NOT served)) AS "atOdds",
       (SELECT count(*)::int FROM municipality_gap m WHERE NOT EXISTS (
          SELECT FROM zone_gap z WHERE z.municipality_code = m.municipality_code)) AS "withoutZones"`,
  );
  // On a native server others may still hold a lease that has not run out: a restart of theirs forgets it.
  await dataSource.query('UPDATE stale_municipality SET leased_until = NULL');
  await close();
  return counts;
}

test(
  'killed in the middle, nothing is half there, and the next start computes what is left',
  { timeout: LIMIT_MS },
  async () => {
    const first = recompute();
    const left = Number(await first.nextLine());
    expect(left).toBeGreaterThan(0);
    first.kill();
    await first.ended;

    const between = await look();
    expect(between).toMatchObject({ atOdds: 0, withoutZones: 0 });
    expect(between.stale).toBeGreaterThan(0);
    expect(between.computed + between.stale).toBeGreaterThanOrEqual(MUNICIPALITIES);

    const second = recompute();
    for (let line = await second.nextLine(); line !== null; line = await second.nextLine())
      expect(line).toMatch(/^\d+$/);
    expect(await second.ended).toBe(0);
    expect(await look()).toEqual({ stale: 0, computed: MUNICIPALITIES, atOdds: 0, withoutZones: 0 });
  },
);
