/** One way to build a part. */
export interface Option {
  /** Candidates of the part. */
  chosen: ReadonlySet<number>;
  points: number;
  costEur: number;
}

/**
 * What is known of a part at any price of a euro in points: options found, and what no option is worth more than. What the best
 * option is worth at a price, its points less what it costs, is a convex function of the price that never rises.
 */
export class Frontier {
  readonly options: Option[] = [];
  /** Prices asked at, ascending, and what no option is worth more than there. */
  readonly #prices: number[];
  readonly #most: number[];
  readonly #known = new Set<string>();

  /** @param allPoints  of everything in the part */
  constructor(allPoints: number) {
    this.#prices = [0];
    this.#most = [allPoints];
  }

  add(option: Option): void {
    const key = `${option.points} ${option.costEur}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.options.push(option);
  }

  /** Takes in that at a price no option is worth more than `most`. */
  limit(price: number, most: number): void {
    let at = this.#prices.findIndex((each) => each >= price);
    if (at === -1) at = this.#prices.length;
    const known = this.mostAt(price);
    if (this.#prices[at] === price) this.#most[at] = Math.min(this.#most[at]!, most);
    else {
      this.#prices.splice(at, 0, price);
      this.#most.splice(at, 0, Math.min(most, known));
    }
  }

  /** The option worth most at a price. */
  bestAt(price: number): Option | undefined {
    let best: Option | undefined;
    let most = -Infinity;
    for (const option of this.options) {
      const worth = option.points - price * option.costEur;
      if (worth > most || (worth === most && option.costEur < best!.costEur)) [best, most] = [option, worth];
    }
    return best;
  }

  /** What no option is worth more than at a price: convex, so between two prices below the line between their limits. */
  mostAt(price: number): number {
    const after = this.#prices.findIndex((each) => each >= price);
    if (after === -1) return this.#most.at(-1)!;
    if (this.#prices[after] === price || after === 0) return this.#most[after]!;
    const [low, high] = [this.#prices[after - 1]!, this.#prices[after]!];
    const share = (price - low) / (high - low);
    return this.#most[after - 1]! * (1 - share) + this.#most[after]! * share;
  }
}

/** Points of an option less what it costs at a price; -Infinity for none. */
export const worthAt = (option: Option | undefined, price: number): number =>
  option ? option.points - price * option.costEur : -Infinity;
