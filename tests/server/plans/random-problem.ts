import fc from 'fast-check';
import type { Candidate, PlanFirm, PlanProblem } from '../../../server/plans/problem.ts';
import type { Works } from '../../../server/segments/works.ts';
import type { PlanSettings, Weights } from '../../../server/plans/settings.ts';
import { USUAL_WEIGHTS } from '../../../server/plans/settings.ts';
import { type CostTable, type Range, usualCosts } from '../../../server/plans/unit-costs.ts';

/** A candidate of 100 m of open trench at a delivery point, alone. */
export const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  name: null,
  status: 'planned',
  lengthM: 100,
  works: { trench: 1 },
  crossings: 0,
  terminations: 0,
  statedCostEur: null,
  readyOn: '2028-12-31',
  joins: [{ kind: 'deliveryPoint', id: 'PCN', name: null }],
  neighbours: [],
  lengthShares: [{ municipality: 0, share: 1 }],
  zonesIn: [],
  sharedWithCommittedM: 0,
  generated: false,
  ...more,
});

export const planFirm = (id: string, reachedBy: number[], more: Partial<PlanFirm> = {}): PlanFirm => ({
  id,
  municipality: 0,
  employees: null,
  exportShare: null,
  pledges: false,
  inZone: false,
  reachedBy,
  ...more,
});

/** One municipality, and no firm or candidate but those given. */
export const problem = (more: Partial<PlanProblem> = {}): PlanProblem => ({
  candidates: [],
  firms: [],
  jointWorks: [],
  municipalities: [municipalityOf(0)],
  leftOut: [],
  ...more,
});

const municipalityOf = (number: number) => ({
  code: `01900${number}`,
  name: `Comune ${number}`,
  provinceCode: ['CR', 'LO', null][number % 3]!,
  firmsNotServed: 5,
  firmsServed: 1,
  firmsPositionUnknown: 0,
});

export const settings = (more: Partial<PlanSettings> = {}): PlanSettings => ({
  target: 1000,
  horizon: '2028-12-31',
  proposed: false,
  scope: { kind: 'everywhere' },
  weights: USUAL_WEIGHTS,
  costs: usualCosts(),
  costCase: 'likely',
  budgetEur: 0,
  pinned: [],
  excluded: [],
  zoneInEach: false,
  capPerMunicipalityEur: null,
  metresPerYear: null,
  ...more,
});

const WORKS: Works[] = [
  { trench: 1 },
  { existingDuct: 1 },
  { trench: 0.4, existingDuct: 0.6 },
  { microTrench: 0.5, aerial: 0.5 },
  { trench: 0.25, microTrench: 0.25, aerial: 0.25, existingDuct: 0.25 },
];

/** Multiples of 0.001, as over the wire. */
export const weights: fc.Arbitrary<Weights> = (() => {
  const weight = fc.oneof(
    fc.constantFrom(0, 0.01, 0.5, 1, 2),
    fc.nat(5000).map((thousandths) => thousandths / 1000),
  );
  return fc.record({ firm: weight, employee: weight, exportShare: weight, pledge: weight, zone: weight });
})();

const range = (most: number, order: (a: number, b: number) => number): fc.Arbitrary<Range> =>
  fc.array(fc.nat(most * 10), { minLength: 3, maxLength: 3 }).map((tenths) => {
    const [low, likely, high] = tenths.map((tenth) => tenth / 10).toSorted(order) as [number, number, number];
    return { low, likely, high };
  });

/** Tables in order, zeros among them; `jointShare` saves the most where works are cheapest. */
export const costTables: fc.Arbitrary<CostTable> = (() => {
  const rising = (most: number) => range(most, (a, b) => a - b);
  return fc.record({
    trench: rising(150),
    microTrench: rising(60),
    aerial: rising(20),
    existingDuct: rising(5),
    crossing: rising(20_000),
    termination: rising(2000),
    connection: rising(1000),
    jointShare: range(1, (a, b) => b - a),
  });
})();

/** How big: small graphs can be tried out by brute force. */
export interface Size {
  candidates: number;
  firms: number;
  municipalities: number;
}

