import type { Highs } from 'highs';
import { forbid, formulate, type Programme, type Row, rowOf } from './budget.ts';
import { Building } from './building.ts';
import { fillUp } from './greedy.ts';
import { Frontier, worthAt } from './frontier.ts';
import type { Part } from './parts.ts';
import { Relaxation } from './relaxation.ts';
import { cutsFor } from './separate.ts';
import { hidden, searchWhole } from './whole-search.ts';
import { costOfSet, meetsTerms, pointsOfSet } from './worth.ts';

const ROUNDS = 3;
/** Candidates of a part up to which HiGHS is faster without getting ready. */
const SMALL = 100;
/** What rounding may do to the sums that prices prove. */
const ROUNDED_SHARE = 1e-10;

/** Searches a part for what is best where every euro costs so many points. */
export class PartSearch {
  readonly part: Part;
  readonly frontier: Frontier;
  readonly #highs: Highs;
  readonly #programme: Programme;
  /** Without prices: the cost of each column in points, and what it costs in euros. */
  readonly #points: readonly number[];
  readonly #eur: Float64Array;
  #rows: Row[];

  constructor(highs: Highs, part: Part) {
    this.part = part;
    this.#highs = highs;
    const { groups, by } = part.reduced;
    this.frontier = new Frontier(by.selection.groups.reduce((sum, { points }) => sum + points, 0));
    const programme = formulate(part.reduced, 'points');
    this.#points = programme.cost;
    this.#eur = new Float64Array(programme.cost.length);
    const budget = programme.rows[programme.budgetRow]!;
    for (const [at, column] of budget.indices.entries()) {
      this.#eur[column] = budget.values[at]! * programme.eurPerUnit;
    }
    this.#rows = programme.rows.filter((row) => row !== budget);
    this.#programme = { ...programme, rows: this.#rows, budgetRow: -1 };
    this.#startWith(groups.length > 0);
  }

  /** Each step of always building what brings most per euro is an option. */
  #startWith(hasPoints: boolean): void {
    const { by, isForced } = this.part.reduced;
    const building = new Building(
      by,
      [...isForced.keys()].filter((each) => isForced[each]),
    );
    this.#offer(building.chosen);
    if (hasPoints) fillUp(building, undefined, () => this.#offer(building.chosen));
  }

  #offer(chosen: ReadonlySet<number>): void {
    const { selection } = this.part.reduced.by;
    if (!meetsTerms(selection, chosen)) return;
    this.frontier.add({
      chosen: new Set(chosen),
      points: pointsOfSet(selection, chosen),
      costEur: costOfSet(selection, chosen),
    });
  }

  /** Bounds what options are worth at a price without looking for any: quick. */
  relax(price: number, secondsLeft: () => number): void {
    this.#relax(price, 0, secondsLeft);
  }

  /**
   * Finds the best option at a price, and how good any may be.
   *
   * @param price  points to a euro
   * @param blur   so many points nearer than this is near enough
   */
  search(price: number, blur: number, secondsLeft: () => number): void {
    const relaxed = this.#relax(price, blur, secondsLeft);
    if (!relaxed || this.#isNear(price, blur) || secondsLeft() <= 0) return;
    const { programme, bound, reducedCost } = relaxed;
    const { perUnit } = programme;
    const best = this.frontier.bestAt(price);
    // Every column that would cost more than what separates the bound from the best option is as that bound has it.
    const slack = best ? (price * best.costEur - best.points) / perUnit - bound + hidden(bound) : Infinity;
    const end = searchWhole(this.#highs, {
      programme,
      rows: this.#rows,
      fixed: Int8Array.from(reducedCost, (each, column) =>
        column >= programme.candidates.length || programme.lower[column] === 1 || Math.abs(each) <= slack
          ? -1
          : Number(each < 0),
      ),
      start: best ? best.chosen : null,
      relativeGap: 0,
      isSmall: programme.candidates.length <= SMALL,
      absoluteGap: blur / perUnit,
      secondsLeft,
      onBound: (bound) => this.#limit(price, bound, hidden(bound), blur),
      onSet: (chosen) => {
        const cuts = cutsFor(this.part.reduced, chosen);
        if (cuts.length > 0) return cuts.map((cut) => rowOf(cut, programme.columnOf));
        if (!meetsTerms(this.part.reduced.by.selection, chosen)) return [forbid(chosen, programme.columnOf)];
        this.#offer(chosen);
        return [];
      },
    });
    this.#limit(price, end.bound, hidden(end.bound), blur);
  }

  /** @returns null where there is nothing to decide or no time */
  #relax(price: number, blur: number, secondsLeft: () => number) {
    const programme = this.#at(price);
    if (programme.cost.length === 0) return null;
    const relaxation = new Relaxation(this.#highs, this.part.reduced, programme);
    let bound = -Infinity;
    let reducedCost: Float64Array = new Float64Array(0);
    try {
      relaxation.solve(secondsLeft, ROUNDS, (_, proved) => {
        if (proved > bound) [bound, reducedCost] = [proved, relaxation.reducedCost];
        return this.#limit(price, proved, Math.abs(proved) * ROUNDED_SHARE, blur);
      });
      this.#rows = [...relaxation.rows];
    } finally {
      relaxation.dispose();
    }
    return bound === -Infinity ? null : { programme: this.#at(price), bound, reducedCost };
  }

  /** @returns whether that is near enough to the best option */
  #limit(price: number, bound: number, off: number, blur: number): boolean {
    const best = worthAt(this.frontier.bestAt(price), price);
    // Where all that is left was fixed away, the best option known is the best there is.
    const most = bound === Infinity ? best : Math.max(best, (off - bound) * this.#programme.perUnit);
    this.frontier.limit(price, most);
    return this.#isNear(price, blur);
  }

  #isNear(price: number, blur: number): boolean {
    return this.frontier.mostAt(price) - worthAt(this.frontier.bestAt(price), price) <= blur;
  }

  #at(price: number): Programme {
    const { perUnit } = this.#programme;
    return {
      ...this.#programme,
      rows: this.#rows,
      cost: this.#points.map((points, column) => points + (price * this.#eur[column]!) / perUnit),
    };
  }
}
