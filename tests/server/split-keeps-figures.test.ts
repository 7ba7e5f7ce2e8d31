import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figures } from '../../client/api.ts';
import { startRecompute } from '../../server/gaps/recompute.ts';
import { drawSegment, splitSegment } from '../../server/segments/store-drawn.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { addFirm, CODES, fillSmallRegion } from '../helpers/small-region.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const dataset = await fillSmallRegion(database.dataSource);
  // Within reach of the second part of the line below alone, and of neither.
  await addFirm(database.dataSource, dataset, 'firm-second', CODES.west, 9.0285, 45.0245);
  await addFirm(database.dataSource, dataset, 'firm-far', CODES.west, 9.05, 45.05);
});
afterAll(() => database.close());

const ACTOR = { name: 'planner' };
const TODAY = '2026-11-01';
/** Bends at each corner, so that reach has sectors. */
const LINE = [
  [9.021, 45.021],
  [9.0251, 45.0239],
  [9.0263, 45.0222],
  [9.0292, 45.0236],
] as [number, number][];

async function computed(): Promise<Figures[]> {
  const errors: unknown[] = [];
  const recompute = startRecompute({
    dataSource: database.dataSource,
    premisesReachM: 50,
    soleProcess: true,
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
  await recompute.stop();
  expect(errors).toEqual([]);
  const rows: { figures: Figures }[] = await database.dataSource.query(
    `SELECT figures FROM municipality_gap ORDER BY municipality_code, target_mbps, includes_proposed, from_on`,
  );
  return rows.map(({ figures }) => figures);
}

/** Draws the line, splits it at a position, and gives the figures before and after. */
async function figuresRound(at: [number, number]): Promise<[before: Figures[], after: Figures[]]> {
  const { id, properties } = await drawSegment(
    database.dataSource,
    {
      geometry: { type: 'MultiLineString', coordinates: [LINE] },
      name: null,
      network: 'Beta',
      status: 'planned',
      worksType: null,
      technology: 'FTTH',
      downMbps: 1000,
      reachM: 150,
      readyOn: '2027-12-31',
      costEur: null,
    },
    ACTOR,
    TODAY,
  );
  const before = await computed();
  await splitSegment(database.dataSource, id, { version: properties.version, at }, ACTOR, TODAY);
  const after = await computed();
  await database.dataSource.query('DELETE FROM segment');
  return [before, after];
}

test.each([
  ['a corner', LINE[1]!],
  ['the midst of an edge', [(LINE[0]![0] + LINE[1]![0]) / 2, (LINE[0]![1] + LINE[1]![1]) / 2] as [number, number]],
])('split at %s a segment serves what it served', async (_where, at) => {
  const [before, after] = await figuresRound(at);
  // Otherwise nothing is seen here.
  const gaps = before.map(({ zoneGapM2 }) => Math.round(zoneGapM2));
  expect(new Set(gaps).size).toBeGreaterThan(1);
  expect(before.some(({ firmsServed }) => firmsServed === 2)).toBe(true);
  expect(after.length).toBe(before.length);
  for (const [index, { zoneGapM2, zoneGapShare, ...counted }] of after.entries()) {
    const { zoneGapM2: wasM2, zoneGapShare: wasShare, ...wasCounted } = before[index]!;
    expect(counted).toEqual(wasCounted);
    // Where an edge is split the place is rounded to the grid of 1 cm; the caps of reach are many-sided, to 2 cm.
    expect(Math.abs(zoneGapM2 - wasM2)).toBeLessThan(5);
    expect(Math.abs((zoneGapShare ?? 0) - (wasShare ?? 0))).toBeLessThan(1e-5);
  }
});
