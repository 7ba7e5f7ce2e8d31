import { reduce, type Reduced } from './reduce.ts';
import type { Selection } from './selection.ts';

/** A piece of a selection that only budget, caps and lists tie to the rest; or little else, where it would be too large. */
export interface Part {
  reduced: Reduced;
  /** Place in the whole selection of each candidate. */
  candidates: number[];
}

/**
 * Takes a selection apart: candidates stay together that reach the same firms, touch, or save when built together, up to so
 * many. What the parts may do together is all that the whole may, and more: caps and lists that ask something of several parts
 * are in none of them; firms that several reach count in each; who touches another part leads to a root there; and what would
 * be saved with another part is saved anyway.
 */
export function takeApart(reduced: Reduced, mostInAPart: number): Part[] {
  const { by, isUsable, isRoot, isForced, groups } = reduced;
  const { selection } = by;
  const partOf = new Sets(selection.costEur.length, mostInAPart);
  const strongFirst = groups.toSorted((a, b) => b.points - a.points);
  for (const { reachedBy } of strongFirst) for (const each of reachedBy) partOf.join(reachedBy[0]!, each);
  for (const [candidate, around] of selection.neighbours.entries())
    for (const next of around) if (isUsable[candidate] && isUsable[next]) partOf.join(candidate, next);
  const savings = selection.savings.filter(({ a, b }) => isUsable[a] && isUsable[b]);
  for (const { a, b } of savings) partOf.join(a, b);
  const areTogether = (a: number, b: number) => partOf.of(a) === partOf.of(b);
  const costEur = [...selection.costEur];
  for (const { a, b, eur } of savings) if (!areTogether(a, b)) costEur[a]! -= eur;
  const leads = (each: number) =>
    isRoot[each]! || selection.neighbours[each]!.some((next) => isUsable[next] && !areTogether(each, next));

  const usable = [...isUsable.keys()].filter((each) => isUsable[each]);
  const placeIn = new Int32Array(selection.costEur.length).fill(-1);
  const members = [...Map.groupBy(usable, (each) => partOf.of(each)).values()];
  for (const part of members) for (const [at, candidate] of part.entries()) placeIn[candidate] = at;
  const here = <Item>(items: readonly Item[], first: (item: Item) => number) =>
    Map.groupBy(items, (item) => partOf.of(first(item)));
  const split = groups.flatMap(({ points, reachedBy }) =>
    [...Map.groupBy(reachedBy, (each) => partOf.of(each)).values()].map((own) => ({ points, reachedBy: own })),
  );
  const groupsIn = here(split, ({ reachedBy }) => reachedBy[0]!);
  const savingsIn = here(
    savings.filter(({ a, b }) => areTogether(a, b)),
    ({ a }) => a,
  );
  const lists = selection.atLeastOneOf.map((list) => list.filter((each) => isUsable[each]));
  const listsIn = here(
    lists.filter((list) => list.length > 0 && partOf.areOne(list)),
    ([first]) => first!,
  );
  const caps = selection.caps.map(({ parts, most }) => ({
    parts: parts.filter(({ candidate }) => isUsable[candidate]),
    most,
  }));
  const capsIn = here(
    caps.filter(({ parts }) => parts.length > 0 && partOf.areOne(parts.map(({ candidate }) => candidate))),
    ({ parts }) => parts[0]!.candidate,
  );

  return members.flatMap((candidates) => {
    const part = partOf.of(candidates[0]!);
    const place = (each: number) => placeIn[each]!;
    const own: Selection = {
      costEur: candidates.map((each) => costEur[each]!),
      isRoot: candidates.map(leads),
      neighbours: candidates.map((each) =>
        selection.neighbours[each]!.filter((next) => isUsable[next] && areTogether(each, next)).map(place),
      ),
      groups: (groupsIn.get(part) ?? []).map(({ points, reachedBy }) => ({ points, reachedBy: reachedBy.map(place) })),
      savings: (savingsIn.get(part) ?? []).map(({ a, b, eur }) => ({ a: place(a), b: place(b), eur })),
      budgetEur: Infinity,
      pinned: candidates.filter((each) => isForced[each]).map(place),
      excluded: [],
      atLeastOneOf: (listsIn.get(part) ?? []).map((list) => list.map(place)),
      caps: (capsIn.get(part) ?? []).map(({ parts, most }) => ({
        parts: parts.map(({ candidate, amount }) => ({ candidate: place(candidate), amount })),
        most,
      })),
    };
    const reducedPart = reduce(own);
    // Nothing meets the terms of a part: then nothing meets those of the whole, and nobody asks for a bound.
    return 'why' in reducedPart ? [] : [{ reduced: reducedPart, candidates }];
  });
}

/** Which of some things belong together, so many of them at most. */
class Sets {
  readonly #above: Int32Array;
  readonly #sizes: Int32Array;
  readonly #most: number;

  constructor(size: number, most: number) {
    this.#above = Int32Array.from({ length: size }, (_, each) => each);
    this.#sizes = new Int32Array(size).fill(1);
    this.#most = most;
  }

  of(each: number): number {
    let top = each;
    while (this.#above[top] !== top) top = this.#above[top]!;
    for (let on = each; on !== top;) [this.#above[on], on] = [top, this.#above[on]!];
    return top;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.of(a), this.of(b)];
    const size = this.#sizes[one]! + this.#sizes[other]!;
    if (one === other || size > this.#most) return;
    this.#above[one] = other;
    this.#sizes[other] = size;
  }

  areOne(all: readonly number[]): boolean {
    return all.every((each) => this.of(each) === this.of(all[0]!));
  }
}
