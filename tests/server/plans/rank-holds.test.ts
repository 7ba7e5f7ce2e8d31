import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Package, rank } from '../../../server/plans/priority.ts';
import { rankHoldsAmong } from '../../../server/plans/rank-holds.ts';
import { USUAL_WEIGHTS, WEIGHTS, type Weights } from '../../../server/plans/settings.ts';
import { weights } from './random-problem.ts';

const LAWS = { numRuns: 400, seed: 20171201 };

type Given = Partial<Package['weighed']> & { eur: number; lowEur?: number; highEur?: number };

const packageOf = ({ eur, lowEur = eur, highEur = eur, ...weighed }: Given, candidate: number): Package => ({
  candidate,
  needs: [],
  cost: { low: lowEur, likely: eur, high: highEur },
  weighed: { firms: 0, employees: 0, exportThousandths: 0, pledges: 0, inZone: 0, ...weighed },
  firmsNotStatingEmployees: 0,
  firmsNotStatingExport: 0,
  exportShare: null,
  eurPerM: null,
});

const onlyFirms: Weights = { firm: 1, employee: 0, exportShare: 0, pledge: 0, zone: 0 };

test('a rank holds until another package brings as much for a euro', () => {
  const packages = [
    { firms: 1, employees: 100, eur: 1000 },
    { firms: 2, eur: 1000 },
    { firms: 1, eur: 1000 },
  ].map(packageOf);
  const holds = rankHoldsAmong(packages, onlyFirms);
  expect(holds(packages[1]!)).toEqual({
    weights: {
      firm: { from: null, to: null },
      employee: { from: null, to: 0.01 },
      exportShare: { from: null, to: null },
      pledge: { from: null, to: null },
      zone: { from: null, to: null },
    },
    costEur: { from: null, to: 2000 },
    rankAtLowCost: 1,
    rankAtHighCost: 1,
  });
  expect(holds(packages[0]!)).toMatchObject({
    weights: { employee: { from: null, to: 0.01 } },
    costEur: { from: 500, to: 1000 },
  });
});

test('the rank at low and at high cost is that with all others at their likely cost', () => {
  const packages = [
    { firms: 3, eur: 3000, lowEur: 1000, highEur: 9000 },
    { firms: 3, eur: 2000, lowEur: 10, highEur: 90_000 },
    { firms: 3, eur: 5000 },
  ].map(packageOf);
  const holds = rankHoldsAmong(packages, onlyFirms);
  expect(packages.map((one) => [holds(one).rankAtLowCost, holds(one).rankAtHighCost])).toEqual([
    [1, 3],
    [1, 3],
    [3, 3],
  ]);
});

test('who is overtaken and overtakes at the same value keeps the rank', () => {
  const packages = [
    { firms: 1, employees: 1, eur: 100 },
    { firms: 2, eur: 100 },
    { employees: 2, eur: 100 },
  ].map(packageOf);
  const { employee } = rankHoldsAmong(packages, { ...onlyFirms, employee: 0.5 })(packages[0]!).weights;
  expect(employee).toEqual({ from: null, to: null });
});

// In whole billionths, so that the oracle makes no error: neither in points nor in who is before whom.
const BILLION = 1_000_000_000;
const billionths = (number: number) => BigInt(Math.round(number * BILLION));

/** Rank of a package by comparing it with every other one, in exact fractions. */
function rankBy(packages: readonly Package[], one: Package, weights: Weights, ownEur = one.cost.likely): number {
  const exact = packages.map((other) => {
    const { firms, employees, exportThousandths, pledges, inZone } = other.weighed;
    const thousandfold: [keyof Weights, number][] = [
      ['firm', firms * 1000],
      ['employee', employees * 1000],
      ['exportShare', exportThousandths],
      ['pledge', pledges * 1000],
      ['zone', inZone * 1000],
    ];
    const points = thousandfold.reduce((sum, [weight, count]) => sum + billionths(weights[weight]) * BigInt(count), 0n);
    return { other, points, eur: billionths(other === one ? ownEur : other.cost.likely) };
  });
  const own = exact.find(({ other }) => other === one)!;
  return (
    1 +
    exact.filter(({ other, points, eur }) => {
      if (other === one) return false;
      const [theirs, ours] = [points * own.eur, own.points * eur];
      if (theirs !== ours) return theirs > ours;
      return points === own.points ? other.candidate < one.candidate : points > own.points;
    }).length
  );
}

