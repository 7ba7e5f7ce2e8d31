import { Building, byCandidate, type ByCandidate } from './building.ts';
import { Queue } from './queue.ts';
import type { Selection } from './selection.ts';
import { Ways } from './ways.ts';
import { floatingOf, meetsTerms } from './worth.ts';

/** A set found without proof of how good it is. */
export interface Draft {
  /** Ascending. */
  chosen: number[];
  points: number;
  costEur: number;
  /** False where the terms were not met with what was tried: nobody knows then whether they can be. */
  meetsTerms: boolean;
}

/** Swaps that are tried where an answer is wanted while a slider moves. */
const QUICK_SWAPS = 6;

/**
 * What must be built, then always what brings the most points per euro, counted with the cheapest way from it to what is built;
 * at last some of the weakest are taken out to see whether others do better in their place.
 */
export function bestRatio(selection: Selection, swaps = QUICK_SWAPS): Draft {
  const building = buildWhatMust(byCandidate(selection));
  fillUp(building);
  improve(building, swaps);
  return draftOf(building);
}

/** What must be built, then the candidates with the most points, each with its way, as far as budget and caps go. */
export function biggestFirst(selection: Selection): Draft {
  const building = buildWhatMust(byCandidate(selection));
  const points = selection.costEur.map((_, candidate) =>
    building.by.groupsOf[candidate]!.reduce((sum, group) => sum + selection.groups[group]!.points, 0),
  );
  buildInOrder(
    building,
    points.map((_, candidate) => candidate).sort((a, b) => points[b]! - points[a]!),
  );
  return draftOf(building);
}

/**
 * What must be built, then the nearest, each with its way, as far as budget and caps go.
 *
 * @param order  candidates, the one nearest to a firm that is not served first
 */
export function nearestFirst(selection: Selection, order: readonly number[]): Draft {
  const building = buildWhatMust(byCandidate(selection));
  buildInOrder(building, order);
  return draftOf(building);
}

export function draftOf({ by: { selection }, chosen, points, costEur }: Building): Draft {
  return {
    chosen: [...chosen].sort((a, b) => a - b),
    points,
    costEur,
    meetsTerms: meetsTerms(selection, chosen),
  };
}

/** Builds what is pinned, then the cheapest of each list of which one must be built; each with its way, whatever the budget. */
export function buildWhatMust(by: ByCandidate, building = new Building(by)): Building {
  const { pinned, atLeastOneOf } = by.selection;
  const ways = waysTo(building);
  const wanted = new Set(pinned);
  for (;;) {
    const next = cheapest(building, ways, wanted);
    if (next === undefined) break;
    wanted.delete(next);
    build(building, ways, next);
  }
  for (const list of atLeastOneOf.toSorted((a, b) => a.length - b.length)) {
    if (list.some((each) => building.built[each])) continue;
    const inCaps = list.filter((each) => building.keepsCapsWith(ways.of(each)));
    const next = cheapest(building, ways, inCaps.length > 0 ? inCaps : list);
    if (next !== undefined) build(building, ways, next);
  }
  return building;
}

/** Of some candidates the one that costs least with its way; undefined where none has a way. */
function cheapest(building: Building, ways: Ways, among: Iterable<number>): number | undefined {
  let best: number | undefined;
  let leastEur = Infinity;
  for (const candidate of among) {
    if (ways.costEur[candidate] === Infinity) continue;
    const eur = building.extraOf(ways.of(candidate));
    if (eur >= leastEur) continue;
    best = candidate;
    leastEur = eur;
  }
  return best;
}

/** Builds candidates in this order, each with its way, as far as they fit. */
export function buildInOrder(building: Building, order: readonly number[]): void {
  const ways = waysTo(building);
  for (const candidate of order) {
    if (building.built[candidate] || ways.costEur[candidate] === Infinity) continue;
    if (building.hasRoomFor(ways.of(candidate))) build(building, ways, candidate);
  }
}

/** Builds what brings the most per euro, with its way, as long as something that brings points fits. */
export function fillUp(building: Building, isAllowed = anyCandidate, onBuilt = (): void => {}): void {
  const ways = waysTo(building, isAllowed);
  const queue = new Queue();
  const rate = (candidate: number): number => {
    const way = ways.of(candidate);
    const points = building.gainOf(way);
    return points > 0 ? points / building.extraOf(way) : 0;
  };
  const queueUp = (candidate: number) => {
    const ratio = rate(candidate);
    if (ratio > 0) queue.push(candidate, -ratio);
  };
  for (const [candidate, eur] of ways.costEur.entries())
    if (eur < Infinity && !building.built[candidate]) queueUp(candidate);

  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (building.built[next]) continue;
    const ratio = rate(next);
    if (ratio === 0) continue;
    if (-ratio > queue.nextKey) {
      queue.push(next, -ratio);
      continue;
    }
    // What does not fit now never will, unless its way becomes cheaper: then it is queued again.
    if (!building.hasRoomFor(ways.of(next))) continue;
    const cheaper = build(building, ways, next);
    onBuilt();
    for (const candidate of cheaper) if (!building.built[candidate]) queueUp(candidate);
  }
}

/**
 * Takes out, one after the other, those that bring least per euro with all that depends on them, and fills up without them;
 * keeps what is better.
 *
 * @param tries  how many are taken out at most
 * @param isOver asked before each try
 */
export function improve(building: Building, tries: number, isOver = (): boolean => false): void {
  const { selection, isPinned } = building.by;
  const tried = new Set<number>();
  for (let left = tries; left > 0 && !isOver(); left--) {
    let weakest: number | undefined;
    let least = Infinity;
    for (const candidate of building.chosen) {
      if (isPinned[candidate] || tried.has(candidate)) continue;
      const worth = building.lossOf(candidate) / Math.max(selection.costEur[candidate]!, 1);
      if (worth < least) [weakest, least] = [candidate, worth];
    }
    if (weakest === undefined) return;
    tried.add(weakest);
    const without = weakest;
    if (tryWithout(building, without)) tried.delete(without);
  }
}

/** @returns whether something better was found; where not, all is as it was */
function tryWithout(building: Building, without: number): boolean {
  const { selection, isPinned } = building.by;
  const before = [...building.chosen];
  const { points, costEur } = building;
  building.remove(without);
  const floating = floatingOf(selection, building.chosen);
  for (const each of floating) building.remove(each);
  const isWhole =
    !floating.some((each) => isPinned[each]) &&
    selection.atLeastOneOf.every((list) => list.some((each) => building.built[each]));
  if (isWhole) {
    fillUp(building, (candidate) => candidate !== without);
    fillUp(building);
    if (building.points > points || (building.points === points && building.costEur < costEur)) return true;
  }
  const old = new Set(before);
  for (const each of building.chosen) if (!old.has(each)) building.remove(each);
  for (const each of before) building.add(each);
  return false;
}

type Allowed = (candidate: number) => boolean;
const anyCandidate: Allowed = () => true;

function waysTo(building: Building, isAllowed = anyCandidate): Ways {
  const { selection, isExcluded } = building.by;
  return new Ways(selection, selection.costEur, building.built, (each) => !isExcluded[each] && isAllowed(each));
}

/** @returns whose way has become cheaper */
function build(building: Building, ways: Ways, candidate: number): Set<number> {
  const way = ways.of(candidate);
  for (const each of way) building.add(each);
  const cheaper = new Set<number>();
  ways.build(way, (each) => cheaper.add(each));
  return cheaper;
}
