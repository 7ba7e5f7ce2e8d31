import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newlyServed, pointsOf } from '../../../server/plans/benefit.ts';
import { unconnectedOf, wayTo } from '../../../server/plans/connect.ts';
import { planCost, segmentCost } from '../../../server/plans/cost.ts';
import { rankSegments } from '../../../server/plans/priority.ts';
import { COST_CASES } from '../../../server/plans/settings.ts';
import { candidate, costTables, planFirm, problem, problems, settings, weights } from './random-problem.ts';

const LAWS = { numRuns: 500, seed: 20171201 };
const inMask = (mask: number) => (place: number) => (mask & (1 << place)) !== 0;

/** `end` can be come to through `root` alone; `dear` reaches one more than `root` for twice the money. */
const three = problem({
  candidates: [
    candidate('dear', { statedCostEur: 9000 }),
    candidate('end', { joins: [], neighbours: [2], statedCostEur: 1000 }),
    candidate('root', { neighbours: [1], statedCostEur: 3000 }),
  ],
  firms: [
    planFirm('a', [0, 2], { employees: 100, exportShare: 0.8 }),
    planFirm('b', [0], { pledges: true }),
    planFirm('c', [1], { employees: 20, exportShare: 0.2 }),
  ],
});

test('segments come in the order of points per euro, with what they need and what all that brings', () => {
  const ranked = rankSegments(three, settings(), new Set());
  expect(ranked.map(({ candidate, rank, needs }) => [candidate, rank, needs])).toEqual([
    [1, 1, [2]],
    [2, 2, []],
    [0, 3, []],
  ]);
  expect(ranked[0]).toMatchObject({
    points: 4_200_000,
    pointsPerMillionEur: 1050,
    cost: { low: 4000, likely: 4000, high: 4000 },
    weighed: { firms: 2, employees: 120 },
    exportShare: 0.5,
    eurPerM: 10,
  });
  expect(ranked[2]).toMatchObject({ firmsNotStatingEmployees: 1, firmsNotStatingExport: 1, exportShare: 0.8 });
});

test('what is chosen is not ranked, and what it serves counts for nobody else', () => {
  const ranked = rankSegments(three, settings(), new Set([2]));
  expect(ranked.map(({ candidate, points, cost }) => [candidate, points, cost.likely])).toEqual([
    [1, 1_400_000, 1000],
    [0, 2_000_000, 9000],
  ]);
});

test('what is excluded is neither ranked nor on the way to others', () => {
  const ranked = rankSegments(three, settings({ excluded: ['root'] }), new Set());
  expect(ranked.map(({ candidate }) => candidate)).toEqual([0]);
});

test('of equals the one with more points is first, then the first by id; what is free is before all, what brings nothing last', () => {
  const equal = problem({
    candidates: [1000, 2000, 1000, 0, 0, 5].map((statedCostEur, place) => candidate(`T-${place}`, { statedCostEur })),
    firms: [...[0, 1, 1, 2].map((place, number) => planFirm(`f${number}`, [place])), planFirm('free', [4])],
  });
  expect(rankSegments(equal, settings(), new Set()).map(({ candidate }) => candidate)).toEqual([4, 1, 0, 2, 3, 5]);
});

test('a package adds the points and the cost of the set with it less those of the set without it', () => {
  fc.assert(
    fc.property(problems(), weights, costTables, fc.nat(127), fc.nat(127), (problem, weights, costs, mask, out) => {
      const all = problem.candidates.map((_, place) => place);
      const chosen = new Set(all.filter(inMask(mask)));
      const excluded = all.filter((place) => inMask(out)(place) && !chosen.has(place));
      const asked = settings({ weights, costs, excluded: excluded.map((place) => problem.candidates[place]!.id) });
      const ranked = rankSegments(problem, asked, chosen);
      const eur = all.map((place) =>
        excluded.includes(place) ? Infinity : segmentCost(problem.candidates[place]!, costs).eur.likely,
      );
      const rankable = all.filter(
        (place) => !chosen.has(place) && !excluded.includes(place) && wayTo(problem, place, chosen, eur) !== null,
      );
      expect(ranked.map(({ candidate }) => candidate).toSorted((a, b) => a - b)).toEqual(rankable);

      const before = { points: pointsOf(problem, weights, chosen), cost: planCost(problem, chosen, costs) };
      const servedBefore = newlyServed(problem, chosen);
      for (const { candidate, needs, points, cost, weighed, ...more } of ranked) {
        expect(needs).toEqual(wayTo(problem, candidate, chosen, eur));
        const together = [...chosen, ...needs, candidate];
        expect(unconnectedOf(problem, together)).not.toContain(candidate);
        expect(points).toBe(pointsOf(problem, weights, together) - before.points);
        const costTogether = planCost(problem, together, costs);
        for (const at of COST_CASES) expect(cost[at]).toBe(costTogether[at] - before.cost[at]);

        const firms = newlyServed(problem, together)
          .filter((place) => !servedBefore.includes(place))
          .map((place) => problem.firms[place]!);
        expect(weighed).toMatchObject({
          firms: firms.length,
          employees: firms.reduce((sum, { employees }) => sum + (employees ?? 0), 0),
          pledges: firms.filter(({ pledges }) => pledges).length,
          inZone: firms.filter(({ inZone }) => inZone).length,
        });
        expect(more.firmsNotStatingEmployees).toBe(firms.filter(({ employees }) => employees === null).length);
        const exports = firms.flatMap(({ exportShare }) => exportShare ?? []);
        expect(more.firmsNotStatingExport).toBe(firms.length - exports.length);
        if (exports.length === 0) expect(more.exportShare).toBeNull();
        else expect(more.exportShare).toBeCloseTo(exports.reduce((sum, share) => sum + share, 0) / exports.length, 9);
      }
    }),
    LAWS,
  );
});

test('no package before another brings less for a euro', () => {
  fc.assert(
    fc.property(problems(), weights, costTables, (problem, weights, costs) => {
      const ranked = rankSegments(problem, settings({ weights, costs }), new Set());
      expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, index) => index + 1));
      ranked.slice(1).forEach((later, index) => {
        const earlier = ranked[index]!;
        const [gain, least] = [
          BigInt(earlier.points) * BigInt(later.cost.likely),
          BigInt(later.points) * BigInt(earlier.cost.likely),
        ];
        expect(gain >= least).toBe(true);
        if (gain === least) expect(earlier.points).toBeGreaterThanOrEqual(later.points);
      });
    }),
    LAWS,
  );
});
