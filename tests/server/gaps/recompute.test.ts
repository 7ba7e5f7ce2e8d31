import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recompute, startRecompute } from '../../../server/gaps/recompute.ts';
import { GapQueue } from '../../../server/gaps/recompute-queue.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { addCoverage, addFirm, addSegment, addZone, CODES, fillSmallRegion } from '../../helpers/small-region.ts';

let database: TestDatabase;
let dataset: number;
const errors: unknown[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  dataset = await fillSmallRegion(database.dataSource);
});
afterAll(() => database.close());

const db = () => database.dataSource;

/** Computes until nothing is stale; says which municipalities were. */
async function computeAll(): Promise<string[]> {
  const stale = await staleCodes();
  const recompute: Recompute = startRecompute({
    dataSource: db(),
    premisesReachM: 50,
    soleProcess: true,
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
  await recompute.stop();
  expect(errors).toEqual([]);
  return stale;
}

const openQueue = () => GapQueue.open(db(), { soleProcess: false, onError: (error) => errors.push(error) });

async function staleCodes(): Promise<string[]> {
  const rows = await db().query('SELECT municipality_code FROM stale_municipality ORDER BY 1');
  return rows.map((row: { municipality_code: string }) => row.municipality_code);
}

async function figuresOf(code: string, target = 1000) {
  return db().query(
    `SELECT from_on::text AS "fromOn", (figures->>'firmsNotServed')::int AS "notServed",
       round((figures->>'zoneGapShare')::numeric, 2)::float8 AS "gapShare"
     FROM municipality_gap WHERE municipality_code = $1 AND target_mbps = $2 AND NOT includes_proposed ORDER BY from_on`,
    [code, target],
  );
}

test('new municipalities are stale, and are computed at every target', async () => {
  expect(await computeAll()).toEqual(Object.values(CODES));
  expect(await figuresOf(CODES.west)).toEqual([{ fromOn: '-infinity', notServed: 1, gapShare: 1 }]);
  expect(await figuresOf(CODES.west, 100)).toEqual([{ fromOn: '-infinity', notServed: 1, gapShare: 1 }]);
  expect(await staleCodes()).toEqual([]);
});

test('coverage makes stale whom it touches and whose nearest place may have changed', async () => {
  // Nobody is served anywhere: a first area is the nearest served place of all within 25 km.
  await addCoverage(db(), dataset, 'c-west', 9.02, 45.02, 0.01);
  expect(await computeAll()).toEqual([CODES.west, CODES.middle]);
  expect(await figuresOf(CODES.west)).toEqual([{ fromOn: '-infinity', notServed: 0, gapShare: 0 }]);
  const [middle] = await db().query(
    `SELECT nearest_served_m AS m FROM firm_service WHERE firm_id = 'firm-middle' AND target_mbps = 1000`,
  );
  expect(middle.m / 1000).toBeCloseTo(19.3, 0);
  // Now its firm is served: farther coverage no longer matters to the west.
  await addCoverage(db(), dataset, 'c-middle', 9.27, 45.02, 0.005);
  expect(await computeAll()).toEqual([CODES.middle, CODES.east]);
});

test('what is taken away again leaves every figure as it was', async () => {
  const everything = async () => [
    await db().query(
      'SELECT municipality_code, target_mbps, from_on::text, figures FROM municipality_gap ORDER BY 1, 2, 3',
    ),
    await db().query('SELECT firm_id, target_mbps, served, nearest_served_m FROM firm_service ORDER BY 1, 2'),
  ];
  const before = await everything();
  await addCoverage(db(), dataset, 'passing', 9.51, 45.01, 0.05);
  expect(await computeAll()).toContain(CODES.east);
  expect(await everything()).not.toEqual(before);
  await db().query(`DELETE FROM coverage_area WHERE id = 'passing'`);
  expect(await computeAll()).toContain(CODES.east);
  expect(await everything()).toEqual(before);
});

test('a segment adds a step from its day on, and a change of its day moves it', async () => {
  await addSegment(
    db(),
    dataset,
    's',
    [
      [9.5, 45.025],
      [9.6, 45.025],
    ],
    '2028-06-30',
  );
  expect(await computeAll()).toContain(CODES.east);
  expect((await figuresOf(CODES.east)).map((step: { fromOn: string }) => step.fromOn)).toEqual([
    '-infinity',
    '2028-06-30',
  ]);
  await db().query(`UPDATE segment SET ready_on = '2029-01-31' WHERE id = 's'`);
  await computeAll();
  expect((await figuresOf(CODES.east)).at(-1)).toMatchObject({ fromOn: '2029-01-31', notServed: 0 });
});

test('zones and firms make stale their own municipality alone', async () => {
  await addZone(db(), dataset, 'another', 9.06, 45.06);
  expect(await computeAll()).toEqual([CODES.west]);
  await addFirm(db(), dataset, 'f2', CODES.middle, 9.29, 45.07);
  expect(await computeAll()).toEqual([CODES.middle]);
  await db().query(`UPDATE firm SET employees = 12 WHERE id = 'f2'`);
  expect(await computeAll()).toEqual([CODES.middle]);
});

test('a change that is rolled back makes nothing stale', async () => {
  const rollBack = new Error('changed my mind');
  const attempt = db().transaction(async (manager) => {
    await manager.query(`DELETE FROM coverage_area WHERE id = 'c-west'`);
    throw rollBack;
  });
  await expect(attempt).rejects.toBe(rollBack);
  expect(await staleCodes()).toEqual([]);
});

test('a change during the computation has the municipality computed once more', async () => {
  await addZone(db(), dataset, 'third', 9.08, 45.08);
  const queue = await openQueue();
  await queue.add(10);
  const batch = (await queue.take())!;
  expect(batch.claims.map(({ code }) => code)).toEqual([CODES.west]);
  expect([await queue.add(10), await queue.take()]).toEqual([false, null]);
  // Far from what its figures looked at so far; yet it may lie within what is being read now.
  await addCoverage(db(), dataset, 'meanwhile', 9.09, 45.09, 0.001);
  await db().transaction((manager) => queue.end(manager, batch, []));
  expect(await staleCodes()).toContain(CODES.west);
  await queue.close();
  await computeAll();
});

test('what a process left undone that was alone here is taken up by the next one at its start', async () => {
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.east]);
  const queue = await openQueue();
  await queue.add(10);
  expect((await queue.take())!.claims).toHaveLength(1);
  await queue.close();
  expect(await computeAll()).toEqual([CODES.east]);
});

test('what could not be computed says why, and is tried again later or when something changes', async () => {
  await db().query('SELECT mark_stale(ARRAY[$1, $2])', [CODES.west, CODES.east]);
  const queue = await openQueue();
  await queue.add(10);
  const batch = (await queue.take())!;
  const failures = [{ code: CODES.east, error: new Error('no way') }];
  await db().transaction((manager) => queue.end(manager, batch, failures));
  const stale = () =>
    db().query('SELECT municipality_code AS code, failure, retry_at > now() AS later FROM stale_municipality');
  expect(await stale()).toEqual([{ code: CODES.east, failure: 'Error: no way', later: true }]);
  expect(await queue.add(10)).toBe(false);
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.east]);
  expect(await queue.add(10)).toBe(true);
  await queue.close();
  await computeAll();
  expect(await stale()).toEqual([]);
});

test('a municipality that is deleted takes its gaps along', async () => {
  await db().query('DELETE FROM municipality WHERE code = $1', [CODES.east]);
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service', 'gap_reach']) {
    expect(await db().query(`SELECT FROM ${table} WHERE municipality_code = $1`, [CODES.east])).toEqual([]);
  }
  expect(await staleCodes()).toEqual([]);
});
