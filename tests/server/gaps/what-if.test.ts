import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GapInput, GapSegment, GapTarget } from '../../../server/gaps/gap-input.ts';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { WhatIf } from '../../../server/gaps/what-if.ts';
import { boxOf } from '../../../server/geo/box.ts';
import { courseOf, positionsOf } from '../../../server/geo/course.ts';
import { generateRegion } from '../../../scripts/bench/region/generate.ts';
import { fibre, firm, GIGABIT, municipality, onGrid, rectangle, segment } from './shapes.ts';

const FAST: GapTarget = { downMbps: 100, technologies: 'any' };
const READ_WITHIN = 0.02;

/** The middle one of seven invented municipalities with much coverage, as it would be read from a database. */
const input = ((): GapInput => {
  const region = generateRegion({ municipalities: 7, areasEach: 20, seed: 3 });
  const { code, ring } = region.municipalities[3]!;
  const [west, south, east, north] = [
    Math.min(...ring.map(([lng]) => lng)) - READ_WITHIN,
    Math.min(...ring.map(([, lat]) => lat)) - READ_WITHIN,
    Math.max(...ring.map(([lng]) => lng)) + READ_WITHIN,
    Math.max(...ring.map(([, lat]) => lat)) + READ_WITHIN,
  ];
  const near = (course: readonly (readonly [number, number])[]) =>
    course.some(([lng, lat]) => lng > west && lng < east && lat > south && lat < north);
  const copy = (course: readonly (readonly [number, number])[]) => course.map(([lng, lat]) => [lng, lat]);
  return municipality({
    code,
    boundary: [[copy(ring)]],
    zones: region.zones.filter((zone) => near(zone.ring)).map(({ id, ring }) => ({ id, geometry: [[copy(ring)]] })),
    firms: region.firms
      .filter((one) => one.municipalityCode === code)
      .map(({ id, position, employees }) => ({ id, position: [...position], employees, exportShare: null })),
    areas: region.areas
      .filter((area) => near(area.ring))
      .map(({ id, network, ring }) => fibre(id, [[copy(ring)]], network)),
    segments: region.segments
      .filter(({ line }) => near(line))
      .map(({ id, line, reachM }, index) =>
        segment(id, [], {
          network: index % 4 === 0 ? null : 'Epsilon',
          status: index % 5 === 0 ? 'proposed' : 'planned',
          readyOn: index % 3 === 0 ? '2029-06-30' : '2028-06-30',
          reachM,
          lines: [courseOf(copy(line))],
          box: boxOf(copy(line)),
        }),
      )
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  });
})();

const shifted = (one: GapSegment, east: number, north: number): GapSegment => {
  const lines = one.lines.map((line) =>
    positionsOf(line).map(([lng, lat]) => [onGrid(lng! + east), onGrid(lat! + north)]),
  );
  return { ...one, lines: lines.map(courseOf), box: boxOf(lines) };
};
const replaced = (given: GapInput, by: readonly GapSegment[]): GapInput => ({
  ...given,
  segments: [...given.segments.filter((one) => by.every(({ id }) => id !== one.id)), ...by].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  ),
});

const move = fc.record({
  which: fc.nat(input.segments.length - 1),
  east: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
  north: fc.double({ min: -0.03, max: 0.03, noNaN: true }),
  more: fc.record(
    {
      readyOn: fc.constantFrom('2027-01-01', '2028-06-30', '2030-12-31', null),
      reachM: fc.constantFrom(0, 50, 400, 2000, null),
      status: fc.constantFrom('proposed' as const, 'planned' as const, 'decommissioned' as const),
      downMbps: fc.constantFrom(100, 1000, null),
    },
    { requiredKeys: [] },
  ),
});

test('while a segment is changed the gap is to the digit what it will be once it is saved', () => {
  const whatIf = new WhatIf(input);
  fc.assert(
    fc.property(fc.array(move, { maxLength: 2 }), fc.constantFrom(GIGABIT, FAST), (moves, target) => {
      const changed = new Map(
        moves.map(({ which, east, north, more }) => {
          const one = input.segments[which]!;
          return [one.id, { ...shifted(one, east, north), ...more }];
        }),
      );
      const by = [...changed.values()];
      expect(whatIf.gap(target, by)).toEqual(municipalityGap(replaced(input, by), [target]));
    }),
    { numRuns: 150, seed: 20171201 },
  );
});

test('small steps along a drag agree one by one, and back at the start nothing has changed', () => {
  const whatIf = new WhatIf(input);
  const dragged = input.segments.find(({ status }) => status === 'planned')!;
  for (let step = 0; step <= 60; step++) {
    const by = [shifted(dragged, step * 2e-4, step * 1e-4)];
    expect(whatIf.gap(GIGABIT, by)).toEqual(municipalityGap(replaced(input, by), [GIGABIT]));
  }
  expect(whatIf.gap(GIGABIT, [dragged])).toEqual(whatIf.gap(GIGABIT, []));
});

test('a segment that comes from afar counts where it comes to', () => {
  const given = municipality({
    zones: [{ id: 'z', geometry: rectangle(10, 10, 20, 20) }],
    firms: [firm('f', 15, 15)],
  });
  const arriving = segment(
    's',
    [
      [15, 10],
      [15, 20],
    ],
    { reachM: 3000 },
  );
  const { municipality: steps } = new WhatIf(given).gap(GIGABIT, [arriving]);
  expect(steps.at(-1)!.figures).toMatchObject({ firmsServed: 1, zoneGapM2: 0 });
});

test('a zone that cannot be processed is named whatever is moved', () => {
  const broken = rectangle(10, 10, 20, 20);
  broken[0]![0]![2] = [Number.NaN, 45.32];
  const given = municipality({
    zones: [{ id: 'whole', geometry: rectangle(10, 10, 20, 20) }],
    areas: [fibre('broken', broken)],
    segments: [
      segment('s', [
        [15, 10],
        [15, 20],
      ]),
    ],
  });
  const by = [shifted(given.segments[0]!, 0.001, 0)];
  const result = new WhatIf(given).gap(GIGABIT, by);
  expect(result).toEqual(municipalityGap(replaced(given, by), [GIGABIT]));
});
