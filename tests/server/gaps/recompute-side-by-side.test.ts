import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGapComputer } from '../../../server/gaps/recompute-batch.ts';
import { saveGaps } from '../../../server/gaps/recompute-results.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { addFirm, CODES, fillSmallRegion } from '../../helpers/small-region.ts';

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
