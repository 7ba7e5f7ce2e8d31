import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GapInput } from '../../../server/gaps/gap-input.ts';
import type { GapResult } from '../../../server/gaps/gap-result.ts';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { areaM2 } from '../../../server/geo/area.ts';
import { overlap, type Polygons, subtract, unite } from '../../../server/geo/polygons.ts';
import { blob, input } from './random-input.ts';
import { fibre, GIGABIT, municipality, polygonsOf, rectangle } from './shapes.ts';

const CASES = { numRuns: 1000, seed: 20171201 };
/** Crossings are rounded to a millimetre, along edges of some kilometres: a few square metres at most. */
const TOLERANCE_M2 = 10;

const gapOf = (given: GapInput): GapResult => municipalityGap(given, [GIGABIT]);
const todaysGap = (result: GapResult): Polygons =>
  result.zones.filter((step) => step.fromOn === '-infinity').flatMap((step) => step.gap);
const wholeZones = (given: GapInput): Polygons =>
  overlap(unite(given.zones.map((zone) => zone.geometry)), given.boundary);

test('the gap lies within the zones', () => {
  fc.assert(
    fc.property(input, (given) => {
      const outside = subtract(todaysGap(gapOf(given)), [wholeZones(given)]);
      expect(areaM2(outside)).toBeLessThan(TOLERANCE_M2);
    }),
    CASES,
  );
});

test('gap and served together are the zones, and nothing is in both', () => {
  fc.assert(
    fc.property(input, (given) => {
      const result = gapOf(given);
      const served = overlap(wholeZones(given), unite(given.areas.map(polygonsOf)));
      const { zoneAreaM2, zoneGapM2 } = result.municipality[0]!.figures;
      expect(Math.abs(zoneAreaM2 - areaM2(wholeZones(given)))).toBeLessThan(TOLERANCE_M2);
      expect(Math.abs(zoneGapM2 + areaM2(served) - zoneAreaM2)).toBeLessThan(TOLERANCE_M2);
      expect(areaM2(overlap(todaysGap(result), served))).toBeLessThan(TOLERANCE_M2);
    }),
    CASES,
  );
});

test('more coverage never grows a gap, nor do later days', () => {
  fc.assert(
    fc.property(input, blob, (given, more) => {
      const before = gapOf(given);
      const after = gapOf({ ...given, areas: [...given.areas, fibre('more', more)] });
      expect(after.municipality[0]!.figures.zoneGapM2).toBeLessThan(
        before.municipality[0]!.figures.zoneGapM2 + TOLERANCE_M2,
      );
      expect(after.municipality[0]!.figures.firmsNotServed).toBeLessThanOrEqual(
        before.municipality[0]!.figures.firmsNotServed,
      );
      for (const [index, step] of before.municipality.slice(1).entries()) {
        const earlier = before.municipality[index]!.figures;
        expect(step.figures.zoneGapM2).toBeLessThan(earlier.zoneGapM2 + TOLERANCE_M2);
        expect(step.figures.firmsNotServed).toBeLessThanOrEqual(earlier.firmsNotServed);
      }
    }),
    CASES,
  );
});

test('the order of coverage, segments and firms does not matter', () => {
  fc.assert(
    fc.property(input, (given) => {
      const turned = gapOf({
        ...given,
        areas: given.areas.toReversed(),
        segments: given.segments.toReversed(),
        firms: given.firms.toReversed(),
      });
      for (const [index, step] of gapOf(given).municipality.entries()) {
        const { figures } = turned.municipality[index]!;
        expect(Math.abs(figures.zoneGapM2 - step.figures.zoneGapM2)).toBeLessThan(TOLERANCE_M2);
        expect({ ...figures, zoneGapM2: 0, zoneGapShare: 0, zonesWithGap: 0 }).toEqual({
          ...step.figures,
          zoneGapM2: 0,
          zoneGapShare: 0,
          zonesWithGap: 0,
        });
      }
    }),
    CASES,
  );
});

test('what is added and taken away again leaves every figure as it was', () => {
  fc.assert(
    fc.property(input, blob, (given, passing) => {
      const first = gapOf(given);
      gapOf({ ...given, areas: [...given.areas, fibre('passing', passing)] });
      expect(gapOf(given)).toEqual(first);
    }),
    CASES,
  );
});

test('parts add up to the wholes', () => {
  fc.assert(
    fc.property(input, (given) => {
      const { municipality: steps, zones, firms } = gapOf(given);
      const today = steps[0]!.figures;
      const zonesToday = zones.filter((step) => step.fromOn === '-infinity');
      expect(zonesToday.reduce((sum, step) => sum + step.gapAreaM2, 0)).toBeCloseTo(today.zoneGapM2, 6);
      const firmsToday = firms.filter((step) => step.fromOn === '-infinity');
      expect(firmsToday.filter((step) => step.served)).toHaveLength(today.firmsServed);
      const { white, grey, black } = today.aidClasses;
      expect(white + grey + black).toBe(today.firmsServed + today.firmsNotServed);
      expect(today.firmsServed + today.firmsNotServed + today.firmsPositionUnknown).toBe(given.firms.length);
    }),
    CASES,
  );
});

test('duplicated, empty, touching and hole-ridden polygons are taken', () => {
  const hole: Polygons = [
    [rectangle(0, 0, 40, 40)[0]![0]!, rectangle(10, 10, 20, 20)[0]![0]!, rectangle(20, 20, 30, 30)[0]![0]!],
  ];
  const result = gapOf(
    municipality({
      zones: [
        { id: 'twice', geometry: rectangle(0, 0, 40, 40) },
        { id: 'again', geometry: rectangle(0, 0, 40, 40) },
        { id: 'empty', geometry: [] },
        {
          id: 'line',
          geometry: [
            [
              [
                [9.6, 45.3],
                [9.61, 45.3],
                [9.6, 45.3],
              ],
            ],
          ],
        },
      ],
      areas: [
        fibre('holes', hole),
        fibre('same', hole),
        fibre('corner', rectangle(10, 10, 20, 20), 'Beta'),
        fibre('empty', []),
      ],
    }),
  );
  const { zoneAreaM2, zoneGapM2 } = result.municipality[0]!.figures;
  expect(zoneAreaM2).toBeCloseTo(areaM2(rectangle(0, 0, 40, 40)), 1);
  expect(zoneGapM2).toBeCloseTo(areaM2(rectangle(20, 20, 30, 30)), 1);
  expect(result.municipality[0]!.failures).toEqual([]);
});
