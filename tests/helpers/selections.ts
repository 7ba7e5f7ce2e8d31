import fc from 'fast-check';
import type { Selection } from '../../server/plans/selection.ts';
import { costOfSet, meetsTerms, pointsOfSet } from '../../server/plans/worth.ts';

/** A selection in which anything goes, small enough to try all sets. */
export const smallSelection = (mostPoints = 1000, mostCandidates = 10): fc.Arbitrary<Selection> =>
  fc.integer({ min: 1, max: mostCandidates }).chain((all) => {
    const candidate = fc.nat({ max: all - 1 });
    const nothing = fc.constant<never[]>([]);
    const few = (most: number) => fc.uniqueArray(candidate, { maxLength: most });
    const some = fc.uniqueArray(candidate, { minLength: 1, maxLength: Math.min(4, all) });
    return fc
      .record({
        costEur: fc.array(fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 60 }) }, fc.constant(0)), {
          minLength: all,
          maxLength: all,
        }),
        isRoot: fc.array(
          fc.nat({ max: 2 }).map((drawn) => drawn === 0),
          { minLength: all, maxLength: all },
        ),
        touching: fc.array(fc.tuple(candidate, candidate), { maxLength: 2 * all }),
        groups: fc.array(fc.record({ points: fc.nat({ max: mostPoints }), reachedBy: some }), { maxLength: 2 * all }),
        saved: fc.array(fc.tuple(candidate, candidate, fc.nat({ max: 20 })), { maxLength: 3 }),
        budgetEur: fc.nat({ max: 30 * all }),
        pinned: fc.oneof({ weight: 3, arbitrary: nothing }, few(2)),
        excluded: fc.oneof({ weight: 2, arbitrary: nothing }, few(2)),
        atLeastOneOf: fc.oneof({ weight: 2, arbitrary: nothing }, fc.array(some, { maxLength: 2 })),
        caps: fc.oneof(
          { weight: 2, arbitrary: nothing },
          fc.array(
            fc.record({
              parts: some.chain((parts) =>
                fc.tuple(
                  ...parts.map((each) => fc.record({ candidate: fc.constant(each), amount: fc.nat({ max: 30 }) })),
                ),
              ),
              most: fc.nat({ max: 70 }),
            }),
            { maxLength: 2 },
          ),
        ),
      })
      .map(({ touching, saved, ...rest }) => {
        const left = [...rest.costEur];
        const savings = saved.flatMap(([a, b, wanted]) => {
          const eur = a === b ? 0 : Math.min(wanted, left[a]!, left[b]!);
          left[a]! -= eur;
          left[b]! -= eur;
          return a === b ? [] : [{ a: Math.min(a, b), b: Math.max(a, b), eur }];
        });
        return { ...rest, savings, neighbours: neighboursOf(all, touching) };
      });
  });

function neighboursOf(all: number, touching: readonly (readonly [number, number])[]): number[][] {
  const neighbours = Array.from({ length: all }, () => new Set<number>());
  for (const [a, b] of touching) {
    if (a === b) continue;
    neighbours[a]!.add(b);
    neighbours[b]!.add(a);
  }
  return neighbours.map((each) => [...each]);
}

/** Tries all sets: most points, the least cost without the budget, and whether any is left without budget and caps. */
export function tryAll(selection: Selection) {
  const all = selection.costEur.length;
  let points = -1;
  let cheapestEur = Infinity;
  let isConnectable = false;
  for (let bits = 0; bits < 2 ** all; bits++) {
    const chosen = new Set(Array.from({ length: all }, (_, each) => each).filter((each) => (bits >> each) & 1));
    const free = { ...selection, budgetEur: Infinity };
    if (!meetsTerms({ ...free, caps: [] }, chosen)) continue;
    isConnectable = true;
    if (!meetsTerms(free, chosen)) continue;
    const cost = costOfSet(selection, chosen);
    cheapestEur = Math.min(cheapestEur, cost);
    if (cost <= selection.budgetEur) points = Math.max(points, pointsOfSet(selection, chosen));
  }
  return { points, cheapestEur, isConnectable };
}
