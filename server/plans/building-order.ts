import { groupFirms } from './benefit.ts';
import { cheapestWays, type Ways, wayAlong } from './connect.ts';
import { jointSavings, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import type { PlanSettings } from './settings.ts';

/** A segment of a plan in its turn. */
export interface BuildingStep {
  candidate: number;
  /** Segments of the plan on its way to a root, the one nearest to the root first: all are built before it. */
  needs: number[];
  /** Whether it leads to a root inside the plan. Who does not comes last. */
  isConnected: boolean;
  /** Firms that it reaches and nothing built before it does, ascending: whoever is built first serves a firm. */
  adds: number[];
}

/**
 * In which order the segments of a plan are best built: again and again the segment that brings the most points per likely euro,
 * together with what must be there before it. Equals go by cost, then by the number of segments, then by id.
 */
export function buildingOrder(
  problem: PlanProblem,
  { weights, costs }: Pick<PlanSettings, 'weights' | 'costs'>,
  chosen: readonly number[],
): BuildingStep[] {
  const costEur = new Map(chosen.map((place) => [place, segmentCost(problem.candidates[place]!, costs).eur.likely]));
  const ways = cheapestWays(
    problem,
    new Set(),
    problem.candidates.map((_candidate, place) => costEur.get(place) ?? Infinity),
  );
  const isConnected = (place: number) => ways.eur[place]! < Infinity;
  const waiting = new Waiting(problem, { weights, costs }, costEur, ways);

  const steps: BuildingStep[] = [];
  const build = (place: number) =>
    steps.push({
      candidate: place,
      needs: wayAlong(ways, place, new Set()) ?? [],
      isConnected: isConnected(place),
      adds: waiting.take(place),
    });
  const ascending = chosen.toSorted((one, other) => one - other);
  waiting.valueAll(ascending.filter(isConnected));
  for (let best = waiting.best(); best !== null; best = waiting.best()) {
    for (const place of waiting.packageOf(best)) build(place);
    waiting.refresh();
  }
  for (const place of ascending) if (!isConnected(place)) build(place);
  return steps;
}

interface Value {
  pointsPerEuro: number;
  eur: number;
  segments: number;
  /** Firms have been served since: it is worth this at most. */
  isStale: boolean;
}

/** Segments that wait for their turn, each with what it and those before it would bring and cost now. */
class Waiting {
  readonly #values = new Map<number, Value>();
  readonly #built = new Set<number>();
  readonly #changed = new Set<number>();
  /** Firms that each reaches. */
  readonly #reach = new Map<number, number[]>();
  readonly #isServed: Uint8Array;
  /** Firms that the same segments reach are valued as one: groups that each reaches, and their points. */
  readonly #groups = new Map<number, number[]>();
  readonly #points: number[];
  readonly #isGroupServed: Uint8Array;
  /** Which valuation has last met a group, so that none is counted twice in one. */
  readonly #metIn: Int32Array;
  readonly #next = new Map<number, number[]>();
  readonly #savings = new Map<number, { partner: number; eur: number }[]>();
  #valuations = 0;
  readonly #costEur: ReadonlyMap<number, number>;
  readonly #ways: Ways;

  constructor(
    problem: PlanProblem,
    { weights, costs }: Pick<PlanSettings, 'weights' | 'costs'>,
    costEur: ReadonlyMap<number, number>,
    ways: Ways,
  ) {
    this.#costEur = costEur;
    this.#ways = ways;
    for (const [firm, { reachedBy }] of problem.firms.entries()) {
      for (const place of reachedBy) if (costEur.has(place)) push(this.#reach, place, firm);
    }
    this.#isServed = new Uint8Array(problem.firms.length);
    const groups = groupFirms(problem, weights);
    for (const [group, { reachedBy }] of groups.entries()) {
      for (const place of reachedBy) if (costEur.has(place)) push(this.#groups, place, group);
    }
    this.#points = groups.map(({ points }) => points);
    this.#isGroupServed = new Uint8Array(groups.length);
    this.#metIn = new Int32Array(groups.length);
    for (const place of costEur.keys()) {
      const before = ways.before[place]!;
      if (before !== -1) push(this.#next, before, place);
    }
    for (const [pair, { likely: eur }] of jointSavings(problem, costs).entries()) {
      const { a, b } = problem.jointWorks[pair]!;
      if (!costEur.has(a) || !costEur.has(b)) continue;
      push(this.#savings, a, { partner: b, eur });
      push(this.#savings, b, { partner: a, eur });
    }
  }

  valueAll(places: readonly number[]): void {
    for (const place of places) this.#values.set(place, this.#valueOf(place));
  }

  best(): number | null {
    for (;;) {
      let best: number | null = null;
      let its: Value | null = null;
      for (const [place, value] of this.#values) {
        if (its === null || isBetter(value, its)) [best, its] = [place, value];
      }
      if (best === null || !its!.isStale) return best;
      this.#values.set(best, this.#valueOf(best));
    }
  }

  /** It and what of its way is not built yet, the one nearest to the root first. */
  packageOf(place: number): number[] {
    return [...(wayAlong(this.#ways, place, this.#built) ?? []), place];
  }

  /** Builds one. @returns firms that are served from now on, ascending */
  take(place: number): number[] {
    this.#values.delete(place);
    this.#built.add(place);
    this.#changed.add(place);
    for (const { partner } of this.#savings.get(place) ?? []) this.#changed.add(partner);
    const adds = (this.#reach.get(place) ?? []).filter((firm) => !this.#isServed[firm]);
    for (const firm of adds) this.#isServed[firm] = 1;
    for (const group of this.#groups.get(place) ?? []) this.#isGroupServed[group] = 1;
    return adds;
  }

  /**
   * Values anew whoever costs less now: what comes after something built, or shares a trench with it. All others can only have
   * lost firms, and are valued again when they would be the best.
   */
  refresh(): void {
    for (const value of this.#values.values()) value.isStale = true;
    const cheaper = new Set(this.#changed);
    this.#changed.clear();
    // A Set is walked in the order of adding, so that those who come after those who come after are met too.
    for (const place of cheaper) for (const next of this.#next.get(place) ?? []) cheaper.add(next);
    for (const place of cheaper) if (this.#values.has(place)) this.#values.set(place, this.#valueOf(place));
  }

  #valueOf(place: number): Value {
    const valuation = ++this.#valuations;
    const together = this.packageOf(place);
    let points = 0;
    let eur = 0;
    for (const [turn, each] of together.entries()) {
      for (const group of this.#groups.get(each) ?? []) {
        if (this.#isGroupServed[group] || this.#metIn[group] === valuation) continue;
        this.#metIn[group] = valuation;
        points += this.#points[group]!;
      }
      eur += this.#costEur.get(each)!;
      for (const { partner, eur: saved } of this.#savings.get(each) ?? []) {
        const place = together.indexOf(partner);
        if (this.#built.has(partner) || (place !== -1 && place < turn)) eur -= saved;
      }
    }
    const pointsPerEuro = points === 0 ? 0 : eur <= 0 ? Infinity : points / eur;
    return { pointsPerEuro, eur, segments: together.length, isStale: false };
  }
}

/** Ids ascend with places, and values are walked by place: of equals the first stays. */
function isBetter(one: Value, other: Value): boolean {
  if (one.pointsPerEuro !== other.pointsPerEuro) return one.pointsPerEuro > other.pointsPerEuro;
  return one.eur < other.eur || (one.eur === other.eur && one.segments < other.segments);
}

function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
