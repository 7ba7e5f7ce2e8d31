import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeValid } from '../../../server/datasets/valid-polygons.ts';
import { openTestDatabase, type TestDatabase } from '../../helpers/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** A line that goes up and down so often over a hundredth of a degree, or from side to side, and back in one go. */
function zigzag(times: number, lies: boolean): GeoJSON.Position[] {
  const corners = Array.from({ length: times }, (_, index) => [index / times / 100, index % 2 === 0 ? 0 : 0.01]);
  const ring = [...corners, [0.01, -0.001], corners[0]!];
  return ring.map(([along, across]) => (lies ? [9 + across!, 45 + along!] : [9 + along!, 45 + across!]));
}

test('a polygon too tangled to be repaired is refused by its row, and the others are taken', async () => {
  const row = (row: number, ...rings: GeoJSON.Position[][]) => ({
    row,
    line: row,
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) } as GeoJSON.MultiPolygon,
  });
  const good = row(1, [
    [9, 45],
    [9.01, 45],
    [9.01, 45.01],
    [9, 45],
  ]);
  const { rows, remarks } = await makeValid(database.dataSource, [
    good,
    row(2, zigzag(10_000, false), zigzag(10_000, true)),
  ]);
  expect(rows).toEqual([good]);
  expect(remarks).toEqual([{ row: 2, remark: 'repairFailed' }]);
});
