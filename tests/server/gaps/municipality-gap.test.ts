import { expect, test } from 'vitest';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { areaM2 } from '../../../server/geo/area.ts';
import { fibre, firm, GIGABIT, municipality, place, rectangle, segment } from './shapes.ts';

const zone = { id: 'z', geometry: rectangle(10, 10, 30, 30) };

test('a zone half covered has half of its area as gap', () => {
  const { municipality: steps, zones } = municipalityGap(
    municipality({ zones: [zone], areas: [fibre('a', rectangle(20, 0, 40, 40))] }),
    [GIGABIT],
  );
  expect(zones).toHaveLength(1);
  expect(zones[0]!.gapAreaM2).toBeCloseTo(areaM2(rectangle(10, 10, 20, 30)), 1);
  expect(steps[0]!.figures.zoneGapShare).toBeCloseTo(0.5, 4);
  expect(steps[0]!.figures.zonesWithGap).toBe(1);
});

test('a zone wholly covered by two overlapping areas has no gap, and none covered is all gap', () => {
  const covered = municipalityGap(
    municipality({ zones: [zone], areas: [fibre('a', rectangle(5, 5, 22, 35)), fibre('b', rectangle(18, 5, 35, 35))] }),
    [GIGABIT],
  );
  expect(covered.municipality[0]!.figures).toMatchObject({ zoneGapM2: 0, zonesWithGap: 0 });
  const bare = municipalityGap(municipality({ zones: [zone] }), [GIGABIT]);
  expect(bare.municipality[0]!.figures.zoneGapM2).toBe(bare.municipality[0]!.figures.zoneAreaM2);
});

test('only coverage that meets the target counts, and wireless does not answer a wired target', () => {
  const slow = { ...fibre('a', rectangle(0, 0, 100, 100)), technology: 'FTTC' as const, downMbps: 200 };
  const air = { ...fibre('b', rectangle(0, 0, 100, 100)), technology: 'FWA' as const, downMbps: 1000 };
  const { municipality: steps } = municipalityGap(municipality({ zones: [zone], areas: [slow, air] }), [
    { downMbps: 100, technologies: 'any' },
    GIGABIT,
  ]);
  expect(steps.map((step) => [step.targetMbps, step.figures.zoneGapShare])).toEqual([
    [100, 0],
    [1000, 1],
  ]);
});

test('overlapping zones are counted once, and what lies beyond the border is not counted', () => {
  const result = municipalityGap(
    municipality({
      zones: [
        zone,
        { id: 'z2', geometry: rectangle(20, 10, 40, 30) },
        { id: 'z3', geometry: rectangle(90, 90, 110, 110) },
      ],
    }),
    [GIGABIT],
  );
  const whole = areaM2(rectangle(10, 10, 40, 30)) + areaM2(rectangle(90, 90, 100, 100));
  expect(result.municipality[0]!.figures.zoneAreaM2 / whole).toBeCloseTo(1, 7);
});

test('a segment closes the gap within its reach from its day on, and a later one closes more', () => {
  const { zones, municipality: steps } = municipalityGap(
    municipality({
      zones: [zone],
      firms: [firm('f', 20, 20)],
      segments: [
        segment(
          'late',
          [
            [0, 25],
            [50, 25],
          ],
          { readyOn: '2028-12-31' },
        ),
        segment(
          'soon',
          [
            [0, 20],
            [50, 20],
          ],
          { readyOn: '2027-06-30', network: 'Beta' },
        ),
      ],
    }),
    [GIGABIT],
  );
  expect(zones.map((step) => step.fromOn)).toEqual(['-infinity', '2027-06-30', '2028-12-31']);
  const [today, soon, late] = zones.map((step) => step.gapAreaM2);
  // 200 m of 20 x 111.1 m, but for the length of a degree of latitude here
  expect(soon! / today!).toBeCloseTo(1 - 200 / (20 * 111.14), 3);
  expect(late! < soon!).toBe(true);
  expect(steps.map((step) => [step.fromOn, step.figures.firmsNotServed])).toEqual([
    ['-infinity', 1],
    ['2027-06-30', 0],
    ['2028-12-31', 0],
  ]);
});

test('statuses that do not count serve nobody; proposed ones count in a chain of their own', () => {
  const statuses = ['proposed', 'inactive', 'decommissioned'] as const;
  const { firms } = municipalityGap(
    municipality({
      firms: [firm('f', 20, 20)],
      segments: statuses.map((status) =>
        segment(
          status,
          [
            [0, 20],
            [50, 20],
          ],
          { status },
        ),
      ),
    }),
    [GIGABIT],
  );
  expect(
    firms.map(({ includesProposed, fromOn, served, segmentIds }) => [includesProposed, fromOn, served, segmentIds]),
  ).toEqual([
    [false, '-infinity', false, []],
    [true, '-infinity', false, []],
    [true, '2027-06-30', true, ['proposed']],
  ]);
});

