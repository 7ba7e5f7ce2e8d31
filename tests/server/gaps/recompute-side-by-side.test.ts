import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGapComputer } from '../../../server/gaps/recompute-batch.ts';
import { claimStale, settle } from '../../../server/gaps/recompute-queue.ts';
import { saveGaps } from '../../../server/gaps/recompute-results.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { addCoverage, addFirm, CODES, fillSmallRegion } from '../../helpers/small-region.ts';

// Several processes compute and write on one database: each test plays one interleaving, step by step.

let database: TestDatabase;
let dataset: number;
let computer: ReturnType<typeof openGapComputer>;

beforeAll(async () => {
  database = await openTestDatabase();
  dataset = await fillSmallRegion(database.dataSource);
  computer = openGapComputer(database.dataSource, 50);
});
afterAll(async () => {
  await computer.close();
  await database.close();
});

const db = () => database.dataSource;
const TARGETS = [{ downMbps: 1000, technologies: 'wired' }] as const;

async function compute(code: string) {
  const { gaps, failed } = await computer.compute([code], TARGETS);
  expect(failed).toEqual([]);
  return gaps;
}

async function whereIs(firm: string): Promise<string[]> {
  const rows = await db().query('SELECT DISTINCT municipality_code AS code FROM firm_service WHERE firm_id = $1', [
    firm,
  ]);
  return rows.map((row: { code: string }) => row.code);
}

test('a firm that moves to another municipality keeps one service, whichever of the two is computed first', async () => {
  await addFirm(db(), dataset, 'mover', CODES.east, 9.53, 45.03);
  const beforeTheMove = await compute(CODES.east);
  await saveGaps(db().manager, beforeTheMove);
  expect(await whereIs('mover')).toEqual([CODES.east]);

  await db().query(`UPDATE firm SET municipality_code = $1 WHERE id = 'mover'`, [CODES.west]);
  await saveGaps(db().manager, await compute(CODES.west));
  expect(await whereIs('mover')).toEqual([CODES.west]);
  // Another process read the east before the move and is late; then the east is computed anew.
  await saveGaps(db().manager, beforeTheMove);
  expect(await whereIs('mover')).toEqual([CODES.west]);
  await saveGaps(db().manager, await compute(CODES.east));
  expect(await whereIs('mover')).toEqual([CODES.west]);
});

test('who settles does not wait for a writer, nor so into a deadlock with it', async () => {
  await db().query('SELECT mark_stale(ARRAY[$1, $2])', [CODES.middle, CODES.west]);
  const claims = (await claimStale(db(), 10)).toSorted((a, b) => (a.code < b.code ? 1 : -1));
  expect(claims.map(({ code }) => code).slice(-2)).toEqual([CODES.middle, CODES.west]);
  const settled: Promise<void>[] = [];
  // The writer marks the one that is settled last, then the one that is settled first.
  await db().transaction(async (writer) => {
    await writer.query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
    const settling = () => db().transaction((manager) => settle(manager, claims));
    // On the embedded database a second transaction begins when the first has ended.
    if (database.kind === 'native') await settling();
    else settled.push(settling());
    await writer.query('SELECT mark_stale(ARRAY[$1])', [CODES.middle]);
  });
  await Promise.all(settled);
  const left = await db().query('SELECT municipality_code AS code FROM stale_municipality ORDER BY 1');
  expect(left).toEqual([{ code: CODES.west }, { code: CODES.middle }]);
});

test('what changes while two processes compute the same municipality is computed once more', async () => {
  await db().query('DELETE FROM stale_municipality');
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
  const slow = await claimStale(db(), 1);
  await db().query(`UPDATE stale_municipality SET leased_until = now() - interval '1 second'`);
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
  const quick = await claimStale(db(), 1);
  await settle(db(), slow);
  // Far from all that the stored figures looked at; yet it may lie within what the quick one is reading now.
  await db().query('DELETE FROM gap_reach');
  await addCoverage(db(), dataset, 'meanwhile', 9.09, 45.09, 0.001);
  await settle(db(), quick);
  expect(await db().query('SELECT municipality_code AS code FROM stale_municipality')).toEqual([{ code: CODES.west }]);
});
