import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterFirms, marksIn } from '../../../server/tiles/firm-clusters.ts';
import { firmMarks } from '../../../server/tiles/firm-marks.ts';
import { SERVED_SINCE } from '../../../server/tiles/firm-index.ts';
import { startsOf } from '../../../server/tiles/shared-numbers.ts';
import { inSquare } from '../../../server/tiles/tile.ts';

/** Firms in and around towns. */
const firms = fc
  .array(fc.tuple(fc.double({ min: 9, max: 10, noNaN: true }), fc.double({ min: 45, max: 46, noNaN: true })), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((towns) =>
    fc.array(
      fc
        .tuple(fc.nat(towns.length - 1), fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 }))
        .map(([town, east, north]): [number, number] => [towns[town]![0] + east / 1e5, towns[town]![1] + north / 1e5]),
      { minLength: 1, maxLength: 200 },
    ),
  );

test('every zoom shows every firm once, and a cluster never breaks up when the map is made smaller', () => {
  fc.assert(
    fc.property(firms, (places) => {
      const zooms = clusterFirms(places);
      expect(zooms).toHaveLength(14);
      for (const [zoom, { sizes, markOf }] of zooms.entries()) {
        const counted = new Uint32Array(sizes.length);
        for (const mark of markOf) counted[mark]!++;
        expect(counted).toEqual(new Uint32Array(sizes));
        const smaller = zooms[zoom - 1];
        if (!smaller) continue;
        const into = new Map<number, number>();
        for (const [firm, mark] of markOf.entries()) {
          expect(into.get(mark) ?? smaller.markOf[firm]).toBe(smaller.markOf[firm]);
          into.set(mark, smaller.markOf[firm]!);
        }
      }
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('a mark lies in the middle of its firms, and no firm lies farther off than marks may move', () => {
  fc.assert(
    fc.property(firms, (places) => {
      const { positions, sizes, markOf } = clusterFirms(places)[13]!;
      const sums = new Float64Array(positions.length);
      for (const [firm, mark] of markOf.entries()) {
        const [x, y] = inSquare(...places[firm]!);
        sums[2 * mark]! += x / sizes[mark]!;
        sums[2 * mark + 1]! += y / sizes[mark]!;
        const farM = Math.hypot(x - positions[2 * mark]!, y - positions[2 * mark + 1]!);
        expect(farM).toBeLessThanOrEqual((2 * 30) / 256 / 2 ** 13);
      }
      for (const [at, value] of sums.entries()) expect(value).toBeCloseTo(positions[at]!, 10);
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('each mark lies in exactly one tile, and near an edge shows in the next one too', () => {
  const places = Array.from({ length: 500 }, (_, firm): [number, number] => [
    9 + firm / 500,
    45 + ((firm * 7) % 500) / 500,
  ]);
  const marks = clusterFirms(places)[9]!;
  const seen = new Map<number, number>();
  for (let x = 268; x <= 270; x++) {
    for (let y = 181; y <= 184; y++)
      for (const mark of marksIn(marks, { z: 9, x, y })) seen.set(mark, (seen.get(mark) ?? 0) + 1);
  }
  expect(seen.size).toBe(marks.sizes.length);
  expect(Math.max(...seen.values())).toBeGreaterThan(1);
});

test('a cluster counts its firms by what serves them on the day and with the segments asked for', () => {
  const near: [number, number][] = [1, 2, 3, 4].map((step) => [9.6 + step / 1e6, 45.3]);
  const places = { zooms: clusterFirms(near), ids: ['a', 'b', 'c', 'd'], codes: ['019001'], starts: startsOf([4]) };
  const [today, never, unknown] = [SERVED_SINCE.today, SERVED_SINCE.never, SERVED_SINCE.unknown];
  const july = Date.parse('2027-07-01') / 86_400_000;
  const days = Int32Array.of(today, today, july, july, never, july, unknown, unknown);
  const count = (horizon: string, proposed: boolean) =>
    firmMarks({ places, days }, { z: 9, x: 269, y: 183 }, { horizon, proposed }).clusters[0]!.properties;
  expect(count('2027-06-30', false)).toEqual({ count: 4, served: 1, servedByHorizon: 0, notServed: 2, unknown: 1 });
  expect(count('2027-07-01', false)).toEqual({ count: 4, served: 1, servedByHorizon: 1, notServed: 1, unknown: 1 });
  expect(count('2027-07-01', true)).toEqual({ count: 4, served: 1, servedByHorizon: 2, notServed: 0, unknown: 1 });
});