/** Overlaps, ties, dead ends, stated and unknown costs, segments that cost nothing: whatever may be met. */
export const problems = (most: Size = { candidates: 7, firms: 12, municipalities: 4 }): fc.Arbitrary<PlanProblem> =>
  fc
    .tuple(fc.integer({ min: 1, max: most.candidates }), fc.integer({ min: 1, max: most.municipalities }))
    .chain(([count, places]) => {
      const place = fc.nat(count - 1);
      const municipality = fc.nat(places - 1);
      const pair = fc.tuple(place, place).filter(([a, b]) => a < b);
      const pairs: fc.Arbitrary<[number, number][]> =
        count < 2 ? fc.constant([]) : fc.uniqueArray(pair, { maxLength: 2 * count, selector: String });
      return fc.record({
        candidates: fc.array(candidateIn(municipality), { minLength: count, maxLength: count }),
        touching: pairs,
        joint: pairs.chain((list) => fc.tuple(...list.map((one) => fc.nat(900).map((sharedM) => ({ one, sharedM }))))),
        firms: fc.array(firmIn(municipality, place), { maxLength: most.firms }),
        places: fc.constant(places),
      });
    })
    .map(({ candidates, touching, joint, firms, places }) => ({
      candidates: candidates.map((one, place) => ({
        ...one,
        id: `T-${String(place).padStart(3, '0')}`,
        neighbours: touching
          .flatMap(([a, b]) => (a === place ? [b] : b === place ? [a] : []))
          .toSorted((a, b) => a - b),
      })),
      firms: firms.map((one, number) => ({ ...one, id: `f${number}` })),
      jointWorks: joint.map(({ one: [a, b], sharedM }) => ({ a, b, sharedM: sharedM / 10 })),
      municipalities: Array.from({ length: places }, (_, number) => municipalityOf(number)),
      leftOut: [{ id: 'late', name: null, municipalities: [places - 1], reason: 'late' }],
    }));

const candidateIn = (municipality: fc.Arbitrary<number>): fc.Arbitrary<Candidate> =>
  fc
    .record({
      lengthM: fc.nat(4000).map((decimetres) => decimetres / 10),
      works: fc.option(fc.constantFrom(...WORKS), { freq: 4 }),
      crossings: fc.constantFrom(0, 0, 0, 1, 2),
      terminations: fc.nat(2),
      statedCostEur: fc.option(fc.constantFrom(0, 1000, 1000, 5000, 12_345), { freq: 2 }),
      isRoot: fc.boolean(),
      lengthShares: fc.uniqueArray(municipality, { maxLength: 3 }),
      zonesIn: fc.uniqueArray(municipality, { maxLength: 2 }),
      sharedWithCommittedM: fc.constantFrom(0, 0, 0, 50, 150),
    })
    .map(({ isRoot, lengthShares, sharedWithCommittedM, ...more }) =>
      candidate('', {
        ...more,
        joins: isRoot ? [{ kind: 'coverage', id: 'area', name: null }] : [],
        lengthShares: lengthShares.map((one) => ({ municipality: one, share: 1 / lengthShares.length })),
        sharedWithCommittedM: Math.min(sharedWithCommittedM, more.lengthM),
      }),
    );

const firmIn = (municipality: fc.Arbitrary<number>, place: fc.Arbitrary<number>): fc.Arbitrary<PlanFirm> =>
  fc
    .record({
      municipality,
      employees: fc.option(fc.constantFrom(0, 1, 10, 50, 333)),
      exportShare: fc.option(fc.constantFrom(0, 0.5, 0.825, 1)),
      pledges: fc.boolean(),
      inZone: fc.boolean(),
      reachedBy: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
    })
    .map(({ reachedBy, ...more }) =>
      planFirm(
        '',
        reachedBy.toSorted((a, b) => a - b),
        more,
      ),
    );

/** Every subset of the numbers below `count`. */
export const subsets = (count: number): number[][] =>
  Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_, number) => number).filter((number) => mask & (1 << number)),
  );
