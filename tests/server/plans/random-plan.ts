import fc from 'fast-check';
import { unconnectedOf } from '../../../server/plans/connect.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import * as random from './random-problem.ts';

export const SETTINGS = random.settings({ budgetEur: 1_000_000, metresPerYear: 4000 });

/** A kilometre of open trench: 45,000 EUR. */
export const candidate = (id: string, more: Parameters<typeof random.candidate>[1] = {}) =>
  random.candidate(id, { lengthM: 1000, ...more });

/** It states what it is asked for. */
export const firm = (id: string, reachedBy: number[], more: Parameters<typeof random.planFirm>[2] = {}) =>
  random.planFirm(id, reachedBy, { employees: 10, exportShare: 0.5, inZone: true, ...more });

export const municipality = (place: number, more: Partial<PlanProblem['municipalities'][number]> = {}) => ({
  ...random.problem().municipalities[0]!,
  code: `0190${String(place).padStart(2, '0')}`,
  name: `Comune ${place}`,
  ...more,
});

/** A problem and a set of its candidates that may be built, ascending. */
export const randomPlan = ({ municipalities }: { municipalities: number }) =>
  random
    .problems({ candidates: 9, firms: 15, municipalities })
    .chain((problem) =>
      fc.record({ problem: fc.constant(problem), wished: fc.subarray([...problem.candidates.keys()]) }),
    )
    .map(({ problem, wished }) => {
      const unconnected = new Set(unconnectedOf(problem, wished));
      return { problem, chosen: wished.filter((place) => !unconnected.has(place)) };
    });
