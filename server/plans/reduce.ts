import { byCandidate, type ByCandidate, marked } from './building.ts';
import { dominatorsOf } from './dominators.ts';
import { Queue } from './queue.ts';
import type { Impossible, Selection } from './selection.ts';
import { ledToRoot } from './ways.ts';

/** What remains to be decided once all that follows from the terms alone is done. */
export interface Reduced {
  by: ByCandidate;
  /** 1 for those that a best set may need. */
  isUsable: Uint8Array;
  /** 1 for those in every set that meets the terms. */
  isForced: Uint8Array;
  /** Who leads to a root once what is forced is built. */
  isRoot: boolean[];
  /** See dominatorsOf; over `isRoot` and `isUsable` here. */
  dominators: Int32Array;
  /** Points of what is forced. */
  basePoints: number;
  /** Of what is not; no two are reached by the same, and none by a candidate and another that it needs. */
  groups: Selection['groups'];
}

/** Leaves out what no best set needs, within the largest budget that will be asked for. */
export function reduce(selection: Selection): Reduced | Impossible {
  const by = byCandidate(selection);
  const isLed = ledToRoot(selection, (each) => !by.isExcluded[each]);
  const stranded = strandedBy(selection, isLed);
  if (stranded.size > 0) {
    return { why: 'unconnectable', cheapestEur: null, candidates: [...stranded].sort((a, b) => a - b) };
  }
  const isUsable = ledToRoot(selection, (each) => isLed[each] === 1 && fitsItsCaps(by, each));
  if (strandedBy(selection, isUsable).size > 0) return { why: 'caps', cheapestEur: null, candidates: [] };

  const isForced = force(by, isUsable);
  const isRoot = rootsBeside(selection, isForced);
  const dominators = dominatorsOf({ isRoot, neighbours: selection.neighbours }, isUsable);
  leaveOutTooDear(by, isUsable, isForced, isRoot);
  const { basePoints, groups } = mergeGroups(selection, isUsable, isForced, dominators);
  leaveOutUseless(by, isUsable, isForced, isRoot, groups);
  return { by, isUsable, isForced, isRoot, dominators, basePoints, groups };
}

/** Pinned ones, and lists of which none, that lead to no root. */
function strandedBy({ pinned, atLeastOneOf }: Selection, isLed: Uint8Array): Set<number> {
  const lists = atLeastOneOf.filter((list) => !list.some((each) => isLed[each]));
  return new Set([...pinned.filter((each) => !isLed[each]), ...lists.flat()]);
}

const fitsItsCaps = ({ selection, capsOf }: ByCandidate, candidate: number) =>
  capsOf[candidate]!.every(({ cap, amount }) => amount <= selection.caps[cap]!.most);

/** What is pinned or the only one of a list, and what these cannot do without. */
function force({ selection }: ByCandidate, isUsable: Uint8Array): Uint8Array {
  const dominators = dominatorsOf(selection, isUsable);
  const isForced = new Uint8Array(isUsable.length);
  const only = selection.atLeastOneOf.flatMap((list) => {
    const usable = new Set(list.filter((each) => isUsable[each]));
    return usable.size === 1 ? [...usable] : [];
  });
  for (const candidate of [...selection.pinned, ...only])
    for (let each = candidate; each !== -1; each = dominators[each]!) isForced[each] = 1;
  return isForced;
}

/** Roots once what is forced and leads to a root is built. */
function rootsBeside({ isRoot, neighbours }: Selection, isForced: Uint8Array): boolean[] {
  const isBuilt = ledToRoot({ isRoot, neighbours }, (each) => isForced[each] === 1);
  return isRoot.map((root, each) => root || isBuilt[each] === 1 || neighbours[each]!.some((next) => isBuilt[next]));
}

/** Leaves out those whose cheapest way does not fit into the budget beside what is forced. */
function leaveOutTooDear(by: ByCandidate, isUsable: Uint8Array, isForced: Uint8Array, isRoot: readonly boolean[]) {
  const { costEur, neighbours, budgetEur } = by.selection;
  // No set adds less than this to what it costs without the candidate.
  const leastEur = costEur.map((eur, each) => by.savingsOf[each]!.reduce((left, saving) => left - saving.eur, eur));
  const forcedEur = leastEur.reduce((sum, eur, each) => (isForced[each] ? sum + eur : sum), 0);
  const ownEur = leastEur.map((eur, each) => (isForced[each] ? 0 : eur));
  const wayEur = new Float64Array(costEur.length).fill(Infinity);
  const queue = new Queue();
  const reach = (candidate: number, eur: number) => {
    if (!isUsable[candidate] || eur >= wayEur[candidate]!) return;
    wayEur[candidate] = eur;
    queue.push(candidate, eur);
  };
  for (const [each, root] of isRoot.entries()) if (root) reach(each, ownEur[each]!);
  while (!queue.isEmpty) {
    const key = queue.nextKey;
    const from = queue.pop()!;
    if (key === wayEur[from]) for (const to of neighbours[from]!) reach(to, key + ownEur[to]!);
  }
  for (const [each, eur] of wayEur.entries()) if (!isForced[each] && forcedEur + eur > budgetEur) isUsable[each] = 0;
}

function mergeGroups(selection: Selection, isUsable: Uint8Array, isForced: Uint8Array, dominators: Int32Array) {
  let basePoints = 0;
  const merged = new Map<string, Selection['groups'][number]>();
  for (const { points, reachedBy } of selection.groups) {
    const reaching = new Set(reachedBy.filter((each) => isUsable[each]));
    if (reachedBy.some((each) => isForced[each])) {
      basePoints += points;
      continue;
    }
    if (points === 0) continue;
    const needed = [...reaching].filter((each) => {
      for (let on = dominators[each]!; on !== -1; on = dominators[on]!) if (reaching.has(on)) return false;
      return true;
    });
    if (needed.length === 0) continue;
    const key = needed.sort((a, b) => a - b).join(' ');
    const same = merged.get(key);
    if (same) same.points += points;
    else merged.set(key, { points, reachedBy: needed });
  }
  return { basePoints, groups: [...merged.values()] };
}

/** Leaves out those that bring no points and lead nowhere, until nothing more can be left out. */
function leaveOutUseless(
  { selection }: ByCandidate,
  isUsable: Uint8Array,
  isForced: Uint8Array,
  isRoot: readonly boolean[],
  groups: Selection['groups'],
) {
  const isWanted = marked(isUsable.length, [
    ...groups.flatMap(({ reachedBy }) => reachedBy),
    ...selection.atLeastOneOf.flat(),
  ]);
  const leadsOn = (candidate: number): boolean => {
    const around = new Set(selection.neighbours[candidate]!.filter((each) => isUsable[each] && each !== candidate));
    // A root needs nobody to lead to it; who is none needs one to come from and another to lead to.
    return [...around].some((each) => !isRoot[each]) && (isRoot[candidate] || around.size > 1);
  };
  const open = [...isUsable.keys()];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (!isUsable[each] || isForced[each] || isWanted[each] || leadsOn(each)) continue;
    isUsable[each] = 0;
    open.push(...selection.neighbours[each]!);
  }
}