test('a segment without a day, a reach or a speed serves nobody, but its line is a planned segment nearby', () => {
  const unknown = [{ readyOn: null }, { reachM: null }, { downMbps: null }];
  const { firms } = municipalityGap(
    municipality({
      firms: [firm('f', 20, 21)],
      segments: unknown.map((more, index) =>
        segment(
          `s${index}`,
          [
            [0, 20 - index / 10],
            [50, 20 - index / 10],
          ],
          more,
        ),
      ),
    }),
    [GIGABIT],
  );
  expect(firms).toHaveLength(1);
  expect(firms[0]).toMatchObject({ served: false, nearestServedM: null, nearestSegmentId: 's0' });
  expect(firms[0]!.nearestSegmentM).toBeCloseTo(111.1, 0);
});

test('covered premises serve within 50 m and not beyond', () => {
  const premises = [{ id: 'p', network: 'Alfa', technology: 'FTTH' as const, downMbps: 1000, position: place(50, 50) }];
  const { firms } = municipalityGap(
    municipality({ premises, firms: [firm('near', 50, 50.44), firm('far', 50, 50.46)] }),
    [GIGABIT],
  );
  expect(firms.map(({ firmId, served }) => [firmId, served])).toEqual([
    ['near', true],
    ['far', false],
  ]);
  expect(firms[1]!.nearestServedM).toBeCloseTo(51.1, 0);
});

test('a firm known only to its municipality is neither served nor unserved', () => {
  const { municipality: steps, firms } = municipalityGap(
    municipality({
      firms: [{ id: 'somewhere', position: null, employees: 50, exportShare: 0.8 }],
      areas: [fibre('a', rectangle(0, 0, 100, 100))],
    }),
    [GIGABIT],
  );
  expect(firms).toEqual([]);
  expect(steps[0]!.figures).toMatchObject({ firmsServed: 0, firmsNotServed: 0, firmsPositionUnknown: 1 });
  expect(steps[0]!.figures.employees).toMatchObject({ total: 0, share: null });
});

test('shares weigh only the firms that state the figure: blank is not zero', () => {
  const { municipality: steps } = municipalityGap(
    municipality({
      firms: [
        firm('served', 50, 50, { employees: 30, exportShare: 0.9 }),
        firm('not', 5, 5, { employees: 10 }),
        firm('blank', 6, 6, { exportShare: 0.3 }),
      ],
      areas: [fibre('a', rectangle(40, 40, 60, 60))],
    }),
    [GIGABIT],
  );
  const { employees, exportShare } = steps[0]!.figures;
  expect(employees).toEqual({ firmsStating: 2, firmsNotStating: 1, total: 40, notServed: 10, share: 0.25 });
  expect(exportShare.share).toBeCloseTo(0.25, 10);
});

test('networks are counted once however many areas they have, and planned ones join by their day', () => {
  const { firms, municipality: steps } = municipalityGap(
    municipality({
      firms: [firm('f', 20, 20)],
      areas: [fibre('a', rectangle(10, 10, 30, 30)), fibre('b', rectangle(15, 15, 25, 25))],
      segments: [
        segment(
          's',
          [
            [0, 20],
            [50, 20],
          ],
          { network: 'Beta' },
        ),
      ],
    }),
    [GIGABIT],
  );
  expect(firms.map((step) => step.networks)).toEqual([['Alfa'], ['Alfa', 'Beta']]);
  expect(steps.map((step) => step.figures.aidClasses)).toEqual([
    { white: 0, grey: 1, black: 0 },
    { white: 0, grey: 0, black: 1 },
  ]);
});

test('works that come nearer without serving shorten the distance to the nearest served place', () => {
  const { firms } = municipalityGap(
    municipality({
      firms: [firm('f', 20, 20)],
      areas: [fibre('a', rectangle(60, 0, 80, 80))],
      segments: [
        segment('s', [
          [0, 25],
          [50, 25],
        ]),
      ],
    }),
    [GIGABIT],
  );
  expect(firms).toHaveLength(2);
  expect(firms[0]!.nearestServedM! / 1000).toBeCloseTo(3.13, 1);
  // five units of latitude less the reach
  expect(firms[1]!.nearestServedM).toBeCloseTo(5 * 111.14 - 100, 0);
});

test('what was read is said to be too narrow where something nearer may lie beyond', () => {
  const narrow = municipality({ firms: [firm('f', 20, 20)], coverageWithinM: 1000, segmentsWithinM: 1000 });
  expect(municipalityGap(narrow, [GIGABIT])).toMatchObject({ coverageSettled: false, segmentsSettled: false });
  const near = {
    ...narrow,
    areas: [fibre('a', rectangle(22, 0, 80, 80))],
    segments: [
      segment('s', [
        [0, 25],
        [50, 25],
      ]),
    ],
  };
  expect(municipalityGap(near, [GIGABIT])).toMatchObject({ coverageSettled: true, segmentsSettled: true });
});

test('a zone the kernel cannot take is named and the rest is still computed', () => {
  const broken = {
    id: 'broken',
    geometry: [
      [
        [
          [Number.NaN, 45.31],
          [9.62, Number.NaN],
          [9.61, 45.33],
          [Number.NaN, 45.31],
        ],
      ],
    ],
  };
  const { municipality: steps } = municipalityGap(municipality({ zones: [broken, zone] }), [GIGABIT]);
  expect(steps[0]!.failures.map((failure) => failure.zoneId)).toEqual(['broken']);
  expect(steps[0]!.figures.zoneAreaM2).toBeCloseTo(areaM2(zone.geometry), 1);
});
