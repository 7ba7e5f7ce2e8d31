import type { Highs } from 'highs';
import { forbid, formulate, type Programme, rowOf } from './budget.ts';
import { Incumbent } from './incumbent.ts';
import { Standing } from './standing.ts';
import { takeApart } from './parts.ts';
import { Pricing } from './pricing.ts';
import type { Reduced } from './reduce.ts';
import { type Line, Relaxation } from './relaxation.ts';
import type { Choice } from './selection.ts';
import { cutsFor } from './separate.ts';
import { hidden, searchWhole } from './whole-search.ts';
import { meetsTerms } from './worth.ts';

/** Rounds of cuts before whole solutions are searched. */
const ROUNDS = 12;
/** So many candidates can be searched to the end in a moment. */
const MOST_IN_A_PART = 60;
/** Shares of the gap that the bound of the parts may leave open, one after the other. */
const BLURS = [0.8, 0.4, 0.15];
/** Swaps tried on a set before whole solutions are searched. */
const SWAPS = 60;
/** What rounding may do to the sums that prices prove. */
const ROUNDED_SHARE = 1e-11;

/** How far to go under one budget. */
export interface BudgetEffort {
  relativeGap: number;
  secondsLeft: () => number;
  /** True to leave it at what prices prove of the parts, where there are parts. */
  isQuick?: boolean;
  /** Hears the points of the best set so far and of the bound, whenever one of them gets better. */
  onBetter?: (points: number, boundPoints: number) => void;
}

/** Searches one selection for the best set under one budget after the other; what it learns at one it uses at the next. */
export class PlanSearch {
  readonly #highs: Highs;
  readonly #reduced: Reduced;
  readonly #programme: Programme;
  readonly #pricing: Pricing | null;
  readonly #lines: Line[] = [];
  /** Points of everything that can be built, whatever it costs. */
  readonly #allPoints: number;
  /** Of the whole; made when parts do not do. */
  #relaxation: Relaxation | undefined;

  /**
   * @param reduced      of the selection with the largest budget that will be asked for
   * @param mostInAPart  candidates that are searched together before the whole is
   */
  constructor(highs: Highs, reduced: Reduced, mostInAPart = MOST_IN_A_PART) {
    this.#highs = highs;
    this.#reduced = reduced;
    this.#programme = formulate(reduced, 'points');
    const parts = takeApart(reduced, mostInAPart);
    this.#pricing = parts.length > 1 ? new Pricing(highs, parts) : null;
    this.#allPoints = reduced.groups.reduce((sum, { points }) => sum + points, reduced.basePoints);
  }

