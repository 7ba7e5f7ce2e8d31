import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGapComputer } from '../../../server/gaps/recompute-batch.ts';
import { type Batch, BatchLost, GapQueue } from '../../../server/gaps/recompute-queue.ts';
import { saveGaps } from '../../../server/gaps/recompute-results.ts';
import { anotherWaits } from '../../helpers/another-waits.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { addCoverage, addFirm, CODES, fillSmallRegion } from '../../helpers/small-region.ts';

// Several processes compute and write on one database: each test plays one interleaving, step by step.

let database: TestDatabase;
let dataset: number;
let computer: ReturnType<typeof openGapComputer>;
let queue: GapQueue;

beforeAll(async () => {
  database = await openTestDatabase();
  dataset = await fillSmallRegion(database.dataSource);
  computer = openGapComputer(database.dataSource, 50);
  queue = await GapQueue.open(database.dataSource, { soleProcess: false, onError: (error) => errors.push(error) });
});
afterAll(async () => {
  await queue.close();
  await computer.close();
  await database.close();
  if (errors.length > 0) throw new AggregateError(errors);
});

const errors: unknown[] = [];
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

const end = (batch: Batch) => db().transaction((manager) => queue.end(manager, batch, []));

const staleCodes = async (): Promise<string[]> => {
  const rows: { code: string }[] = await db().query(
    'SELECT municipality_code AS code FROM stale_municipality ORDER BY 1',
  );
  return rows.map(({ code }) => code);
};

async function takeBatch(most = 10): Promise<Batch> {
  await queue.add(most);
  return (await queue.take())!;
}

test('who ends a batch does not wait for a writer, nor so into a deadlock with it', async () => {
  await db().query('SELECT mark_stale(ARRAY[$1, $2])', [CODES.middle, CODES.west]);
  const batch = await takeBatch();
  const ended: Promise<void>[] = [];
  await db().transaction(async (writer) => {
    await writer.query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
    // On the embedded database a second transaction begins when the first has ended.
    if (database.kind === 'native') await end(batch);
    else ended.push(end(batch));
    await writer.query('SELECT mark_stale(ARRAY[$1])', [CODES.middle]);
  });
  await Promise.all(ended);
  expect(await staleCodes()).toEqual([CODES.west, CODES.middle]);
  // Both are in no job now, and so are put into the next one.
  const next = await takeBatch();
  expect(next.claims.map(({ code }) => code).toSorted()).toEqual([CODES.west, CODES.middle]);
  await end(next);
});

test('two processes share the work: each municipality is in one batch', async () => {
  const other = await GapQueue.open(db(), { soleProcess: false, onError: (error) => errors.push(error) });
  for (let round = 0; round < 10; round++) {
    await db().query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
    const processes = [queue, other, queue, other];
    await Promise.all(processes.map((process) => process.add(1)));
    const taken = await Promise.all(processes.map((process) => process.take()));
    const batches = taken.filter((batch) => batch !== null);
    expect(batches.map(({ claims }) => claims.length)).toEqual([1, 1, 1]);
    expect(batches.flatMap(({ claims }) => claims.map(({ code }) => code)).toSorted()).toEqual(Object.values(CODES));
    for (const batch of batches) await end(batch);
  }
  await other.close();
});

test('a batch that another process has taken over cannot be ended by the one that lost it', async () => {
  await db().query('DELETE FROM stale_municipality');
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
  const lost = await takeBatch();
  // As pg-boss does with a batch of whom it has not heard for too long.
  await queue.giveBack(lost, new Error('silent'));
  await db().query(`UPDATE pgboss.job SET start_after = now() WHERE id = $1`, [lost.job.id]);
  const taken = (await queue.take())!;
  expect([taken.job.id, taken.claims]).toEqual([lost.job.id, lost.claims]);
  await expect(end(lost)).rejects.toThrow(BatchLost);
  expect(await staleCodes()).toEqual([CODES.west]);
  await end(taken);
  expect(await staleCodes()).toEqual([]);
});

test('a change between taking a batch and ending it is computed once more, wherever it lies', async () => {
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
  const batch = await takeBatch();
  // Far from all that the stored figures looked at; yet it may lie within what is being read now.
  await db().query('DELETE FROM gap_reach');
  await addCoverage(db(), dataset, 'meanwhile', 9.09, 45.09, 0.001);
  await end(batch);
  expect(await staleCodes()).toEqual([CODES.west]);
});

test('a batch is computed when all who were writing have ended', async () => {
  await takeBatch();
  let written = false;
  const waiting: Promise<void>[] = [];
  await db().transaction(async (writer) => {
    await writer.query(`DELETE FROM coverage_area WHERE id = 'meanwhile'`);
    waiting.push(queue.awaitWriters().then(() => expect(written).toBe(true)));
    await anotherWaits(writer);
    written = true;
  });
  await Promise.all(waiting);
});

test('what a writer holds is put into a job when he has ended, and nobody is woken for nothing', async () => {
  await db().query('DELETE FROM stale_municipality');
  await db().query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
  const adding: Promise<boolean>[] = [];
  await db().transaction(async (writer) => {
    await writer.query('SELECT mark_stale(ARRAY[$1])', [CODES.west]);
    adding.push(queue.add(10));
    // On the embedded database it begins when the writer has ended.
    if (database.kind === 'native') expect(await adding[0]).toBe(false);
  });
  const [added] = await Promise.all(adding);
  expect(added || (await queue.add(10))).toBe(true);
});
