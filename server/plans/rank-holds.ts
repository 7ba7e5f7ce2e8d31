import { weigh } from './benefit.ts';
import { isBefore, type Package, perEuro, rank, type Standing, standingOf } from './priority.ts';
import type { RankHolds } from './schemas.ts';
import { WEIGHTS, type Weights } from './settings.ts';

type Holds = RankHolds['costEur'];

/** Crossings nearer to each other than this part of where they lie are one. */
const SAME = 1e-9;

/**
 * How far the rank of a package holds as one weight moves, or its own cost, and all else stays. Points are straight lines over each
 * weight, so where two packages change places is known in closed form. Where two are equal at a single value within
 * the range their order is that of equals, for that value alone.
 *
 * @returns a function of one of the packages; takes time in proportion to their number
 */
export function rankHoldsAmong(packages: readonly Package[], weights: Weights): (one: Package) => RankHolds {
  const standings = packages.map((one) => standingOf(one, weights));
  const placeOf = new Map(packages.map(({ candidate }, place) => [candidate, place]));
  const positions = new Int32Array(packages.length);
  for (const { candidate, rank: position } of rank(packages, weights)) positions[placeOf.get(candidate)!] = position;
  const overWeight = WEIGHTS.map(
    (weight) => [weight, holdsOverWeight(packages, standings, positions, weights, weight)] as const,
  );
  return ({ candidate, cost }) => {
    const place = placeOf.get(candidate)!;
    const standing = standings[place]!;
    return {
      weights: Object.fromEntries(overWeight.map(([weight, holds]) => [weight, holds(place)])) as RankHolds['weights'],
      costEur: holdsOverCost(standings, standing, cost.likely),
      rankAtLowCost: rankAt(standings, standing, cost.low),
      rankAtHighCost: rankAt(standings, standing, cost.high),
    };
  };
}

/** The rank that one would have if it cost so much and all others what they likely cost. */
function rankAt(standings: readonly Standing[], one: Standing, eur: number): number {
  const moved = { ...one, perEuro: perEuro(one.points, eur) };
  return standings.reduce((position, other) => (other !== one && isBefore(other, moved) ? position + 1 : position), 1);
}

/** The dearer it is, the later it comes: from the last that it would come before to the first that it would come after. */
function holdsOverCost(standings: readonly Standing[], one: Standing, eur: number): Holds {
  if (one.points === 0) return { from: null, to: null };
  let [from, to] = [0, Infinity];
  for (const other of standings) {
    if (other === one || other.perEuro === 0) continue;
    const equalAt = other.perEuro === one.perEuro ? eur : one.points / other.perEuro;
    if (isBefore(other, one)) from = Math.max(from, Math.min(equalAt, eur));
    else to = Math.min(to, Math.max(equalAt, eur));
  }
  return { from: from === 0 ? null : from, to: to === Infinity ? null : to };
}

/** The same over one of the weights, of the package at a place. Rows of numbers, since every pair of packages is looked at. */
function holdsOverWeight(
  packages: readonly Package[],
  standings: readonly Standing[],
  positions: Int32Array,
  weights: Weights,
  moving: keyof Weights,
): (place: number) => Holds {
  const weight = weights[moving];
  const unit = { firm: 0, employee: 0, exportShare: 0, pledge: 0, zone: 0, [moving]: 1 };
  const candidates = Int32Array.from(packages, ({ candidate }) => candidate);
  const points = Float64Array.from(standings, (one) => one.points);
  const pointsSlope = Float64Array.from(packages, ({ weighed }) => weigh(weighed, unit));
  // What costs nothing and brings something at any weight above 0: nothing that costs comes before it.
  const isFree = packages.map(({ cost }, place) => cost.likely === 0 && points[place]! + pointsSlope[place]! > 0);
  const perEuroNow = Float64Array.from(standings, (one) => one.perEuro);
  const perEuroSlope = Float64Array.from(packages, ({ cost }, place) => perEuro(pointsSlope[place]!, cost.likely));
  const above = new Changes(packages.length);
  const below = new Changes(packages.length);

  return (place) => {
    above.clear();
    below.clear();
    for (let other = 0; other < packages.length; other++) {
      if (other === place) continue;
      // By how much the other is before this one, and how that rises with the weight: in points per euro, or where these are
      // equal whatever the weight, in points, or else by the order of equals.
      let now = 0;
      let slope = 0;
      if (isFree[place] !== isFree[other]) now = isFree[other] ? 1 : -1;
      else if (!isFree[other]) {
        now = perEuroNow[other]! - perEuroNow[place]!;
        slope = perEuroSlope[other]! - perEuroSlope[place]!;
      }
      if (now === 0 && slope === 0) {
        now = points[other]! - points[place]!;
        slope = pointsSlope[other]! - pointsSlope[place]!;
      }
      if (now === 0 && slope === 0) now = candidates[place]! - candidates[other]!;
      const wasBefore = positions[other]! < positions[place]!;
      above.add(now, slope, wasBefore);
      below.add(now, -slope, wasBefore);
    }
    const up = above.first(weight, Infinity);
    // What happens at 0 alone is no end: below it there is nothing.
    const down = below.first(weight, weight * (1 - SAME));
    return { from: down === null ? null : weight - down, to: up === null ? null : weight + up };
  };
}

/** Where others change sides with one package, in one direction from now, and by how much its rank changes there. */
class Changes {
  readonly #distances: Float64Array;
  readonly #ranks: Int8Array;
  #count = 0;

  /** Of each pair there is at most one. */
  constructor(packages: number) {
    this.#distances = new Float64Array(packages);
    this.#ranks = new Int8Array(packages);
  }

  clear(): void {
    this.#count = 0;
  }

  /** @param now the other's lead, which grows by `rise` for each unit of the way */
  add(now: number, rise: number, wasBefore: boolean): void {
    const isBeforeNext = now > 0 || (now === 0 && rise > 0);
    // Equals part at once; others where the lead is used up.
    if (isBeforeNext !== wasBefore) this.#put(0, isBeforeNext ? 1 : -1);
    else if (now * rise < 0) this.#put(-now / rise, wasBefore ? -1 : 1);
  }

  #put(distance: number, ranks: 1 | -1): void {
    this.#distances[this.#count] = distance;
    this.#ranks[this.#count++] = ranks;
  }

  /**
   * The distance to where the rank first is another one. Changes at the same place may make up for each other.
   *
   * @param within only what is nearer
   */
  first(weight: number, within: number): number | null {
    for (let passed = -1; ;) {
      let nearest = Infinity;
      for (let at = 0; at < this.#count; at++) {
        const distance = this.#distances[at]!;
        if (distance > passed && distance < nearest) nearest = distance;
      }
      if (nearest >= within || nearest === Infinity) return null;
      const until = nearest + SAME * (weight + nearest);
      let ranks = 0;
      for (let at = 0; at < this.#count; at++) {
        const distance = this.#distances[at]!;
        if (distance > passed && distance <= until) ranks += this.#ranks[at]!;
      }
      if (ranks !== 0) return nearest;
      passed = until;
    }
  }
}