  /** @param starts  sets that meet the terms under this budget, at least one */
  best(budgetEur: number, starts: readonly (readonly number[])[], effort: BudgetEffort): Choice {
    const { by } = this.#reduced;
    const incumbent = new Incumbent({ ...by, selection: { ...by.selection, budgetEur } });
    for (const start of starts) incumbent.offer(new Set(start));
    const standing = new Standing(incumbent, this.boundAt(budgetEur), effort);
    if (!standing.isEnough() && this.#pricing) this.#price(this.#pricing, budgetEur, standing);
    if (!standing.isEnough() && !(effort.isQuick && this.#pricing)) this.#branch(budgetEur, standing);
    const { chosen, points, costEur } = incumbent.best!;
    const { boundPoints, isProven } = standing;
    return { chosen, points, costEur, boundPoints, ended: isProven ? 'proven' : 'timeOver' };
  }

  /** Searches the parts at prices of a euro, and puts together what they offer. */
  #price(pricing: Pricing, budgetEur: number, standing: Standing): void {
    const { incumbent, relativeGap, secondsLeft } = standing;
    const combine = (): boolean => {
      const combined = pricing.combine(budgetEur, Math.max(secondsLeft(), 0));
      if (combined) incumbent.offer(combined);
      return standing.isEnough();
    };
    // What is proven roughly for all parts may be enough; where not, they are searched more sharply.
    for (const share of BLURS) {
      const blur = Math.max(share * relativeGap * incumbent.points, this.#programme.step / 2);
      pricing.bound(budgetEur, blur, secondsLeft, (points) => standing.lower(this.#wholePoints(points)), combine);
      if (standing.isEnough() || combine()) return;
    }
  }

  /** Searches the whole: its relaxation first, then by branching. */
  #branch(budgetEur: number, standing: Standing): void {
    const { incumbent, secondsLeft } = standing;
    this.#relaxation ??= new Relaxation(this.#highs, this.#reduced, this.#programme);
    const relaxation = this.#relaxation;
    relaxation.setBudget(budgetEur);
    let relaxed = { bound: -Infinity, reducedCost: relaxation.reducedCost };
    relaxation.solve(secondsLeft, ROUNDS, (line, bound) => {
      this.#lines.push(line);
      if (bound > relaxed.bound) relaxed = { bound, reducedCost: relaxation.reducedCost };
      incumbent.offerShares(relaxation.shares());
      return standing.lower(this.#pointsOf(bound, Math.abs(bound) * ROUNDED_SHARE));
    });
    if (standing.isEnough()) return;
    incumbent.improve(SWAPS, () => secondsLeft() <= 0);
    if (!standing.isEnough()) this.#searchWhole(relaxation, relaxed, standing);
  }

  /** Points that no set within a budget has more of, by all that has been learnt since. */
  boundAt(budgetEur: number): number {
    const lines = this.#lines.map((line) => this.#pointsOnLine(line, budgetEur));
    const priced = this.#pricing ? this.#wholePoints(this.#pricing.known(budgetEur)) : Infinity;
    return Math.min(this.#allPoints, priced, ...lines);
  }

  dispose(): void {
    this.#relaxation?.dispose();
  }

  #searchWhole(
    relaxation: Relaxation,
    relaxed: { bound: number; reducedCost: Float64Array },
    standing: Standing,
  ): void {
    const { incumbent, relativeGap, secondsLeft } = standing;
    const { selection, best, points: startPoints } = incumbent;
    const { columnOf } = this.#programme;
    // What is fixed for having no more points than the start says nothing of sets that have fewer.
    const lower = (bound: number): boolean =>
      standing.lower(bound === Infinity ? startPoints : Math.max(startPoints, this.#pointsOf(bound, hidden(bound))));
    const end = searchWhole(this.#highs, {
      programme: this.#programme,
      rows: [...relaxation.rows],
      fixed: this.#fixBeyond(startPoints, relaxed.bound, relaxed.reducedCost),
      start: new Set(best!.chosen),
      relativeGap,
      secondsLeft,
      onBound: lower,
      onSet: (chosen) => {
        const cuts = cutsFor(this.#reduced, chosen);
        relaxation.add(cuts);
        incumbent.offer(chosen);
        if (cuts.length > 0) return cuts.map((cut) => rowOf(cut, columnOf));
        return meetsTerms(selection, chosen) ? [] : [forbid(chosen, columnOf)];
      },
    });
    standing.isExhausted = end.how === 'exhausted';
    lower(end.bound);
  }

  /** Columns that every set with more points has built, or not: their other value costs more than is left to gain. */
  #fixBeyond(points: number, relaxed: number, reducedCost: Float64Array): Int8Array {
    const { basePoints } = this.#reduced;
    const { step, perUnit, candidates, lower } = this.#programme;
    const most = -(points + step - basePoints) / perUnit;
    const slack = most - relaxed + hidden(0) + Math.abs(relaxed) * ROUNDED_SHARE;
    return Int8Array.from(reducedCost, (each, column) => {
      if (column >= candidates.length || lower[column] === 1 || Math.abs(each) <= slack) return -1;
      return each > 0 ? 0 : 1;
    });
  }

  #wholePoints(priced: number): number {
    const { step } = this.#programme;
    const points = Math.floor((priced * (1 + ROUNDED_SHARE)) / step + 1e-9) * step;
    return Math.min(this.#allPoints, this.#reduced.basePoints + points);
  }

  #pointsOnLine({ atNothing, perUnit }: Line, budgetEur: number): number {
    const fall = perUnit === 0 ? 0 : (perUnit * budgetEur) / this.#programme.eurPerUnit;
    return this.#pointsOf(atNothing + fall, (Math.abs(atNothing) + Math.abs(fall)) * ROUNDED_SHARE);
  }

  /** The most points that the objective, and what may be hidden of it, leaves possible. */
  #pointsOf(objective: number, hidden: number): number {
    if (objective === -Infinity) return this.#allPoints;
    const { perUnit, step } = this.#programme;
    const { basePoints } = this.#reduced;
    return Math.min(this.#allPoints, basePoints + Math.floor(((hidden - objective) * perUnit) / step + 1e-9) * step);
  }
}
