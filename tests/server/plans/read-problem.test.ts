import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DataSource } from 'typeorm';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import { readProblem, readVersion } from '../../../server/plans/store.ts';
import { assembleProblem } from '../../../server/plans/assemble-problem.ts';
import { take } from '../../../server/plans/thread-planner.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';
import { computeGaps } from '../../helpers/compute-gaps.ts';
import { addCoverage, addFirm, addSegment, fillSmallRegion } from '../../helpers/small-region.ts';

// West (9.0 to 9.1 east, 45.0 to 45.1 north) has coverage in its north-west corner. 0.001 degrees are 79 m eastwards and 111 m
// northwards there.

let database: TestDatabase;
let db: DataSource;
let dataset: number;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.dataSource;
  dataset = await fillSmallRegion(db);
  await addCoverage(db, dataset, 'coverage', 9.01, 45.08, 0.01);
  // Begins in the coverage, runs south to the zone and its firm (9.025, 45.025).
  await addSegment(
    db,
    dataset,
    'a-backbone',
    [
      [9.015, 45.085],
      [9.015, 45.05],
    ],
    '2027-06-30',
  );
  await addSegment(
    db,
    dataset,
    'b-branch',
    [
      [9.0152, 45.05],
      [9.0245, 45.0255],
    ],
    '2027-09-30',
  );
  // Beside the branch's first kilometre, 8 m off.
  await addSegment(
    db,
    dataset,
    'c-beside',
    [
      [9.0153, 45.05],
      [9.0199, 45.038],
    ],
    '2027-10-31',
  );
  await addSegment(
    db,
    dataset,
    'd-island',
    [
      [9.07, 45.02],
      [9.08, 45.02],
    ],
    '2027-12-31',
  );
  await addSegment(
    db,
    dataset,
    'e-late',
    [
      [9.03, 45.03],
      [9.04, 45.03],
    ],
    '2031-12-31',
  );
  await addSegment(
    db,
    dataset,
    'f-proposed',
    [
      [9.2, 45.02],
      [9.27, 45.02],
    ],
    '2027-12-31',
    'proposed',
  );
  await addSegment(
    db,
    dataset,
    'g-committed',
    [
      [9.5, 45.05],
      [9.54, 45.05],
    ],
    '2026-12-31',
    'underConstruction',
  );
  await addSegment(
    db,
    dataset,
    'h-joins-committed',
    [
      [9.52, 45.0503],
      [9.5245, 45.026],
    ],
    '2027-12-31',
  );
  await addFirm(db, dataset, 'firm-served', '019001', 9.012, 45.082);
  await addFirm(db, dataset, 'firm-along-committed', '019003', 9.51, 45.0505);
  await db.query(
    `INSERT INTO delivery_point (id, name, position, dataset_id)
    VALUES ('pcn', 'PCN', ST_SetSRID(ST_MakePoint(9.2, 45.0203), 4326), $1)`,
    [dataset],
  );
  await db.query(`UPDATE firm SET export_share = 0.82449, employees = 12, pledged_mbps = 1000 WHERE id = 'firm-west'`);
  await db.query(`UPDATE segment SET works_type = 'trench', cost_eur = 1000.6 WHERE id = 'b-branch'`);
  await db.query(`UPDATE segment SET down_mbps = 300 WHERE id = 'e-late'`);
  await db.query(
    `INSERT INTO firm (id, name, search_name, municipality_code, position_precision, dataset_id)
    VALUES ('firm-somewhere', '-', '-', '019001', 'municipality', $1)`,
    [dataset],
  );
  await computeGaps(db);
});
afterAll(() => database.close());

const ask = async (
  terms: { horizon?: string; proposed?: boolean } = {},
): Promise<{ problem: PlanProblem; fingerprint: string }> => {
  const written = await readProblem(db, {
    target: { downMbps: 1000, technologies: 'wired' },
    horizon: '2028-12-31',
    proposed: false,
    ...terms,
  });
  return { problem: assembleProblem(written), fingerprint: take(written) };
};

test('candidates are the planned segments that meet the target by the horizon; the others say why not', async () => {
  const { problem } = await ask();
  expect(problem.candidates.map(({ id }) => id)).toEqual([
    'a-backbone',
    'b-branch',
    'c-beside',
    'd-island',
    'h-joins-committed',
  ]);
  expect(problem.leftOut).toEqual([{ id: 'e-late', name: null, municipalities: [0], reason: 'tooSlow' }]);
  const soon = await ask({ horizon: '2027-06-30' });
  expect(soon.problem.candidates.map(({ id }) => id)).toEqual(['a-backbone']);
  expect(soon.problem.leftOut.map(({ reason }) => reason)).toEqual(['late', 'late', 'late', 'tooSlow', 'late']);
});

