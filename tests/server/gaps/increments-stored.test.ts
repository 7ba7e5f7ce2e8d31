import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Recompute, startRecompute } from '../../../server/gaps/recompute.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { addCoverage, addFirm, addSegment, addZone, CODES, fillSmallRegion } from '../../helpers/small-region.ts';

const ROUNDS = 15;
const SEED = 20171201;
const FEATURES_EACH = 4;

let database: TestDatabase;
let dataset: number;
let recompute: Recompute;
const errors: unknown[] = [];
const db = () => database.dataSource;

beforeAll(async () => {
  database = await openTestDatabase();
  dataset = await fillSmallRegion(db());
  for (const [index, west] of [9, 9.25, 9.5].entries()) {
    for (let made = 0; made < FEATURES_EACH; made++) {
      await addZone(db(), dataset, `zone-${index}-${made}`, west + 0.02 * made, 45.03 + 0.015 * made);
      await addFirm(db(), dataset, `firm-${index}-${made}`, Object.values(CODES)[index]!, west + 0.024 * made, 45.01);
      await addCoverage(db(), dataset, `coverage-${index}-${made}`, west + 0.02 * made, 45.028 + 0.014 * made, 0.006);
      await addSegment(db(), dataset, `segment-${index}-${made}`, lineFrom(west + 0.02 * made, 45.02), '2028-06-30');
    }
  }
  recompute = startRecompute({
    dataSource: db(),
    premisesReachM: 50,
    soleProcess: true,
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
});
afterAll(async () => {
  await recompute.stop();
  await database.close();
});

const lineFrom = (west: number, south: number): [number, number][] => [
  [west, south],
  [west + 0.01, south + 0.008],
];
const move = (table: string, column: string) =>
  `UPDATE ${table} SET ${column} = ST_Translate(${column}, $2::float8, $3::float8) WHERE id = $1`;

const EDITS: Record<string, { prefix: string; sql: string }> = {
  moveCoverage: { prefix: 'coverage', sql: move('coverage_area', 'geometry') },
  slowCoverage: {
    prefix: 'coverage',
    sql: `UPDATE coverage_area SET down_mbps = 1100 - down_mbps WHERE id = $1 AND $2::float8 < $3::float8`,
  },
  moveSegment: { prefix: 'segment', sql: move('segment', 'geometry') },
  proposeSegment: {
    prefix: 'segment',
    sql: `UPDATE segment SET status = CASE WHEN $2::float8 < $3::float8 THEN 'proposed' ELSE 'planned' END WHERE id = $1`,
  },
  delaySegment: {
    prefix: 'segment',
    sql: `UPDATE segment SET ready_on = ready_on + CASE WHEN $2::float8 < $3::float8 THEN 30 ELSE -30 END WHERE id = $1`,
  },
  moveZone: { prefix: 'zone', sql: move('zone', 'geometry') },
  removeZone: { prefix: 'zone', sql: 'DELETE FROM zone WHERE id = $1 AND $2::float8 < $3::float8 - 0.005' },
  moveFirm: { prefix: 'firm', sql: move('firm', 'position') },
  resettleFirm: {
    prefix: 'firm',
    sql: `UPDATE firm SET municipality_code = (SELECT code FROM municipality ORDER BY ($2::float8 * 1e6 + code::int)::int % 7, code LIMIT 1)
          WHERE id = $1 AND $3::float8 IS NOT NULL`,
  },
  hire: {
    prefix: 'firm',
    sql: 'UPDATE firm SET employees = 50 + ($2::float8 * 1000 + $3::float8 * 1000)::int WHERE id = $1',
  },
  forgetPlace: {
    prefix: 'firm',
    sql: `UPDATE firm SET position = NULL, position_precision = 'municipality' WHERE id = $1 AND $2::float8 < $3::float8 - 0.007`,
  },
  coverPremises: {
    prefix: 'premises',
    sql: `INSERT INTO covered_premises (id, network, technology, down_mbps, position, dataset_id)
          SELECT $1, 'Gamma', 'FTTH', 1000, ST_Translate(position, $2::float8 / 10, $3::float8 / 10), dataset_id
          FROM firm WHERE position IS NOT NULL ORDER BY id LIMIT 1
          ON CONFLICT (id) DO UPDATE SET position = excluded.position`,
  },
};

const offset = fc.integer({ min: -50, max: 50 }).map((thousandths) => thousandths / 5000);
const edit = fc.record({
  name: fc.constantFrom(...Object.keys(EDITS)),
  which: fc.tuple(fc.nat(2), fc.nat(FEATURES_EACH - 1)),
  by: fc.tuple(offset, offset),
});

async function results(): Promise<unknown[]> {
  const tables: unknown[] = [];
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service', 'gap_reach']) {
    tables.push(await db().query(`SELECT (to_jsonb(r) - 'computed_at')::text AS row FROM ${table} r ORDER BY 1`));
  }
  return tables;
}

test('after any edits, what increments have stored is what computing everything stores, to the digit', async () => {
  const rounds = fc.sample(fc.array(edit, { minLength: 1, maxLength: 4 }), { numRuns: ROUNDS, seed: SEED });
  for (const edits of rounds) {
    for (const { name, which, by } of edits) {
      const { prefix, sql } = EDITS[name]!;
      await db().query(sql, [`${prefix}-${which.join('-')}`, ...by]);
    }
    await recompute.idle();
    const increments = await results();
    await db().query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
    await recompute.idle();
    expect(increments, JSON.stringify(edits)).toEqual(await results());
  }
  expect(errors).toEqual([]);
}, 240_000);

test('rows that come out the same are not written', async () => {
  const written = async () => {
    const rows = await db().query(`SELECT firm_id, xmin::text FROM firm_service ORDER BY 1, 2`);
    return rows as unknown[];
  };
  const before = await written();
  await db().query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
  await recompute.idle();
  expect(await written()).toEqual(before);
});
