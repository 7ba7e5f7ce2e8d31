import { ledToRoot } from './ways.ts';
import type { Selection } from './selection.ts';

/** Points of a set, each group once: whole numbers, so exact in any order. */
export function pointsOfSet({ groups }: Selection, chosen: ReadonlySet<number>): number {
  let points = 0;
  for (const group of groups) if (group.reachedBy.some((each) => chosen.has(each))) points += group.points;
  return points;
}

/** What a set costs, its savings taken off; whole euros. */
export function costOfSet({ costEur, savings }: Selection, chosen: ReadonlySet<number>): number {
  let cost = 0;
  for (const each of chosen) cost += costEur[each]!;
  for (const { a, b, eur } of savings) if (chosen.has(a) && chosen.has(b)) cost -= eur;
  return cost;
}

/** Those of a set that lead to no root through others of the set. */
export function floatingOf(selection: Selection, chosen: ReadonlySet<number>): number[] {
  const isLed = ledToRoot(selection, (each) => chosen.has(each));
  return [...chosen].filter((each) => !isLed[each]);
}

/** Whether a set holds all terms, to the euro. */
export function meetsTerms(selection: Selection, chosen: ReadonlySet<number>): boolean {
  return (
    costOfSet(selection, chosen) <= selection.budgetEur &&
    selection.pinned.every((each) => chosen.has(each)) &&
    !selection.excluded.some((each) => chosen.has(each)) &&
    selection.atLeastOneOf.every((list) => list.some((each) => chosen.has(each))) &&
    selection.caps.every((cap) => keepsCap(cap, chosen)) &&
    floatingOf(selection, chosen).length === 0
  );
}

/** Whether the parts of a cap that a set builds come to no more than it allows. */
function keepsCap({ parts, most }: Selection['caps'][number], chosen: ReadonlySet<number>): boolean {
  let amount = 0;
  for (const part of parts) if (chosen.has(part.candidate)) amount += part.amount;
  return amount <= most;
}
