import type { BuildingStep } from './building-order.ts';
import { jointSavings, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import type { CostTable } from './unit-costs.ts';

/** What each of those who take part pays, cents, in their order; each list sums exactly to the total. */
export interface CostShares {
  byFirms: number[];
  byLength: number[];
  shapley: number[];
}

/**
 * Who pays how much of a plan.
 *
 * By firms: in proportion to the firms newly served; where there are none, by length. By length: in proportion to the metres
 * that lie in each. Shapley: of the game in which a group of municipalities needs the segments that serve its firms
 * with all on their ways to a root; a segment is paid in equal parts by those who need it, what
 * a pair of segments saves is shared likewise. A firm is served by whichever of the plan's segments is built first. What nobody
 * needs is shared by length.
 *
 * @param members  places of the municipalities that take part, in the order of their codes
 */
export function shareCost(
  problem: PlanProblem,
  costs: CostTable,
  { steps, totalEur }: { steps: readonly BuildingStep[]; totalEur: number },
  members: readonly number[],
): CostShares {
  const totalCents = Math.round(totalEur * 100);
  const firms = firmsOf(problem, steps, members);
  const even = members.map(() => 1);
  const lengths = lengthsOf(problem, steps, members);
  const byLength = firstWithSum(lengths, firms, even);

  const game = costGame(problem, costs, steps, members);
  const needed = shapleyCents(game);
  const neededCents = Math.round(costOfAll(game) * 100);
  const unneeded = steps.filter((_step, place) => game.pieces[place]!.neededBy.length === 0);
  const restBy = firstWithSum(lengthsOf(problem, unneeded, members), byLength);
  const allRest = sum(restBy);
  return {
    byFirms: splitCents(totalCents, firstWithSum(firms, byLength)),
    byLength: splitCents(totalCents, byLength),
    shapley: roundCents(
      totalCents,
      needed.map((cents, member) => cents + ((totalCents - neededCents) * restBy[member]!) / allRest),
    ),
  };
}

/** A game of costs: a coalition pays each piece that one of its members needs, less the savings of pairs of such pieces. */
export interface CostGame {
  players: number;
  /** Whole euros, and who needs it. */
  pieces: { eur: number; neededBy: number[] }[];
  /** Places of two pieces, and what having both saves, whole euros. */
  savings: { a: number; b: number; eur: number }[];
}

/** The game of a plan among `members`: a piece for each step, in their order. */
export function costGame(
  problem: PlanProblem,
  costs: CostTable,
  steps: readonly BuildingStep[],
  members: readonly number[],
): CostGame {
  const playerOf = new Map(members.map((municipality, player) => [municipality, player]));
  const pieceOf = new Map(steps.map(({ candidate }, piece) => [candidate, piece]));
  const neededBy = steps.map(() => new Set<number>());
  for (const [piece, { adds, needs }] of steps.entries()) {
    const way = [piece, ...needs.map((candidate) => pieceOf.get(candidate)!)];
    for (const municipality of new Set(adds.map((firm) => problem.firms[firm]!.municipality))) {
      const player = playerOf.get(municipality);
      if (player !== undefined) for (const each of way) neededBy[each]!.add(player);
    }
  }
  return {
    players: members.length,
    pieces: steps.map(({ candidate }, piece) => ({
      eur: segmentCost(problem.candidates[candidate]!, costs).eur.likely,
      neededBy: [...neededBy[piece]!].toSorted((one, other) => one - other),
    })),
    savings: jointSavings(problem, costs).flatMap(({ likely: eur }, pair) => {
      const joint = problem.jointWorks[pair]!;
      const [a, b] = [pieceOf.get(joint.a), pieceOf.get(joint.b)];
      return a === undefined || b === undefined ? [] : [{ a, b, eur }];
    }),
  };
}

/**
 * The Shapley value of each player, cents, not rounded. A piece is shared equally by those who need it; that
 * a coalition needs both of two pieces is that it needs the one, plus that it needs the other, less that it needs either.
 */
export function shapleyCents({ players, pieces, savings }: CostGame): number[] {
  /** By player: whole cents to be divided by so many. Sums of whole numbers, so that equals get equal values to the digit. */
  const parts = Array.from({ length: players }, () => new Map<number, number>());
  const share = (cents: number, among: readonly number[]) => {
    for (const player of among) {
      const own = parts[player]!;
      own.set(among.length, (own.get(among.length) ?? 0) + cents);
    }
  };
  for (const { eur, neededBy } of pieces) share(eur * 100, neededBy);
  for (const { a, b, eur } of savings) {
    const [needA, needB] = [pieces[a]!.neededBy, pieces[b]!.neededBy];
    if (needA.length === 0 || needB.length === 0) continue;
    share(-eur * 100, needA);
    share(-eur * 100, needB);
    share(eur * 100, [...new Set([...needA, ...needB])]);
  }
  return parts.map((own) =>
    sum([...own].toSorted(([one], [other]) => one - other).map(([among, cents]) => cents / among)),
  );
}

/** What all players together pay, whole euros. */
const costOfAll = ({ pieces, savings }: CostGame): number =>
  sum(pieces.map(({ eur, neededBy }) => (neededBy.length > 0 ? eur : 0))) -
  sum(savings.map(({ a, b, eur }) => (pieces[a]!.neededBy.length > 0 && pieces[b]!.neededBy.length > 0 ? eur : 0)));

/** Whole cents in proportion to `weights`, which are at least 0 and not all 0. */
function splitCents(totalCents: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  return roundCents(
    totalCents,
    weights.map((weight) => (totalCents * weight) / all),
  );
}

/** Whole cents that sum to the total: rounded down, and what is left goes to the largest remainders, the first of equals. */
function roundCents(totalCents: number, amounts: readonly number[]): number[] {
  const cents = amounts.map(Math.floor);
  const left = totalCents - sum(cents);
  const byRemainder = amounts
    .map((amount, place) => ({ place, remainder: amount - cents[place]! }))
    .toSorted((one, other) => other.remainder - one.remainder || one.place - other.place);
  for (const { place } of byRemainder.slice(0, Math.max(left, 0))) cents[place]! += 1;
  return cents;
}

function firmsOf(problem: PlanProblem, steps: readonly BuildingStep[], members: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const { adds } of steps) {
    for (const firm of adds) {
      const { municipality } = problem.firms[firm]!;
      counts.set(municipality, (counts.get(municipality) ?? 0) + 1);
    }
  }
  return members.map((municipality) => counts.get(municipality) ?? 0);
}

/** Metres of the steps that lie in each member. */
function lengthsOf(problem: PlanProblem, steps: readonly BuildingStep[], members: readonly number[]): number[] {
  const metres = new Map<number, number>();
  for (const { candidate } of steps) {
    const { lengthM, lengthShares } = problem.candidates[candidate]!;
    for (const { municipality, share } of lengthShares) {
      metres.set(municipality, (metres.get(municipality) ?? 0) + lengthM * share);
    }
  }
  return members.map((municipality) => metres.get(municipality) ?? 0);
}

const firstWithSum = (...lists: number[][]): number[] => lists.find((weights) => sum(weights) > 0) ?? lists.at(-1)!;

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
