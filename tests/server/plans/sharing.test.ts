import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildingOrder } from '../../../server/plans/building-order.ts';
import { planCost } from '../../../server/plans/cost.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import { type CostGame, costGame, shapleyCents, shareCost } from '../../../server/plans/sharing.ts';
import { candidate, firm, municipality, randomPlan, SETTINGS } from './random-plan.ts';
import { problem as problemOf } from './random-problem.ts';

const CASES = { numRuns: 1000, seed: 20171204 };
const { costs } = SETTINGS;

/** What a coalition pays, straight from the definition. */
function costOf({ pieces, savings }: CostGame, coalition: number): number {
  const needs = (piece: number) => pieces[piece]!.neededBy.some((player) => (coalition >> player) & 1);
  let eur = 0;
  for (const [piece, { eur: own }] of pieces.entries()) if (needs(piece)) eur += own;
  for (const { a, b, eur: saved } of savings) if (needs(a) && needs(b)) eur -= saved;
  return eur;
}

/** Euros of each player: what joining costs, on average over all orders of joining, coalition by coalition. */
function enumerated(game: CostGame): number[] {
  const { players } = game;
  const factorials = Array.from({ length: players + 1 }, (_, n) =>
    Array.from({ length: n }, (_, k) => k + 1).reduce((one, other) => one * other, 1),
  );
  const costs = Array.from({ length: 2 ** players }, (_, coalition) => costOf(game, coalition));
  return Array.from({ length: players }, (_, player) => {
    let eur = 0;
    for (let coalition = 0; coalition < 2 ** players; coalition++) {
      if ((coalition >> player) & 1) continue;
      const size = Array.from({ length: players }, (_, one) => (coalition >> one) & 1).reduce((a, b) => a + b, 0);
      const weight = (factorials[size]! * factorials[players - size - 1]!) / factorials[players]!;
      eur += weight * (costs[coalition | (1 << player)]! - costs[coalition]!);
    }
    return eur;
  });
}

const sharesOf = (problem: PlanProblem, chosen: readonly number[], members = [...problem.municipalities.keys()]) => {
  const steps = buildingOrder(problem, SETTINGS, chosen);
  const totalEur = planCost(problem, chosen, costs).likely;
  return { steps, totalEur, members, shares: shareCost(problem, costs, { steps, totalEur }, members) };
};
const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);

describe('the Shapley value', () => {
  test('equals the exact enumeration of all coalitions for up to 10 municipalities', () => {
    let saving = 0;
    fc.assert(
      fc.property(randomPlan({ municipalities: 10 }), ({ problem, chosen }) => {
        const { steps, members } = sharesOf(problem, chosen);
        const game = costGame(problem, costs, steps, members);
        saving += game.savings.filter(({ eur }) => eur > 0).length;
        const [closed, exact] = [shapleyCents(game), enumerated(game)];
        for (const player of members) expect(closed[player]! / 100).toBeCloseTo(exact[player]!, 4);
      }),
      CASES,
    );
    expect(saving).toBeGreaterThan(50);
  });

  test('of equals is equal to the cent that cannot be split, and of who needs nothing is nothing', () => {
    let equals = 0;
    fc.assert(
      fc.property(randomPlan({ municipalities: 5 }), ({ problem, chosen }) => {
        const { steps, members, shares } = sharesOf(problem, chosen);
        const game = costGame(problem, costs, steps, members);
        if (game.pieces.some(({ neededBy }) => neededBy.length === 0)) return;
        const needs = members.map((player) => game.pieces.map(({ neededBy }) => neededBy.includes(player)).join());
        for (const [player, own] of needs.entries()) {
          if (!own.includes('true')) expect(shares.shapley[player]).toBe(0);
          for (const [other, theirs] of needs.entries()) {
            if (other <= player || own !== theirs) continue;
            equals++;
            const difference = shares.shapley[player]! - shares.shapley[other]!;
            // The cent that is left over goes to the lower code.
            expect([0, 1]).toContain(difference);
          }
        }
      }),
      CASES,
    );
    expect(equals).toBeGreaterThan(50);
  });
});

test('each way of sharing sums to the likely cost to the cent, in whole cents of at least 0', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 10 }), ({ problem, chosen }) => {
      const { totalEur, shares } = sharesOf(problem, chosen);
      for (const cents of Object.values<number[]>({ ...shares })) {
        expect(sum(cents)).toBe(totalEur * 100);
        expect(cents.every((each) => Number.isInteger(each) && each >= 0)).toBe(true);
      }
    }),
    CASES,
  );
});

test('only those who take part pay, and they pay all of it', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 6 }), ({ problem, chosen }) => {
      const { totalEur, shares } = sharesOf(problem, chosen, [0]);
      expect(Object.values(shares)).toEqual([[totalEur * 100], [totalEur * 100], [totalEur * 100]]);
    }),
    CASES,
  );
});

describe('a backbone of 45,000 EUR that two municipalities need and a branch that one of them needs', () => {
  const problem = problemOf({
    candidates: [
      candidate('backbone', { lengthM: 1000, neighbours: [1] }),
      candidate('branch', {
        lengthM: 400,
        joins: [],
        neighbours: [0],
        lengthShares: [{ municipality: 1, share: 1 }],
      }),
    ],
    firms: [firm('a', [0]), firm('b', [1], { municipality: 1 }), firm('c', [1], { municipality: 1 })],
    municipalities: [municipality(0), municipality(1), municipality(2)],
  });

  test('is shared by firms, by length and by need', () => {
    expect(sharesOf(problem, [0, 1]).shares).toEqual({
      byFirms: [2_100_000, 4_200_000, 0],
      byLength: [4_500_000, 1_800_000, 0],
      shapley: [2_250_000, 2_250_000 + 1_800_000, 0],
    });
  });

  test('is shared by length where it serves nobody', () => {
    const { shares } = sharesOf({ ...problem, firms: [] }, [0, 1]);
    expect(shares.byFirms).toEqual([4_500_000, 1_800_000, 0]);
    expect(shares.shapley).toEqual(shares.byLength);
  });

  test('has what nobody needs shared by its own length', () => {
    const { shares } = sharesOf({ ...problem, firms: [firm('a', [0])] }, [0, 1]);
    expect(shares.shapley).toEqual([4_500_000, 1_800_000, 0]);
  });

  test('is shared evenly where neither a firm nor a metre is with those who take part', () => {
    expect(sharesOf(problem, [0], [1, 2]).shares.byLength).toEqual([2_250_000, 2_250_000]);
  });

  test('cents that cannot be split go to the lower codes', () => {
    const towns = [0, 1, 2].map((place) => firm(`f${place}`, [0], { municipality: place }));
    const stated = { ...problem, firms: towns, candidates: [candidate('one', { statedCostEur: 100 })] };
    const { shares } = sharesOf(stated, [0]);
    expect([shares.byFirms, shares.shapley]).toEqual([
      [3334, 3333, 3333],
      [3334, 3333, 3333],
    ]);
  });
});
