import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neverConnected, unconnectedOf, wayTo } from '../../../server/plans/connect.ts';
import { segmentCost } from '../../../server/plans/cost.ts';
import { usualCosts } from '../../../server/plans/unit-costs.ts';
import { candidate, problem, problems, subsets } from './random-problem.ts';

const LAWS = { numRuns: 500, seed: 20171201 };
const small = problems({ candidates: 7, firms: 0, municipalities: 1 });

/** 0 is a root; 1 and 2 lie behind it and lead to 3; 4 is alone. */
const network = problem({
  candidates: [
    candidate('root', { neighbours: [1, 2] }),
    candidate('short', { joins: [], neighbours: [0, 3] }),
    candidate('long', { joins: [], neighbours: [0, 3] }),
    candidate('end', { joins: [], neighbours: [1, 2] }),
    candidate('alone', { joins: [] }),
  ],
});

test('the way to a segment is the cheapest, from the root on', () => {
  expect(wayTo(network, 3, new Set(), [10, 1, 9, 5, 5])).toEqual([0, 1]);
  expect(wayTo(network, 3, new Set([2]), [10, 1, 9, 5, 5])).toEqual([0]);
  expect(wayTo(network, 3, new Set([0]), [10, 9, 1, 5, 5])).toEqual([2]);
  expect(wayTo(network, 0, new Set(), [10, 9, 1, 5, 5])).toEqual([]);
  expect(wayTo(network, 4, new Set(), [10, 9, 1, 5, 5])).toBeNull();
});

test('no way leads through what must not be built', () => {
  expect(wayTo(network, 3, new Set(), [10, Infinity, 9, 5, 5])).toEqual([0, 2]);
  expect(wayTo(network, 3, new Set(), [Infinity, 1, 9, 5, 5])).toBeNull();
});

test('who leads to no root is named, of all and of a set', () => {
  expect(neverConnected(network)).toEqual([4]);
  expect(unconnectedOf(network, [3, 4, 0])).toEqual([3, 4]);
  expect(unconnectedOf(network, [3, 2, 0])).toEqual([]);
});

/** Walks from every root, and says who was come to. */
function connectedBy(problem: Parameters<typeof unconnectedOf>[0], chosen: readonly number[]): number[] {
  const isBuilt = (place: number) => chosen.includes(place);
  const grow = (connected: number[]): number[] => {
    const next = chosen.filter(
      (place) =>
        problem.candidates[place]!.joins.length > 0 ||
        problem.candidates[place]!.neighbours.some((other) => isBuilt(other) && connected.includes(other)),
    );
    return next.length === connected.length ? next : grow(next);
  };
  return grow([]);
}

test('a set is unconnected where walking from its roots does not come', () => {
  fc.assert(
    fc.property(small, (problem) => {
      for (const chosen of subsets(problem.candidates.length)) {
        const connected = connectedBy(problem, chosen);
        expect(unconnectedOf(problem, chosen)).toEqual(chosen.filter((place) => !connected.includes(place)));
      }
      const all = problem.candidates.map((_, place) => place);
      expect(neverConnected(problem)).toEqual(unconnectedOf(problem, all));
    }),
    LAWS,
  );
});

test('no set of others that makes a segment connected is cheaper than the way to it', () => {
  fc.assert(
    fc.property(small, fc.nat(127), fc.nat(127), (problem, builtMask, forbiddenMask) => {
      const inMask = (mask: number) => (place: number) => (mask & (1 << place)) !== 0;
      const all = problem.candidates.map((_, place) => place);
      const built = new Set(all.filter(inMask(builtMask)));
      const isForbidden = (place: number) => inMask(forbiddenMask)(place) && !built.has(place);
      const costEur = all.map((place) =>
        isForbidden(place) ? Infinity : segmentCost(problem.candidates[place]!, usualCosts()).eur.likely,
      );
      const sum = (places: readonly number[]) => places.reduce((total, place) => total + costEur[place]!, 0);
      for (const one of all) {
        const others = subsets(all.length).filter(
          (set) => !set.includes(one) && set.every((place) => !built.has(place) && !isForbidden(place)),
        );
        const enough = others.filter((set) => connectedBy(problem, [...set, ...built, one]).includes(one));
        const cheapest = Math.min(...enough.map(sum));
        const way = wayTo(problem, one, built, costEur);
        if (enough.length === 0) expect(way).toBeNull();
        else {
          expect(sum(way!)).toBe(cheapest);
          const fewest = Math.min(...enough.filter((set) => sum(set) === cheapest).map(({ length }) => length));
          expect(way).toHaveLength(fewest);
          // From the root on: every one is connected by those before it.
          way!.forEach((place, index) => {
            expect(connectedBy(problem, [...built, ...way!.slice(0, index + 1)])).toContain(place);
          });
        }
      }
    }),
    { ...LAWS, numRuns: 150 },
  );
});
