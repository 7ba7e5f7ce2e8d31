import fc from 'fast-check';
import { unconnectedOf } from '../../../server/plans/connect.ts';
import type { Candidate, PlanFirm, PlanProblem } from '../../../server/plans/problem.ts';
import { type PlanSettings, USUAL_WEIGHTS } from '../../../server/plans/settings.ts';
import { usualCosts } from '../../../server/plans/unit-costs.ts';

export const SETTINGS: PlanSettings = {
  target: 1000,
  horizon: '2028-12-31',
  proposed: false,
  scope: { kind: 'everywhere' },
  weights: USUAL_WEIGHTS,
  costs: usualCosts(),
  costCase: 'likely',
  budgetEur: 1_000_000,
  pinned: [],
  excluded: [],
  zoneInEach: false,
  capPerMunicipalityEur: null,
  metresPerYear: 4000,
};

export const candidate = (id: string, given: Partial<Candidate> = {}): Candidate => ({
  id,
  name: null,
  status: 'planned',
  lengthM: 1000,
  works: { trench: 1 },
  crossings: 0,
  terminations: 0,
  statedCostEur: null,
  readyOn: '2028-06-30',
  joins: [{ kind: 'deliveryPoint', id: 'pcn', name: 'PCN' }],
  neighbours: [],
  lengthShares: [{ municipality: 0, share: 1 }],
  zonesIn: [],
  sharedWithCommittedM: 0,
  generated: false,
  ...given,
});

export const firm = (id: string, reachedBy: number[], given: Partial<PlanFirm> = {}): PlanFirm => ({
  id,
  municipality: 0,
  employees: 10,
  exportShare: 0.5,
  pledges: false,
  inZone: true,
  reachedBy,
  ...given,
});

export const municipality = (place: number, given: Partial<PlanProblem['municipalities'][number]> = {}) => ({
  code: String(19_000 + place).padStart(6, '0'),
  name: `Comune ${place}`,
  provinceCode: 'CR',
  firmsNotServed: 1000,
  firmsServed: 5,
  firmsPositionUnknown: 2,
  ...given,
});

export const problemOf = (given: Partial<PlanProblem>): PlanProblem => ({
  candidates: [],
  firms: [],
  jointWorks: [],
  municipalities: [municipality(0)],
  leftOut: [],
  ...given,
});

/** Problems with branches, overlaps, joint works, free and unknown things, and a set that may be built. */
export const randomPlan = ({ municipalities: most }: { municipalities: number }) =>
  fc.integer({ min: 1, max: most }).chain((municipalities) =>
    fc.integer({ min: 1, max: 9 }).chain((candidates) => {
      const place = fc.nat(candidates - 1);
      const town = fc.nat(municipalities - 1);
      return fc
        .record({
          candidates: fc.array(
            fc.record({
              lengthM: fc.integer({ min: 0, max: 3000 }),
              works: fc.constantFrom({ trench: 1 }, { trench: 0.5, aerial: 0.5 }, { existingDuct: 1 }, null),
              statedCostEur: fc.constantFrom(null, null, 0, 50_000, 123_457),
              isRoot: fc.boolean(),
              towns: fc.uniqueArray(town, { minLength: 0, maxLength: 2 }),
            }),
            { minLength: candidates, maxLength: candidates },
          ),
          touching: fc.array(fc.tuple(place, place), { maxLength: 12 }),
          firms: fc.array(
            fc.record({
              municipality: town,
              employees: fc.option(fc.nat(300), { nil: null }),
              exportShare: fc.option(
                fc.nat(1000).map((thousandths) => thousandths / 1000),
                { nil: null },
              ),
              pledges: fc.boolean(),
              reachedBy: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
            }),
            { maxLength: 12 },
          ),
          joint: fc.array(fc.tuple(place, place, fc.integer({ min: 1, max: 3000 })), { maxLength: 6 }),
          wished: fc.uniqueArray(place),
        })
        .map(({ candidates, touching, firms, joint, wished }) => {
          const neighbours = candidates.map(() => new Set<number>());
          for (const [a, b] of touching) if (a !== b) neighbours[a]!.add(b) && neighbours[b]!.add(a);
          const pairs = new Map(
            joint.filter(([a, b]) => a !== b).map(([a, b, sharedM]) => [[a, b].toSorted().join(), sharedM]),
          );
          const problem = problemOf({
            candidates: candidates.map(({ isRoot, towns, ...given }, at) =>
              candidate(`T-${at}`, {
                ...given,
                joins: isRoot ? [{ kind: 'coverage', id: 'c', name: null }] : [],
                neighbours: [...neighbours[at]!].toSorted(),
                lengthShares: towns.map((one) => ({ municipality: one, share: 1 / towns.length })),
              }),
            ),
            firms: firms.map((given, at) => firm(`F-${at}`, given.reachedBy.toSorted(), given)),
            jointWorks: [...pairs].map(([key, sharedM]) => {
              const [a, b] = key.split(',').map(Number);
              return { a: a!, b: b!, sharedM };
            }),
            municipalities: Array.from({ length: municipalities }, (_, at) => municipality(at)),
          });
          const unconnected = new Set(unconnectedOf(problem, wished));
          return { problem, chosen: wished.filter((one) => !unconnected.has(one)).toSorted() };
        });
    }),
  );
