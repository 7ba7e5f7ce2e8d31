import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MICRO, newlyServed, pointsOf } from '../../../server/plans/benefit.ts';
import { appraise } from '../../../server/plans/appraisal.ts';
import { planCost } from '../../../server/plans/cost.ts';
import { appraisal as schema } from '../../../server/plans/schemas.ts';
import { scopeProblem } from '../../../server/plans/scope.ts';
import { candidate, firm, municipality, randomPlan, SETTINGS } from './random-plan.ts';
import { problem as problemOf } from './random-problem.ts';

const CASES = { numRuns: 1000, seed: 20171207 };
const TERMS = { today: '2026-11-27', recomputing: 0 };
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

test('what it says adds up: costs, firms, municipalities, shares', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 5 }), ({ problem, chosen }) => {
      const said = appraise(problem, SETTINGS, chosen, TERMS);
      expect(schema.parse(JSON.parse(JSON.stringify(said)))).toEqual(said);
      expect(said.cost).toEqual(planCost(problem, chosen, SETTINGS.costs));
      for (const at of ['low', 'likely', 'high'] as const) {
        expect(sum(said.segments.map(({ cost }) => cost[at])) - said.jointSaving[at]).toBe(said.cost[at]);
      }
      expect(said.points * MICRO).toBeCloseTo(pointsOf(problem, SETTINGS.weights, chosen), 3);
      expect(said.firmsNewlyServed).toBe(newlyServed(problem, chosen).length);
      expect(sum(said.segments.map(({ adds }) => adds))).toBe(said.firmsNewlyServed);
      const fewer = said.municipalities.map((one) => one.firmsNotServedBefore - one.firmsNotServedAfter);
      expect(sum(fewer)).toBe(said.firmsNewlyServed);
      for (const by of ['byFirms', 'byLength', 'shapley'] as const) {
        const cents = said.municipalities.map(({ sharesEur }) => Math.round(sharesEur[by] * 100));
        expect(sum(cents)).toBe(said.cost.likely * 100);
      }
    }),
    CASES,
  );
});

test('of what firms do not state nothing is made up', () => {
  const problem = problemOf({
    candidates: [candidate('one')],
    firms: [
      firm('a', [0], { employees: 310, exportShare: 0.82, pledges: true }),
      firm('b', [0], { employees: null, exportShare: 0.5, inZone: false }),
      firm('c', [0], { employees: 4, exportShare: null }),
    ],
  });
  const said = appraise(problem, { ...SETTINGS, costCase: 'high' }, [0], TERMS);
  expect(said).toMatchObject({
    employees: { total: 314, firmsNotStating: 1 },
    exportShare: { mean: 0.66, firmsNotStating: 1 },
    pledges: 1,
    firmsInZones: 2,
    cost: { low: 20_000, likely: 45_000, high: 150_000 },
    budgetCaseEur: 150_000,
    connections: { low: 2400, likely: 3000, high: 6750 },
    lengthM: 1000,
  });
  expect(said.segments).toMatchObject([
    { id: 'one', firms: 3, adds: 3, needs: [], startsIn: '2027-Q1', readyIn: '2027-Q1', laterThanPromised: false },
  ]);
  expect(appraise(problem, SETTINGS, [], TERMS).exportShare).toEqual({ mean: null, firmsNotStating: 0 });
});

test('municipalities outside the scope that a segment runs through neither show nor pay', () => {
  const whole = problemOf({
    candidates: [candidate('T', { lengthShares: [0, 1].map((place) => ({ municipality: place, share: 0.5 })) })],
    firms: [firm('in', [0]), firm('out', [0], { municipality: 1 })],
    municipalities: [municipality(0, { firmsNotServed: 3 }), municipality(1)],
  });
  const settings = { ...SETTINGS, scope: { kind: 'municipalities' as const, codes: ['019000'] } };
  const said = appraise(scopeProblem(whole, settings.scope), settings, [0], TERMS);
  expect(said.municipalities).toEqual([
    {
      code: '019000',
      name: 'Comune 0',
      firmsNotServedBefore: 3,
      firmsNotServedAfter: 2,
      sharesEur: { byFirms: 45_000, byLength: 45_000, shapley: 45_000 },
    },
  ]);
});

test('a plan of nothing costs nothing and brings nothing', () => {
  const said = appraise(problemOf({}), SETTINGS, [], TERMS);
  expect(said).toMatchObject({ cost: { low: 0, likely: 0, high: 0 }, points: 0, firmsNewlyServed: 0, segments: [] });
  expect(said.municipalities).toMatchObject([{ sharesEur: { byFirms: 0, byLength: 0, shapley: 0 } }]);
});
