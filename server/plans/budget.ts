import type { Reduced } from './reduce.ts';

/** One linear constraint: `lower <= sum of values[i] * column indices[i] <= upper`. */
export interface Row {
  lower: number;
  upper: number;
  indices: number[];
  values: number[];
}

/** Nothing can have `candidate` without at least one of `through`. */
export interface Cut {
  candidate: number;
  through: number[];
}

/**
 * The choice as a mixed-integer programme that minimises: the least `cost . x`, every column within 0 and 1.
 * One column is whole for each usable candidate: whether it is built. Others follow: whether a group is reached, a saving made.
 */
export interface Programme {
  cost: number[];
  lower: number[];
  rows: Row[];
  /** Column of each candidate; -1 for one that is left out. */
  columnOf: Int32Array;
  /** Candidate of each of the first columns. */
  candidates: number[];
  /** Groups by column, from the first after those of the candidates. */
  groups: readonly number[][];
  /** Savings by column, after those of the groups. */
  savings: { a: number; b: number }[];
  /** Place of the row of the budget; -1 where there is none. */
  budgetRow: number;
  /** Euros to one unit of the budget's row. */
  eurPerUnit: number;
  /** Points, or euros, to one unit of the cost. */
  perUnit: number;
  /** All sums of points are multiples of this, apart from the points of what is forced. */
  step: number;
}

/** Coefficients stay below this, so that the solver's tolerances mean less than one step of the usual weights. */
const MOST_UNITS = 1e4;

/**
 * Most points within the budget, or the least cost of a set that meets all terms but the budget.
 *
 * That a set leads to roots is held by three kinds of row: nothing without the nearest candidate that all its ways pass through;
 * nothing without a neighbour to come from; and the cuts, of which a solver adds those that its solutions break.
 */
export function formulate(reduced: Reduced, aim: 'points' | 'cost'): Programme {
  const { selection } = reduced.by;
  const candidates = [...selection.costEur.keys()].filter((each) => reduced.isUsable[each]);
  const columnOf = new Int32Array(selection.costEur.length).fill(-1);
  for (const [column, candidate] of candidates.entries()) columnOf[candidate] = column;
  const counted = aim === 'points' ? reduced.groups : [];
  const shared = counted.filter(({ reachedBy }) => reachedBy.length > 1);
  const savings = mergeSavings(reduced);
  const savingsFrom = candidates.length + shared.length;

  const raw = Array.from<number>({ length: savingsFrom + savings.length }).fill(0);
  if (aim === 'points') {
    for (const { points, reachedBy } of counted) if (reachedBy.length === 1) raw[columnOf[reachedBy[0]!]!]! -= points;
    for (const [at, { points }] of shared.entries()) raw[candidates.length + at]! -= points;
  } else {
    for (const [column, candidate] of candidates.entries()) raw[column] = selection.costEur[candidate]!;
    for (const [at, { eur }] of savings.entries()) raw[savingsFrom + at]! -= eur;
  }
  const most = raw.reduce((largest, each) => Math.max(largest, Math.abs(each)), 0);
  const step = raw.reduce(commonDivisor, 0) || 1;
  const perUnit = Math.max(step, most / MOST_UNITS);

  const rows: Row[] = [];
  for (const [at, { reachedBy }] of shared.entries())
    rows.push(atMostOf(candidates.length + at, columnsOf(reachedBy, columnOf)));
  for (const [at, { a, b }] of savings.entries())
    for (const each of [a, b]) rows.push(atMostOf(savingsFrom + at, [columnOf[each]!]));
  for (const cut of firstCuts(reduced, candidates)) rows.push(rowOf(cut, columnOf));
  for (const list of selection.atLeastOneOf) {
    const indices = columnsOf(list, columnOf);
    rows.push({ lower: 1, upper: Infinity, indices, values: indices.map(() => 1) });
  }
  rows.push(...capRows(reduced, columnOf));

  const eurPerUnit = Math.max(candidates.reduce((sum, each) => Math.max(sum, selection.costEur[each]!), 0) / 100, 1);
  let budgetRow = -1;
  if (aim === 'points') {
    budgetRow = rows.length;
    rows.push({
      lower: -Infinity,
      upper: selection.budgetEur / eurPerUnit,
      indices: [...candidates.keys(), ...savings.map((_, at) => savingsFrom + at)],
      values: [
        ...candidates.map((each) => selection.costEur[each]! / eurPerUnit),
        ...savings.map(({ eur }) => -eur / eurPerUnit),
      ],
    });
  }
  return {
    cost: raw.map((each) => each / perUnit),
    lower: raw.map((_, column) => (column < candidates.length && reduced.isForced[candidates[column]!] ? 1 : 0)),
    rows,
    columnOf,
    candidates,
    groups: shared.map(({ reachedBy }) => reachedBy),
    savings,
    budgetRow,
    eurPerUnit,
    perUnit,
    step,
  };
}

