import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newlyServed, pointsOf } from '../../../server/plans/benefit.ts';
import { type BuildingStep, buildingOrder } from '../../../server/plans/building-order.ts';
import { planCost, segmentCost } from '../../../server/plans/cost.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import { candidate, firm, randomPlan, SETTINGS } from './random-plan.ts';
import { problem as problemOf } from './random-problem.ts';

const CASES = { numRuns: 1000, seed: 20171205 };
const orderOf = (problem: PlanProblem, chosen: readonly number[]) => buildingOrder(problem, SETTINGS, chosen);
const placesOf = (steps: readonly BuildingStep[]) => steps.map(({ candidate }) => candidate);

test('everything chosen is built once, after all that it needs, and each firm is served once', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 3 }), ({ problem, chosen }) => {
      const steps = orderOf(problem, chosen);
      expect(placesOf(steps).toSorted((a, b) => a - b)).toEqual(chosen);
      for (const [turn, { candidate: place, needs, isConnected }] of steps.entries()) {
        expect(isConnected).toBe(true);
        const before = placesOf(steps.slice(0, turn));
        expect(before).toEqual(expect.arrayContaining(needs));
        const way = [...needs, place];
        expect(problem.candidates[way[0]!]!.joins.length).toBeGreaterThan(0);
        for (const [at, one] of way.slice(1).entries()) {
          expect(problem.candidates[one]!.neighbours).toContain(way[at]);
        }
      }
      expect(steps.flatMap(({ adds }) => adds).toSorted((a, b) => a - b)).toEqual(newlyServed(problem, chosen));
    }),
    CASES,
  );
});

test('at each turn nothing brings more points per euro, with what must be there before it, than what is built', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 3 }), ({ problem, chosen }) => {
      const steps = orderOf(problem, chosen);
      const needsOf = new Map(steps.map(({ candidate, needs }) => [candidate, needs]));
      const built = new Set<number>();
      const ratioOf = (places: readonly number[]) => {
        const after = new Set([...built, ...places]);
        const gain = (measure: (set: ReadonlySet<number>) => number) => measure(after) - measure(built);
        const points = gain((set) => pointsOf(problem, SETTINGS.weights, set));
        const eur = gain((set) => planCost(problem, set, SETTINGS.costs).likely);
        return points === 0 ? 0 : eur <= 0 ? Infinity : points / eur;
      };
      const packageOf = (place: number) => [...needsOf.get(place)!, place].filter((one) => !built.has(one));
      for (let turn = 0; turn < steps.length;) {
        const best = Math.max(...chosen.filter((place) => !built.has(place)).map((place) => ratioOf(packageOf(place))));
        // What comes next is a whole package: some number of turns from here whose ratio is the best.
        const length = steps.slice(turn).findIndex((step, more) => {
          const next = placesOf(steps.slice(turn, turn + more + 1));
          return packageOf(step.candidate).length === next.length && ratioOf(next) >= best * (1 - 1e-12);
        });
        expect(length, `turn ${turn}`).toBeGreaterThanOrEqual(0);
        for (const place of placesOf(steps.slice(turn, turn + length + 1))) built.add(place);
        turn += length + 1;
      }
    }),
    CASES,
  );
});

describe('an expensive way to many firms beside a cheap way to one', () => {
  const problem = problemOf({
    candidates: [
      candidate('cheap', { lengthM: 100 }),
      candidate('way', { lengthM: 1000, neighbours: [2] }),
      candidate('many', { lengthM: 100, joins: [], neighbours: [1] }),
      candidate('island', { joins: [] }),
    ],
    firms: [firm('f', [0, 3]), ...Array.from({ length: 20 }, (_, at) => firm(`m${at}`, [2]))],
  });

  test('is built first where it brings more for a euro, its way before it; who leads nowhere comes last', () => {
    const steps = orderOf(problem, [0, 1, 2, 3]);
    expect(placesOf(steps)).toEqual([1, 2, 0, 3]);
    expect(steps.map(({ needs }) => needs)).toEqual([[], [1], [], []]);
    expect(steps.map(({ adds }) => adds.length)).toEqual([0, 20, 1, 0]);
    expect(steps.map(({ isConnected }) => isConnected)).toEqual([true, true, true, false]);
  });

  test('goes the cheapest of several ways', () => {
    const detour = problemOf({
      candidates: [
        candidate('dear', { neighbours: [2] }),
        candidate('cheap', { lengthM: 500, neighbours: [2] }),
        candidate('end', { joins: [], neighbours: [0, 1] }),
      ],
    });
    expect(segmentCost(detour.candidates[1]!, SETTINGS.costs).eur.likely).toBe(22_500);
    expect(orderOf(detour, [0, 1, 2]).find(({ candidate }) => candidate === 2)!.needs).toEqual([1]);
  });
});
