import { type Weighed, weigh, weighedOf } from './benefit.ts';
import { cheapestWays, wayAlong } from './connect.ts';
import { jointSavings, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import { COST_CASES, type PlanSettings, type Weights } from './settings.ts';
import type { Range } from './unit-costs.ts';

/** A candidate with what must be built before it, and what all that adds to what is chosen. No weight changes it. */
export interface Package {
  /** Place of the candidate. */
  candidate: number;
  /** Places of what must be built first, the one nearest to the root first. */
  needs: number[];
  /** Added, whole euros, less what joint works save among them and with what is chosen. */
  cost: Range;
  /** Of the firms newly served. */
  weighed: Weighed;
  firmsNotStatingEmployees: number;
  firmsNotStatingExport: number;
  /** Mean over the firms newly served that state it, 0 to 1. */
  exportShare: number | null;
  /** Likely cost of a metre of the candidate by itself; null where it has no length. */
  eurPerM: number | null;
}

/** A package in its place. */
export interface Ranked extends Package {
  /** From 1. */
  rank: number;
  /** Micropoints. */
  points: number;
  /** Null where it costs nothing. */
  pointsPerMillionEur: number | null;
}

/**
 * Every candidate that is neither chosen nor excluded and that can be connected, in the order of points per likely euro given
 * what is chosen.
 *
 * @param problem already scoped
 * @param chosen  places of candidates
 */
export const rankSegments = (problem: PlanProblem, settings: PlanSettings, chosen: ReadonlySet<number>): Ranked[] =>
  rank(prepareRanking(problem, settings, chosen), settings.weights);

/** Orders packages by what they bring for a likely euro; of equals the one with more points is first, then the earlier one. */
export function rank(packages: readonly Package[], weights: Weights): Ranked[] {
  return packages
    .map((one) => ({ one, standing: standingOf(one, weights) }))
    .sort((a, b) => (isBefore(a.standing, b.standing) ? -1 : 1))
    .map(({ one, standing: { points } }, index) => ({
      ...one,
      rank: index + 1,
      points,
      pointsPerMillionEur: one.cost.likely === 0 ? null : points / one.cost.likely,
    }));
}

/** What decides a rank. */
export interface Standing {
  /** Micropoints. */
  points: number;
  /** Micropoints per euro; Infinity for points that cost nothing. */
  perEuro: number;
  candidate: number;
}

export function standingOf({ weighed, cost, candidate }: Package, weights: Weights): Standing {
  const points = weigh(weighed, weights);
  return { points, perEuro: perEuro(points, cost.likely), candidate };
}

/** Equal fractions are equal as numbers too: a quotient is the nearest number to the exact one. */
export const perEuro = (points: number, eur: number): number => (points === 0 ? 0 : points / eur);

/** Candidates are in the order of their ids: so are those with equal points. */
export function isBefore(a: Standing, b: Standing): boolean {
  if (a.perEuro !== b.perEuro) return a.perEuro > b.perEuro;
  return a.points === b.points ? a.candidate < b.candidate : a.points > b.points;
}

/**
 * All of a ranking that does not depend on weights, so that it follows a weight that moves.
 *
 * @returns in the order of the candidates
 */
export function prepareRanking(
  problem: PlanProblem,
  { costs, excluded }: Pick<PlanSettings, 'costs' | 'excluded'>,
  chosen: ReadonlySet<number>,
): Package[] {
  const isOut = new Set(excluded);
  const own = problem.candidates.map((candidate) => segmentCost(candidate, costs).eur);
  const ways = cheapestWays(
    problem,
    chosen,
    problem.candidates.map(({ id }, place) => (isOut.has(id) && !chosen.has(place) ? Infinity : own[place]!.likely)),
  );
  const addedCost = costsAdded(problem, own, jointSavings(problem, costs), chosen);
  const addedFirms = firmsAdded(problem, chosen);
  return problem.candidates.flatMap(({ id, lengthM }, candidate): Package[] => {
    const needs = chosen.has(candidate) || isOut.has(id) ? null : wayAlong(ways, candidate, chosen);
    if (needs === null) return [];
    const members = [...needs, candidate];
    const eurPerM = lengthM > 0 ? own[candidate]!.likely / lengthM : null;
    return [{ candidate, needs, cost: addedCost(members), ...addedFirms(members), eurPerM }];
  });
}

/** What members of a package cost on top of what is chosen. */
function costsAdded(
  { candidates, jointWorks }: PlanProblem,
  own: readonly Range[],
  savings: readonly Range[],
  chosen: ReadonlySet<number>,
): (members: readonly number[]) => Range {
  const pairsOf = candidates.map((): { other: number; saving: Range }[] => []);
  jointWorks.forEach(({ a, b }, pair) => {
    pairsOf[a]!.push({ other: b, saving: savings[pair]! });
    pairsOf[b]!.push({ other: a, saving: savings[pair]! });
  });
  const addedIn = new Int32Array(candidates.length);
  let packages = 0;
  return (members) => {
    packages++;
    const cost: Range = { low: 0, likely: 0, high: 0 };
    const add = (range: Range, times: 1 | -1) => {
      for (const at of COST_CASES) cost[at] += times * range[at];
    };
    for (const member of members) {
      add(own[member]!, 1);
      for (const { other, saving } of pairsOf[member]!) {
        if (chosen.has(other) || addedIn[other] === packages) add(saving, -1);
      }
      addedIn[member] = packages;
    }
    return cost;
  };
}

type AddedFirms = Pick<Package, 'weighed' | 'firmsNotStatingEmployees' | 'firmsNotStatingExport' | 'exportShare'>;

/** What members of a package bring of firms that nothing chosen serves, each firm once. */
function firmsAdded(
  { candidates, firms }: PlanProblem,
  chosen: ReadonlySet<number>,
): (members: readonly number[]) => AddedFirms {
  const reachedBy = candidates.map((): number[] => []);
  firms.forEach((firm, place) => {
    if (firm.reachedBy.some((candidate) => chosen.has(candidate))) return;
    for (const candidate of firm.reachedBy) reachedBy[candidate]!.push(place);
  });
  const brings = firms.map(weighedOf);
  const countedFor = new Int32Array(firms.length);
  let packages = 0;
  return (members) => {
    packages++;
    const weighed: Weighed = { firms: 0, employees: 0, exportThousandths: 0, pledges: 0, inZone: 0 };
    let [firmsNotStatingEmployees, firmsNotStatingExport] = [0, 0];
    for (const member of members) {
      for (const place of reachedBy[member]!) {
        if (countedFor[place] === packages) continue;
        countedFor[place] = packages;
        addTo(weighed, brings[place]!);
        if (firms[place]!.employees === null) firmsNotStatingEmployees++;
        if (firms[place]!.exportShare === null) firmsNotStatingExport++;
      }
    }
    const stating = weighed.firms - firmsNotStatingExport;
    const exportShare = stating === 0 ? null : weighed.exportThousandths / 1000 / stating;
    return { weighed, firmsNotStatingEmployees, firmsNotStatingExport, exportShare };
  };
}

function addTo(sum: Weighed, one: Weighed): void {
  sum.firms += one.firms;
  sum.employees += one.employees;
  sum.exportThousandths += one.exportThousandths;
  sum.pledges += one.pledges;
  sum.inZone += one.inZone;
}