/** @returns the row that holds a cut */
export function rowOf({ candidate, through }: Cut, columnOf: Int32Array): Row {
  return atMostOf(columnOf[candidate]!, columnsOf(through, columnOf));
}

/** A row that forbids a set, and with it all that contain it: whoever has these candidates costs no less. */
export function forbid(chosen: Iterable<number>, columnOf: Int32Array): Row {
  const indices = columnsOf(chosen, columnOf);
  return { lower: -Infinity, upper: indices.length - 1, indices, values: indices.map(() => 1) };
}

/** The value of every column for a set. */
export function columnsFor({ candidates, groups, savings }: Programme, chosen: ReadonlySet<number>): number[] {
  const one = (isTrue: boolean) => (isTrue ? 1 : 0);
  return [
    ...candidates.map((each) => one(chosen.has(each))),
    ...groups.map((reachedBy) => one(reachedBy.some((each) => chosen.has(each)))),
    ...savings.map(({ a, b }) => one(chosen.has(a) && chosen.has(b))),
  ];
}

function firstCuts({ by, isRoot, isUsable, dominators }: Reduced, candidates: readonly number[]): Cut[] {
  const cuts: Cut[] = [];
  for (const candidate of candidates) {
    if (isRoot[candidate]) continue;
    const dominator = dominators[candidate]!;
    if (dominator !== -1) cuts.push({ candidate, through: [dominator] });
    const through = new Set(by.selection.neighbours[candidate]!.filter((each) => isUsable[each]));
    through.delete(candidate);
    // Who cannot do without the candidate does not lead to it.
    for (const each of through)
      for (let on = dominators[each]!; on !== -1; on = dominators[on]!) if (on === candidate) through.delete(each);
    if (!through.has(dominator)) cuts.push({ candidate, through: [...through] });
  }
  return cuts;
}

function mergeSavings({ by, isUsable }: Reduced): { a: number; b: number; eur: number }[] {
  const merged = new Map<string, { a: number; b: number; eur: number }>();
  for (const { a, b, eur } of by.selection.savings) {
    if (eur === 0 || !isUsable[a] || !isUsable[b]) continue;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const same = merged.get(key);
    if (same) same.eur += eur;
    else merged.set(key, { a, b, eur });
  }
  return [...merged.values()];
}

function capRows({ by }: Reduced, columnOf: Int32Array): Row[] {
  return by.selection.caps.flatMap(({ parts, most }) => {
    const amounts = new Map<number, number>();
    for (const { candidate, amount } of parts) {
      const column = columnOf[candidate]!;
      if (column !== -1 && amount > 0) amounts.set(column, (amounts.get(column) ?? 0) + amount);
    }
    const values = [...amounts.values()];
    if (values.reduce((sum, each) => sum + each, 0) <= most) return [];
    const unit = Math.max(...values) / 100;
    const row: Row = {
      lower: -Infinity,
      upper: most / unit,
      indices: [...amounts.keys()],
      values: values.map((each) => each / unit),
    };
    return [row];
  });
}

/** `column` is at most the sum of others. */
const atMostOf = (column: number, others: readonly number[]): Row => ({
  lower: -Infinity,
  upper: 0,
  indices: [column, ...others],
  values: [1, ...others.map(() => -1)],
});

function columnsOf(candidates: Iterable<number>, columnOf: Int32Array): number[] {
  const columns = new Set<number>();
  for (const each of candidates) if (columnOf[each] !== -1) columns.add(columnOf[each]!);
  return [...columns];
}

function commonDivisor(a: number, b: number): number {
  let [one, other] = [Math.abs(a), Math.abs(b)];
  while (other > 0) [one, other] = [other, one % other];
  return one;
}
