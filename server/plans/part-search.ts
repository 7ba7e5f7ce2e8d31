import type { Highs } from 'highs';
import { forbid, formulate, type Programme, type Row, rowOf } from './budget.ts';
import { Building } from './building.ts';
import { fillUp } from './greedy.ts';
import { Frontier } from './frontier.ts';
import type { Part } from './parts.ts';
import { Relaxation } from './relaxation.ts';
import { cutsFor } from './separate.ts';
import { hidden, searchWhole } from './whole-search.ts';
import { costOfSet, meetsTerms, pointsOfSet } from './worth.ts';

const ROUNDS = 3;

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

  /**
   * Finds the best option at a price, and how good any may be.
   *
   * @param price  points to a euro
   * @param blur   so many points nearer than this is near enough
   */
  search(price: number, blur: number, secondsLeft: () => number): void {
    const programme = this.#at(price);
    if (programme.cost.length === 0) return;
    const { perUnit } = programme;
    const base = this.part.reduced.basePoints;
    const limit = (bound: number, off: number) => {
      const most = base + (off - bound) * perUnit;
      this.frontier.limit(price, most);
      return this.#isNear(price, blur);
    };
    const relaxation = new Relaxation(this.#highs, this.part.reduced, programme);
    try {
      relaxation.solve(secondsLeft, ROUNDS, (_, bound) => limit(bound, Math.abs(bound) * 1e-10));
      this.#rows = [...relaxation.rows];
    } finally {
      relaxation.dispose();
    }
    if (this.#isNear(price, blur) || secondsLeft() <= 0) return;
    const best = this.frontier.bestAt(price);
    const end = searchWhole(this.#highs, {
      programme,
      rows: this.#rows,
      fixed: null,
      start: best ? best.chosen : null,
      relativeGap: 0,
      absoluteGap: blur / perUnit,
      secondsLeft,
      onBound: (bound) => limit(bound, hidden(bound)),
      onSet: (chosen) => {
        const cuts = cutsFor(this.part.reduced, chosen);
        if (cuts.length > 0) return cuts.map((cut) => rowOf(cut, programme.columnOf));
        if (!meetsTerms(this.part.reduced.by.selection, chosen)) return [forbid(chosen, programme.columnOf)];
        this.#offer(chosen);
        return [];
      },
    });
    if (end.bound < Infinity) limit(end.bound, hidden(end.bound));
  }

  #isNear(price: number, blur: number): boolean {
    const best = this.frontier.bestAt(price);
    return best !== undefined && this.frontier.mostAt(price) - (best.points - price * best.costEur) <= blur;
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
