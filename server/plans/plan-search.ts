import type { Highs } from 'highs';
import { forbid, formulate, type Programme, rowOf } from './budget.ts';
import { Incumbent } from './incumbent.ts';
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
/** Swaps tried on a set before whole solutions are searched. */
const SWAPS = 60;
/** What rounding may do to the sums that prices prove. */
const ROUNDED_SHARE = 1e-11;

/** Searches one selection for the best set under one budget after the other; what it learns at one it uses at the next. */
export class PlanSearch {
  readonly #highs: Highs;
  readonly #reduced: Reduced;
  readonly #programme: Programme;
  readonly #relaxation: Relaxation;
  readonly #pricing: Pricing | null;
  readonly #lines: Line[] = [];
  /** Points of everything that can be built, whatever it costs. */
  readonly #allPoints: number;

  /** @param reduced  of the selection with the largest budget that will be asked for */
  constructor(highs: Highs, reduced: Reduced) {
    this.#highs = highs;
    this.#reduced = reduced;
    this.#programme = formulate(reduced, 'points');
    this.#relaxation = new Relaxation(highs, reduced, this.#programme);
    const parts = takeApart(reduced);
    this.#pricing = parts.length > 1 ? new Pricing(highs, parts) : null;
    this.#allPoints = reduced.groups.reduce((sum, { points }) => sum + points, reduced.basePoints);
  }

  /**
   * @param starts  sets that meet the terms under this budget, at least one
   * @param onBetter  hears the points of the best set so far and of the bound, whenever one of them gets better
   */
  best(
    budgetEur: number,
    starts: readonly (readonly number[])[],
    relativeGap: number,
    secondsLeft: () => number,
    onBetter: (points: number, boundPoints: number) => void = () => {},
  ): Choice {
    const { by } = this.#reduced;
    const incumbent = new Incumbent({ ...by, selection: { ...by.selection, budgetEur } });
    for (const start of starts) incumbent.offer(new Set(start));
    let boundPoints = this.boundAt(budgetEur);
    let said = '';
    const isProven = () => boundPoints - incumbent.points <= relativeGap * incumbent.points;
    const tell = (): boolean => {
      boundPoints = Math.max(boundPoints, incumbent.points);
      const news = `${incumbent.points} ${boundPoints}`;
      if (news !== said) onBetter(incumbent.points, boundPoints);
      said = news;
      return isProven();
    };
    const lower = (points: number) => {
      boundPoints = Math.min(boundPoints, points);
      return tell();
    };

    if (!tell() && secondsLeft() > 0 && this.#pricing) {
      const blur = Math.max((relativeGap * incumbent.points) / 3, this.#programme.step / 2);
      this.#pricing.bound(budgetEur, blur, secondsLeft, (points) =>
        lower(this.#reduced.basePoints + Math.floor(points * (1 + 1e-12) + 1e-6)),
      );
      const combined = this.#pricing.combine(budgetEur, Math.max(secondsLeft(), 1));
      if (combined) incumbent.offer(combined);
    }
    if (!tell() && secondsLeft() > 0) {
      this.#relaxation.setBudget(budgetEur);
      let atBest = { bound: -Infinity, reducedCost: this.#relaxation.reducedCost };
      this.#relaxation.solve(secondsLeft, ROUNDS, (line, bound) => {
        this.#lines.push(line);
        if (bound > atBest.bound) atBest = { bound, reducedCost: this.#relaxation.reducedCost };
        incumbent.offerShares(this.#relaxation.shares());
        return lower(this.#pointsOf(bound, Math.abs(bound) * ROUNDED_SHARE));
      });
      if (!isProven()) {
        incumbent.improve(SWAPS, () => secondsLeft() <= 0);
        tell();
      }
      if (!isProven() && secondsLeft() > 0) {
        this.#searchWhole(incumbent, atBest, relativeGap, secondsLeft, lower);
      }
    }
    const { chosen, points, costEur } = incumbent.best!;
    return { chosen, points, costEur, boundPoints, ended: isProven() ? 'proven' : 'timeOver' };
  }

  /** Points that no set within a budget has more of, by all that has been learnt since. */
  boundAt(budgetEur: number): number {
    const lines = this.#lines.map((line) => this.#pointsOnLine(line, budgetEur));
    const priced = this.#pricing ? this.#wholePoints(this.#pricing.known(budgetEur)) : Infinity;
    return Math.min(this.#allPoints, priced, ...lines);
  }

  dispose(): void {
    this.#relaxation.dispose();
  }

  #searchWhole(
    incumbent: Incumbent,
    { bound: relaxed, reducedCost }: { bound: number; reducedCost: Float64Array },
    relativeGap: number,
    secondsLeft: () => number,
    lower: (points: number) => boolean,
  ) {
    const { columnOf } = this.#programme;
    const start = new Set(incumbent.best!.chosen);
    const startPoints = incumbent.points;
    const { selection } = incumbent;
    const end = searchWhole(this.#highs, {
      programme: this.#programme,
      rows: [...this.#relaxation.rows],
      fixed: this.#fixBeyond(startPoints, relaxed, reducedCost),
      start,
      relativeGap,
      secondsLeft,
      onBound: (bound) => lower(Math.max(startPoints, this.#pointsOf(bound, hidden(bound)))),
      onSet: (chosen) => {
        const cuts = cutsFor(this.#reduced, chosen);
        this.#relaxation.add(cuts);
        incumbent.offer(chosen);
        if (cuts.length > 0) return cuts.map((cut) => rowOf(cut, columnOf));
        return meetsTerms(selection, chosen) ? [] : [forbid(chosen, columnOf)];
      },
    });
    lower(Math.max(startPoints, end.bound === Infinity ? startPoints : this.#pointsOf(end.bound, hidden(end.bound))));
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
