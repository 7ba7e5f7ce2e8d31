import type { Highs } from 'highs';
import { type Option, worthAt } from './frontier.ts';
import type { Part } from './parts.ts';
import { PartSearch } from './part-search.ts';

/** Parts searched before their options are put together anew. */
const PARTS_AT_ONCE = 12;
/** No budget needs a price that halves so often. */
const HALVINGS = 60;

/**
 * Bounds the whole by its parts: where a euro costs so many points, each part is best by itself, and what they are worth
 * together, with the price of the budget, is more than any set within the budget has. The best price is the one at which the
 * parts spend the budget.
 */
export class Pricing {
  readonly #highs: Highs;
  readonly #searches: PartSearch[];
  /** Prices at which parts were searched. */
  readonly #prices = new Set<number>([0]);

  constructor(highs: Highs, parts: readonly Part[]) {
    this.#highs = highs;
    this.#searches = parts.map((part) => new PartSearch(highs, part));
  }

  /**
   * Searches parts until the bound is as good as prices can prove, to `blur` points.
   *
   * @param onBound   hears the points that no set within the budget has more of; returns whether that is enough
   * @param onOptions hears that more options are known at the price that now spends the budget; returns the same
   */
  bound(
    budgetEur: number,
    blur: number,
    secondsLeft: () => number,
    onBound: (points: number) => boolean,
    onOptions: () => boolean,
  ): void {
    const partBlur = (0.75 * blur) / Math.max(this.#searches.length, 1);
    let least = Infinity;
    const hear = (price: number): boolean => {
      this.#prices.add(price);
      least = Math.min(least, this.#mostAt(price) + price * budgetEur);
      return onBound(least);
    };
    least = this.known(budgetEur);
    if (onBound(least)) return;
    while (secondsLeft() > 0) {
      const price = this.priceAt(budgetEur);
      const apart = this.#searches
        .map((search) => ({
          search,
          gap: search.frontier.mostAt(price) - worthAt(search.frontier.bestAt(price), price),
        }))
        .filter(({ gap }) => gap > partBlur)
        .sort((a, b) => b.gap - a.gap);
      if (!this.#prices.has(price)) for (const { search } of apart) search.relax(price, secondsLeft);
      if (hear(price) || onOptions()) return;
      // What the options found are worth at their price is the least that any price can prove.
      if (least - (this.#leastAt(price) + price * budgetEur) <= blur || apart.length === 0) return;
      // Near the best price the bound hardly depends on it: all parts are searched at this one before it moves.
      for (const [at, { search }] of apart.entries()) {
        search.search(price, partBlur, secondsLeft);
        if (hear(price) || secondsLeft() <= 0) return;
        if ((at + 1) % PARTS_AT_ONCE === 0 && onOptions()) return;
      }
    }
  }

  /** The points that no set within the budget has more of, as far as is known without searching. */
  known(budgetEur: number): number {
    let least = Infinity;
    for (const price of this.#prices) least = Math.min(least, this.#mostAt(price) + price * budgetEur);
    return least;
  }

  /** The price at which the best options of all parts spend the budget. */
  priceAt(budgetEur: number): number {
    const costAt = (price: number) =>
      this.#searches.reduce((sum, { frontier }) => sum + (frontier.bestAt(price)?.costEur ?? 0), 0);
    if (costAt(0) <= budgetEur) return 0;
    let [low, high] = [0, 1];
    while (costAt(high) > budgetEur && high < 1e15) [low, high] = [high, high * 4];
    for (let halved = 0; halved < HALVINGS && high - low > high * 1e-9; halved++) {
      const middle = (low + high) / 2;
      if (costAt(middle) > budgetEur) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The options, one of each part, that have the most points within the budget. */
  combine(budgetEur: number, seconds: number): Set<number> | null {
    const price = this.priceAt(budgetEur);
    const columns: { search: PartSearch; option: Option }[] = [];
    const rows: number[][] = [];
    for (const search of this.#searches) {
      const options = search.frontier.options;
      if (options.length === 0) continue;
      const best = search.frontier.bestAt(price)!;
      const near = options.toSorted((a, b) => worthAt(b, price) - worthAt(a, price)).slice(0, 40);
      rows.push((near.includes(best) ? near : [best, ...near]).map((option) => columns.push({ search, option }) - 1));
    }
    if (columns.length === 0) return null;
    const unit = columns.reduce((most, { option }) => Math.max(most, option.points), 1) / 1e4;
    const eurUnit = Math.max(budgetEur, 1) / 1e3;
    const budget = columns.flatMap(({ option }, column) => (option.costEur > 0 ? [column] : []));
    const starts = [0];
    for (const row of [...rows, budget]) starts.push(starts.at(-1)! + row.length);
    const { integer } = this.#highs.constants.variableType;
    return this.#highs.withModel(
      {
        numCols: columns.length,
        numRows: rows.length + 1,
        colCost: columns.map(({ option }) => -option.points / unit),
        colLower: columns.map(() => 0),
        colUpper: columns.map(() => 1),
        rowLower: [...rows.map(() => 1), -this.#highs.infinity],
        rowUpper: [...rows.map(() => 1), budgetEur / eurUnit],
        integrality: columns.map(() => integer),
        matrix: {
          format: 'csr',
          numRows: rows.length + 1,
          numCols: columns.length,
          starts,
          indices: [...rows, budget].flat(),
          values: [
            ...rows.flatMap((row) => row.map(() => 1)),
            ...budget.map((at) => columns[at]!.option.costEur / eurUnit),
          ],
        },
      },
      (model) => {
        model.options.set({ output_flag: false, time_limit: Math.max(seconds, 0.01), mip_rel_gap: 1e-4 });
        const { modelStatus } = model.run();
        const { optimal, timeLimit } = this.#highs.constants.modelStatus;
        if (modelStatus !== optimal && modelStatus !== timeLimit) return null;
        const { colValue } = model.getSolution();
        return new Set(
          columns.flatMap(({ search, option }, column) =>
            colValue[column]! > 0.5 ? [...option.chosen].map((each) => search.part.candidates[each]!) : [],
          ),
        );
      },
    );
  }

  #mostAt(price: number): number {
    return this.#searches.reduce((sum, { frontier }) => sum + frontier.mostAt(price), 0);
  }

  #leastAt(price: number): number {
    return this.#searches.reduce((sum, { frontier }) => sum + worthAt(frontier.bestAt(price), price), 0);
  }
}
