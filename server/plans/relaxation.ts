import type { Highs, Model, ModelData } from 'highs';
import type { Cut, Programme, Row } from './budget.ts';
import { rowOf } from './budget.ts';
import type { Reduced } from './reduce.ts';
import { cutsForShares } from './separate.ts';

/** A bound on all choices, whatever the budget, that a linear programme's prices prove. */
export interface Line {
  /** Least cost of the programme at a budget of nothing, and what each unit of the budget's row adds to it (at most 0). */
  atNothing: number;
  perUnit: number;
}

const CUTS_A_ROUND = 80;
/** HiGHS takes no infinite time. */
export const MOST_SECONDS = 1e9;

/** The programme without wholeness: solved anew from where it stood whenever the budget moves or a cut is added. */
export class Relaxation {
  readonly #reduced: Reduced;
  readonly #programme: Programme;
  readonly #model: Model;
  readonly #highs: Highs;
  readonly #rows: Row[];
  /** What each column adds to the bound where it is 1 rather than what is best for it. */
  reducedCost: Float64Array = new Float64Array(0);
  #value: Float64Array = new Float64Array(0);

  constructor(highs: Highs, reduced: Reduced, programme: Programme, options: Record<string, number | string> = {}) {
    this.#highs = highs;
    this.#reduced = reduced;
    this.#programme = programme;
    this.#rows = [...programme.rows];
    this.#model = highs.createModel(modelOf(highs, programme, this.#rows));
    this.#model.options.set({ output_flag: false, ...options });
  }

  /** Rows of the programme and all cuts added so far. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  add(cuts: readonly Cut[]): void {
    for (const cut of cuts) {
      const row = rowOf(cut, this.#programme.columnOf);
      this.#rows.push(row);
      this.#model.addRow(-this.#highs.infinity, row.upper, { indices: row.indices, values: row.values });
    }
  }

  setBudget(budgetEur: number): void {
    const { budgetRow, eurPerUnit } = this.#programme;
    this.#rows[budgetRow] = { ...this.#rows[budgetRow]!, upper: budgetEur / eurPerUnit };
    this.#model.changeRowBounds(budgetRow, -this.#highs.infinity, budgetEur / eurPerUnit);
  }

  /**
   * Solves and adds cuts that the solution breaks, round by round.
   *
   * @returns the bounds that each round proved, the last the best; none where time was over before the first
   */
  solve(secondsLeft: () => number, rounds: number, onBound: (line: Line, bound: number) => boolean): boolean {
    for (let round = 0; round < rounds; round++) {
      const left = secondsLeft();
      if (left <= 0) return false;
      this.#model.zeroAllClocks();
      this.#model.options.set('time_limit', Math.min(left, MOST_SECONDS));
      this.#model.run();
      if (this.#model.getModelStatus() !== this.#highs.constants.modelStatus.optimal) return false;
      const { colValue, rowDual } = this.#model.getSolution();
      this.#value = colValue;
      const { line, bound } = this.#prove(rowDual);
      if (onBound(line, bound)) return true;
      const cuts = cutsForShares(this.#reduced, this.shares(), CUTS_A_ROUND);
      if (cuts.length === 0) return true;
      this.add(cuts);
    }
    return true;
  }

  /** How much of each candidate the last solution builds. */
  shares(): Float64Array {
    const shares = new Float64Array(this.#programme.columnOf.length);
    for (const [column, candidate] of this.#programme.candidates.entries()) shares[candidate] = this.#value[column]!;
    return shares;
  }

  dispose(): void {
    this.#model.dispose();
  }

  /**
   * The bound that prices prove by weak duality, whatever the solver's tolerances: any prices of the right sign prove one.
   */
  #prove(prices: Float64Array): { line: Line; bound: number } {
    const { cost, lower, budgetRow } = this.#programme;
    const rest = Float64Array.from(cost);
    let atNothing = 0;
    let perUnit = 0;
    for (const [at, row] of this.#rows.entries()) {
      const side = prices[at]! > 0 ? row.lower : row.upper;
      const price = Number.isFinite(side) ? prices[at]! : 0;
      if (price === 0) continue;
      if (at === budgetRow) perUnit = price;
      else atNothing += price * side;
      for (const [entry, column] of row.indices.entries()) rest[column]! -= price * row.values[entry]!;
    }
    for (const [column, each] of rest.entries()) atNothing += each > 0 ? each * lower[column]! : each;
    this.reducedCost = rest;
    const budget = budgetRow === -1 ? 0 : this.#rows[budgetRow]!.upper;
    return { line: { atNothing, perUnit }, bound: atNothing + (perUnit === 0 ? 0 : perUnit * budget) };
  }
}

/** The programme as HiGHS takes it. */
export function modelOf(highs: Highs, { cost, lower }: Programme, rows: readonly Row[]): ModelData {
  const starts = [0];
  for (const row of rows) starts.push(starts.at(-1)! + row.indices.length);
  return {
    numCols: cost.length,
    numRows: rows.length,
    colCost: cost,
    colLower: lower,
    colUpper: cost.map(() => 1),
    rowLower: rows.map((row) => Math.max(row.lower, -highs.infinity)),
    rowUpper: rows.map((row) => Math.min(row.upper, highs.infinity)),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: cost.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(rows.flatMap(({ indices }) => indices)),
      values: Float64Array.from(rows.flatMap(({ values }) => values)),
    },
  };
}
