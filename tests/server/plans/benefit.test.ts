import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firmPoints, groupFirms, MICRO, newlyServed, pointsOf } from '../../../server/plans/benefit.ts';
import { USUAL_WEIGHTS } from '../../../server/plans/settings.ts';
import { planFirm, problem, problems, subsets, weights } from './random-problem.ts';

const LAWS = { numRuns: 500, seed: 20171201 };

test('a firm with a hundred employees that exports half and would subscribe has three and a half points', () => {
  const firm = planFirm('f', [0], { employees: 100, exportShare: 0.5, pledges: true, inZone: true });
  expect(firmPoints(firm, USUAL_WEIGHTS)).toBe(3.5 * MICRO);
  expect(firmPoints(firm, { ...USUAL_WEIGHTS, zone: 0.001 })).toBe(3_501_000);
});

test('what a firm does not state brings nothing, and is not in the way of the rest', () => {
  expect(firmPoints(planFirm('f', [0]), USUAL_WEIGHTS)).toBe(MICRO);
  expect(firmPoints(planFirm('f', [0], { pledges: true }), USUAL_WEIGHTS)).toBe(2 * MICRO);
});

test('points are whole numbers at any weights, so that they add up in any order', () => {
  fc.assert(
    fc.property(problems(), weights, ({ firms }, weights) => {
      const points = firms.map((firm) => firmPoints(firm, weights));
      expect(points.every(Number.isSafeInteger)).toBe(true);
      firms.forEach((firm, place) => {
        const exact =
          weights.firm +
          weights.employee * (firm.employees ?? 0) +
          weights.exportShare * (firm.exportShare ?? 0) +
          weights.pledge * Number(firm.pledges) +
          weights.zone * Number(firm.inZone);
        expect(points[place]! / MICRO).toBeCloseTo(exact, 6);
      });
    }),
    LAWS,
  );
});

test('a firm that two segments reach counts once', () => {
  const shared = problem({ firms: [planFirm('f', [0, 1]), planFirm('g', [1])] });
  expect(newlyServed(shared, [0, 1])).toEqual([0, 1]);
  expect(newlyServed(shared, [0])).toEqual([0]);
  expect(pointsOf(shared, USUAL_WEIGHTS, [1, 0, 1])).toBe(2 * MICRO);
});

test('groups of firms have the points of every set of candidates', () => {
  fc.assert(
    fc.property(problems(), weights, (problem, weights) => {
      const groups = groupFirms(problem, weights);
      expect(new Set(groups.map(({ reachedBy }) => String(reachedBy))).size).toBe(groups.length);
      expect(groups.every(({ points }) => points > 0)).toBe(true);
      for (const chosen of subsets(problem.candidates.length)) {
        const reached = groups.filter(({ reachedBy }) => reachedBy.some((place) => chosen.includes(place)));
        expect(reached.reduce((sum, { points }) => sum + points, 0)).toBe(pointsOf(problem, weights, chosen));
      }
    }),
    LAWS,
  );
});
