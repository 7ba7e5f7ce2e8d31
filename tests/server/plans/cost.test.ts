import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jointSaving, jointSavings, planCost, segmentCost } from '../../../server/plans/cost.ts';
import { COST_CASES } from '../../../server/plans/settings.ts';
import { usualCosts } from '../../../server/plans/unit-costs.ts';
import { candidate, costTables, problem, problems } from './random-problem.ts';

const LAWS = { numRuns: 500, seed: 20171201 };
const costs = usualCosts();
const joined = (sharedM: number, ...candidates: ReturnType<typeof candidate>[]) =>
  problem({ candidates, jointWorks: [{ a: 0, b: 1, sharedM }] });

test('costs are length by works type, crossings and terminations, with the range carried through', () => {
  const cost = segmentCost(
    candidate('T', { lengthM: 1000, works: { trench: 0.4, existingDuct: 0.6 }, crossings: 1, terminations: 2 }),
    costs,
  );
  expect(cost.eur).toEqual({
    low: 400 * 20 + 600 * 2 + 5000 + 4000,
    likely: 400 * 45 + 600 * 2 + 15_000 + 4000,
    high: 400 * 150 + 600 * 2 + 40_000 + 4000,
  });
  expect(cost.items.map(({ what, quantity }) => [what, quantity])).toEqual([
    ['trench', 400],
    ['existingDuct', 600],
    ['crossing', 1],
    ['termination', 2],
  ]);
  expect(cost).toMatchObject({ isStated: false, isAssumedTrench: false });
});

test('what the source states is the cost, without a range', () => {
  const stated = segmentCost(candidate('T', { statedCostEur: 12_000, works: null, crossings: 3 }), costs);
  expect(stated).toEqual({
    eur: { low: 12_000, likely: 12_000, high: 12_000 },
    isStated: true,
    isAssumedTrench: false,
    items: [],
  });
});

test('works that nobody knows are taken as open trench, and flagged', () => {
  const assumed = segmentCost(candidate('T', { works: null }), costs);
  expect(assumed).toEqual({ ...segmentCost(candidate('T'), costs), isAssumedTrench: true });
  expect(assumed.eur).toEqual({ low: 2000, likely: 4500, high: 15_000 });
});

test('a trench that is open anyway saves its share, the most of it in the low case', () => {
  expect(segmentCost(candidate('T', { sharedWithCommittedM: 40 }), costs).eur).toEqual({
    low: 2000 - 0.7 * 40 * 20,
    likely: 4500 - 0.5 * 40 * 45,
    high: 15_000 - 0.3 * 40 * 150,
  });
  const inDuct = candidate('T', { works: { existingDuct: 0.5, aerial: 0.5 } });
  expect(segmentCost({ ...inDuct, sharedWithCommittedM: 100 }, costs).eur).toEqual(segmentCost(inDuct, costs).eur);
});

test('of a stated cost the civil works are the part that they likely are of the works', () => {
  const half = { works: { trench: 1 }, terminations: 0, crossings: 1, lengthM: 1000 / 3, statedCostEur: 10_000 };
  const shared = segmentCost(candidate('T', { ...half, sharedWithCommittedM: 1000 / 3 }), costs);
  expect(shared.eur).toEqual({ low: 6500, likely: 7500, high: 8500 });
});

test('two that dig together save at the rate of the cheaper one', () => {
  const pair = joined(60, candidate('A'), candidate('B', { works: { microTrench: 0.5, existingDuct: 0.5 } }));
  const saving = jointSaving(pair.jointWorks[0]!, pair, costs);
  expect(saving).toEqual({ low: 483, likely: 525, high: 540 });
  expect(planCost(pair, [0, 1], costs).likely).toBe(4500 + 1850 - 525);
  expect(planCost(pair, [1], costs).likely).toBe(1850);
  expect(jointSavings(joined(60, candidate('A'), candidate('B', { works: { aerial: 1 } })), costs)).toEqual([
    { low: 0, likely: 0, high: 0 },
  ]);
});

test('no segment saves more than it costs, in any case', () => {
  fc.assert(
    fc.property(problems(), costTables, (problem, costs) => {
      const savings = jointSavings(problem, costs);
      for (const at of COST_CASES) {
        problem.candidates.forEach((candidate, place) => {
          const saved = savings.filter((_, pair) => {
            const { a, b } = problem.jointWorks[pair]!;
            return a === place || b === place;
          });
          const sum = saved.reduce((total, saving) => total + saving[at], 0);
          expect(sum).toBeLessThanOrEqual(segmentCost(candidate, costs).eur[at]);
        });
      }
      expect(problem.jointWorks.map((joint) => jointSaving(joint, problem, costs))).toEqual(savings);
    }),
    LAWS,
  );
});

test('costs are whole euros, never below nothing, and in order', () => {
  fc.assert(
    fc.property(problems(), costTables, ({ candidates }, costs) => {
      for (const candidate of candidates) {
        const { eur, items, isStated } = segmentCost(candidate, costs);
        expect(Object.values(eur).every(Number.isSafeInteger)).toBe(true);
        expect(0 <= eur.low && eur.low <= eur.likely && eur.likely <= eur.high, JSON.stringify(eur)).toBe(true);
        const sum = items.reduce((total, item) => total + item.eur.likely, isStated ? candidate.statedCostEur! : 0);
        expect(Math.abs(sum - eur.likely)).toBeLessThanOrEqual(0.5);
      }
    }),
    LAWS,
  );
});

test('a set costs at least nothing and at most the sum of its segments, and more segments never cost less', () => {
  fc.assert(
    fc.property(problems(), costTables, fc.nat(127), fc.nat(6), (problem, costs, mask, one) => {
      const chosen = problem.candidates.flatMap((_, place) => (mask & (1 << place) ? [place] : []));
      const cost = planCost(problem, chosen, costs);
      const more = planCost(problem, new Set([...chosen, one % problem.candidates.length]), costs);
      for (const at of COST_CASES) {
        const sum = chosen.reduce((total, place) => total + segmentCost(problem.candidates[place]!, costs).eur[at], 0);
        expect(cost[at]).toBeGreaterThanOrEqual(0);
        expect(cost[at]).toBeLessThanOrEqual(sum);
        expect(more[at]).toBeGreaterThanOrEqual(cost[at]);
      }
    }),
    LAWS,
  );
});
