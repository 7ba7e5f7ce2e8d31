import type { Selection } from './selection.ts';

/** A selection by candidate: what each reaches, saves and counts for. */
export interface ByCandidate {
  selection: Selection;
  /** Groups that each reaches. */
  groupsOf: number[][];
  savingsOf: { with: number; eur: number }[][];
  capsOf: { cap: number; amount: number }[][];
  isExcluded: Uint8Array;
  isPinned: Uint8Array;
}

export function byCandidate(selection: Selection): ByCandidate {
  const all = selection.costEur.length;
  const lists = <Item>() => Array.from({ length: all }, (): Item[] => []);
  const groupsOf = lists<number>();
  const savingsOf = lists<{ with: number; eur: number }>();
  const capsOf = lists<{ cap: number; amount: number }>();
  for (const [group, { reachedBy }] of selection.groups.entries())
    for (const candidate of new Set(reachedBy)) groupsOf[candidate]!.push(group);
  for (const { a, b, eur } of selection.savings) {
    savingsOf[a]!.push({ with: b, eur });
    savingsOf[b]!.push({ with: a, eur });
  }
  for (const [cap, { parts }] of selection.caps.entries())
    for (const { candidate, amount } of parts) capsOf[candidate]!.push({ cap, amount });
  return {
    selection,
    groupsOf,
    savingsOf,
    capsOf,
    isExcluded: marked(all, selection.excluded),
    isPinned: marked(all, selection.pinned),
  };
}

export function marked(length: number, places: Iterable<number>): Uint8Array {
  const marks = new Uint8Array(length);
  for (const place of places) marks[place] = 1;
  return marks;
}

/** A set under way: its points, cost and caps, kept as candidates come and go. */
export class Building {
  readonly by: ByCandidate;
  /** 1 for each that is built. */
  readonly built: Uint8Array;
  readonly chosen = new Set<number>();
  points = 0;
  costEur = 0;
  /** By group, how many of what is built reach it. */
  readonly #reached: Int32Array;
  readonly #amounts: number[];
  /** Groups already counted in the question asked last. */
  readonly #counted: Int32Array;
  #question = 0;

  constructor(by: ByCandidate, chosen: Iterable<number> = []) {
    this.by = by;
    this.built = new Uint8Array(by.groupsOf.length);
    this.#reached = new Int32Array(by.selection.groups.length);
    this.#counted = new Int32Array(by.selection.groups.length);
    this.#amounts = by.selection.caps.map(() => 0);
    for (const candidate of chosen) this.add(candidate);
  }

  add(candidate: number): void {
    if (this.built[candidate]) return;
    this.costEur += this.by.selection.costEur[candidate]! - this.#savings(candidate);
    this.built[candidate] = 1;
    this.chosen.add(candidate);
    for (const group of this.by.groupsOf[candidate]!)
      if (this.#reached[group]!++ === 0) this.points += this.by.selection.groups[group]!.points;
    for (const { cap, amount } of this.by.capsOf[candidate]!) this.#amounts[cap]! += amount;
  }

  remove(candidate: number): void {
    if (!this.built[candidate]) return;
    this.built[candidate] = 0;
    this.chosen.delete(candidate);
    this.costEur -= this.by.selection.costEur[candidate]! - this.#savings(candidate);
    for (const group of this.by.groupsOf[candidate]!)
      if (--this.#reached[group]! === 0) this.points -= this.by.selection.groups[group]!.points;
    for (const { cap, amount } of this.by.capsOf[candidate]!) this.#amounts[cap]! -= amount;
  }

  /** Points that candidates, none of them built, would add. */
  gainOf(candidates: readonly number[]): number {
    const question = ++this.#question;
    let points = 0;
    for (const candidate of candidates) {
      for (const group of this.by.groupsOf[candidate]!) {
        if (this.#reached[group]! > 0 || this.#counted[group] === question) continue;
        this.#counted[group] = question;
        points += this.by.selection.groups[group]!.points;
      }
    }
    return points;
  }

  /** Points that only this candidate, which is built, reaches. */
  lossOf(candidate: number): number {
    let points = 0;
    for (const group of this.by.groupsOf[candidate]!)
      if (this.#reached[group] === 1) points += this.by.selection.groups[group]!.points;
    return points;
  }

  /** What candidates, none of them built, would add to the cost. */
  extraOf(candidates: readonly number[]): number {
    let eur = 0;
    for (const candidate of candidates) eur += this.by.selection.costEur[candidate]! - this.#savings(candidate);
    if (candidates.length === 1) return eur;
    const together = new Set(candidates);
    for (const candidate of candidates)
      for (const saving of this.by.savingsOf[candidate]!)
        if (saving.with > candidate && together.has(saving.with)) eur -= saving.eur;
    return eur;
  }

  /** Whether budget and caps hold with these candidates, none of them built, as well. */
  hasRoomFor(candidates: readonly number[]): boolean {
    return this.costEur + this.extraOf(candidates) <= this.by.selection.budgetEur && this.keepsCapsWith(candidates);
  }

  keepsCapsWith(candidates: readonly number[]): boolean {
    const { caps } = this.by.selection;
    const added = new Map<number, number>();
    for (const candidate of candidates) {
      for (const { cap, amount } of this.by.capsOf[candidate]!) {
        const sum = (added.get(cap) ?? 0) + amount;
        if (this.#amounts[cap]! + sum > caps[cap]!.most) return false;
        added.set(cap, sum);
      }
    }
    return true;
  }

  #savings(candidate: number): number {
    let eur = 0;
    for (const saving of this.by.savingsOf[candidate]!) if (this.built[saving.with]) eur += saving.eur;
    return eur;
  }
}