const given = fc
  .record({
    firms: fc.nat(4),
    employees: fc.constantFrom(0, 0, 10, 20, 75),
    exportThousandths: fc.constantFrom(0, 500, 1000, 1825),
    pledges: fc.nat(2),
    inZone: fc.nat(2),
    eur: fc.constantFrom(0, 1000, 1000, 2000, 3000, 7919),
    less: fc.constantFrom(0, 500, 1000),
    more: fc.constantFrom(0, 1000, 5000),
  })
  .map(({ less, more, ...one }) => ({ ...one, lowEur: Math.max(0, one.eur - less), highEur: one.eur + more }));
const packages = fc
  .array(given, { minLength: 1, maxLength: 8 })
  .map((list) => list.map(packageOf))
  // In any order, such as that of their ranks.
  .chain((list) => fc.shuffledSubarray(list, { minLength: list.length }));

/** Values just within both ends, here and there between them, and just beyond each end that there is. */
function probes({ from, to }: { from: number | null; to: number | null }, now: number) {
  const step = (at: number) => 1e-7 * Math.max(1, at);
  const start = from ?? 0;
  const end = to ?? 1000 * (now + 1);
  const within = [start + step(start), start + (now - start) * 0.618, now, now + (end - now) * 0.618, end - step(end)];
  return {
    inside: within.filter((value) => value === now || (value > start && value < end)),
    outside: [...(from === null ? [] : [from - step(from)]), ...(to === null ? [] : [to + step(to)])],
  };
}

test('just within the range of a weight the rank is the same, just beyond it is not', () => {
  let ends = 0;
  fc.assert(
    fc.property(packages, weights, (packages, weights) => {
      const ranked = rank(packages, weights);
      const holds = rankHoldsAmong(packages, weights);
      for (const one of packages) {
        const now = ranked.find(({ candidate }) => candidate === one.candidate)!.rank;
        expect(rankBy(packages, one, weights)).toBe(now);
        for (const weight of WEIGHTS) {
          const range = holds(one).weights[weight];
          const { inside, outside } = probes(range, weights[weight]);
          const rankAt = (value: number) => rankBy(packages, one, { ...weights, [weight]: value });
          for (const value of inside) expect(rankAt(value), `${weight} ${value}`).toBe(now);
          for (const value of outside) expect(rankAt(value), `${weight} ${value}`).not.toBe(now);
          expect(outside.every((value) => value >= 0)).toBe(true);
          ends += outside.length;
        }
      }
    }),
    LAWS,
  );
  expect(ends).toBeGreaterThan(1000);
});

test('just within the range of its own cost the rank is the same, just beyond it is not', () => {
  fc.assert(
    fc.property(packages, weights, (packages, weights) => {
      const holds = rankHoldsAmong(packages, weights);
      for (const one of packages) {
        const rankAt = (eur: number) => rankBy(packages, one, weights, eur);
        const { costEur, rankAtLowCost, rankAtHighCost } = holds(one);
        const { inside, outside } = probes(costEur, one.cost.likely);
        for (const eur of inside) expect(rankAt(eur), `${eur}`).toBe(rankAt(one.cost.likely));
        for (const eur of outside) expect(rankAt(eur), `${eur}`).not.toBe(rankAt(one.cost.likely));
        expect([rankAtLowCost, rankAtHighCost]).toEqual([rankAt(one.cost.low), rankAt(one.cost.high)]);
      }
    }),
    LAWS,
  );
});

test('at the usual weights a package alone is first whatever is changed', () => {
  const alone = packageOf({ firms: 1, eur: 1000 }, 0);
  const { weights, costEur } = rankHoldsAmong([alone], USUAL_WEIGHTS)(alone);
  for (const range of [...Object.values(weights), costEur]) expect(range).toEqual({ from: null, to: null });
});