test('a candidate knows what it touches, and what it can be joined to without another', async () => {
  const { candidates } = (await ask()).problem;
  const told = candidates.map(({ id, neighbours, joins }) => [
    id,
    neighbours.map((place) => candidates[place]!.id).join(),
    joins.map(({ kind, id }) => `${kind} ${id}`).join(),
  ]);
  expect(told).toEqual([
    ['a-backbone', 'b-branch,c-beside', 'coverage coverage'],
    ['b-branch', 'a-backbone,c-beside', ''],
    ['c-beside', 'a-backbone,b-branch', ''],
    ['d-island', '', ''],
    ['h-joins-committed', '', 'segment g-committed'],
  ]);
});

test('a proposed segment is a candidate where it may be, and a delivery point lets it be built', async () => {
  const { candidates, municipalities } = (await ask({ proposed: true })).problem;
  const proposed = candidates.find(({ id }) => id === 'f-proposed')!;
  expect(proposed.joins).toEqual([{ kind: 'deliveryPoint', id: 'pcn', name: 'PCN' }]);
  // From 9.2 to 9.25 it lies in no municipality; what lies in one is in the middle one.
  expect(proposed.lengthShares.map(({ municipality, share }) => [municipalities[municipality]!.name, share])).toEqual([
    ['middle', 1],
  ]);
});

test('firms that nothing serves without a plan are those that a plan may serve, and the rest are counted', async () => {
  const { firms, municipalities, candidates } = (await ask()).problem;
  expect(firms.map(({ id, reachedBy }) => [id, reachedBy.map((place) => candidates[place]!.id)])).toEqual([
    ['firm-east', ['h-joins-committed']],
    ['firm-west', ['b-branch']],
  ]);
  expect(firms[1]).toEqual({
    id: 'firm-west',
    municipality: 0,
    employees: 12,
    exportShare: 0.824,
    pledges: true,
    inZone: true,
    reachedBy: [1],
  });
  expect(municipalities).toEqual([
    { code: '019001', name: 'west', provinceCode: null, firmsNotServed: 1, firmsServed: 1, firmsPositionUnknown: 1 },
    { code: '019002', name: 'middle', provinceCode: null, firmsNotServed: 1, firmsServed: 0, firmsPositionUnknown: 0 },
    { code: '019003', name: 'east', provinceCode: null, firmsNotServed: 1, firmsServed: 1, firmsPositionUnknown: 0 },
  ]);
});

test('metres beside another segment of the same period are shared, each metre once', async () => {
  const { jointWorks } = (await ask()).problem;
  expect(jointWorks).toHaveLength(1);
  expect(jointWorks[0]).toMatchObject({ a: 1, b: 2 });
  // The whole of c-beside, 1,385 m, but for its very end.
  expect(jointWorks[0]!.sharedM).toBeGreaterThan(1300);
  expect(jointWorks[0]!.sharedM).toBeLessThan(1400);
  await db.query(`UPDATE segment SET ready_on = '2026-12-31' WHERE id = 'c-beside'`);
  expect((await ask()).problem.jointWorks, 'more than half a year apart').toEqual([]);
  await db.query(`UPDATE segment SET ready_on = '2027-10-31' WHERE id = 'c-beside'`);
});

test('zones whose gap a candidate reaches are told by their municipalities', async () => {
  const { candidates } = (await ask()).problem;
  expect(candidates.map(({ zonesIn }) => zonesIn)).toEqual([[], [0], [], [], [2]]);
});

test('costs are whole euros, and works come as shares', async () => {
  const branch = (await ask()).problem.candidates[1]!;
  expect(branch).toMatchObject({ statedCostEur: 1001, works: { trench: 1 }, crossings: 0, terminations: 0 });
});

test('the fingerprint is another one when what plans depend on changes, and only then', async () => {
  const [before, versionBefore] = [await ask(), await readVersion(db)];
  await db.query(`UPDATE coverage_area SET operator = 'Another' WHERE id = 'coverage'`);
  expect((await readVersion(db)).version, 'something has changed').not.toBe(versionBefore.version);
  expect((await ask()).fingerprint, 'nothing that plans depend on').toBe(before.fingerprint);
  await db.query(`UPDATE firm SET employees = 13 WHERE id = 'firm-west'`);
  expect((await ask()).fingerprint).not.toBe(before.fingerprint);
});
