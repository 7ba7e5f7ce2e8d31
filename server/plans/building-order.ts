import { firmPoints } from './benefit.ts';
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
  points: number;
  eur: number;
  segments: number;
}

/** Segments that wait for their turn, each with what it and those before it would bring and cost now. */
class Waiting {
  readonly #values = new Map<number, Value>();
  readonly #built = new Set<number>();
  readonly #served = new Set<number>();
  readonly #reach = new Map<number, number[]>();
  readonly #next = new Map<number, number[]>();
  readonly #savings = new Map<number, { partner: number; eur: number }[]>();
  readonly #points: number[];
  readonly #changed = new Set<number>();
  readonly #problem: PlanProblem;
  readonly #costEur: ReadonlyMap<number, number>;
  readonly #ways: Ways;

  constructor(
    problem: PlanProblem,
    { weights, costs }: Pick<PlanSettings, 'weights' | 'costs'>,
    costEur: ReadonlyMap<number, number>,
    ways: Ways,
  ) {
    this.#problem = problem;
    this.#costEur = costEur;
    this.#ways = ways;
    this.#points = problem.firms.map((firm) => firmPoints(firm, weights));
    for (const [firm, { reachedBy }] of problem.firms.entries()) {
      for (const place of reachedBy) if (costEur.has(place)) push(this.#reach, place, firm);
    }
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
    let best: number | null = null;
    for (const [place, value] of this.#values) {
      if (best === null || isBetter(value, this.#values.get(best)!)) best = place;
    }
    return best;
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
    const adds = (this.#reach.get(place) ?? []).filter((firm) => !this.#served.has(firm));
    for (const firm of adds) {
      this.#served.add(firm);
      for (const other of this.#problem.firms[firm]!.reachedBy) this.#changed.add(other);
    }
    return adds;
  }

  /** Values anew whoever has on its way something whose value what was built has changed. */
  refresh(): void {
    const stale = new Set(this.#changed);
    this.#changed.clear();
    // A Set is walked in the order of adding, so that those who come after those who come after are met too.
    for (const place of stale) for (const next of this.#next.get(place) ?? []) stale.add(next);
    for (const place of stale) if (this.#values.has(place)) this.#values.set(place, this.#valueOf(place));
  }

  #valueOf(place: number): Value {
    const together = this.packageOf(place);
    const firms = new Set<number>();
    const there = new Set(this.#built);
    let eur = 0;
    for (const each of together) {
      for (const firm of this.#reach.get(each) ?? []) if (!this.#served.has(firm)) firms.add(firm);
      eur += this.#costEur.get(each)!;
      for (const saving of this.#savings.get(each) ?? []) if (there.has(saving.partner)) eur -= saving.eur;
      there.add(each);
    }
    let points = 0;
    for (const firm of firms) points += this.#points[firm]!;
    return { points, eur, segments: together.length };
  }
}

/** Ids ascend with places, and values are walked by place: of equals the first stays. */
function isBetter(one: Value, other: Value): boolean {
  const [ratio, otherRatio] = [pointsPerEuro(one), pointsPerEuro(other)];
  if (ratio !== otherRatio) return ratio > otherRatio;
  return one.eur < other.eur || (one.eur === other.eur && one.segments < other.segments);
}

const pointsPerEuro = ({ points, eur }: Value): number => (points === 0 ? 0 : eur <= 0 ? Infinity : points / eur);

function push<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
