import type { Incumbent } from './incumbent.ts';

/** A search that ends can leave so much between set and bound: the solver computes with tolerances. */
const HIDDEN_GAP = 1e-6;

/** Where a search under one budget stands: its best set, its bound, and whether that is enough. */
export class Standing {
  readonly incumbent: Incumbent;
  readonly relativeGap: number;
  readonly secondsLeft: () => number;
  boundPoints: number;
  /** Nothing better is left but what the solver's tolerances may hide. */
  isExhausted = false;
  readonly #onBetter: ((points: number, boundPoints: number) => void) | undefined;
  #said = '';

  constructor(
    incumbent: Incumbent,
    boundPoints: number,
    effort: {
      relativeGap: number;
      secondsLeft: () => number;
      onBetter?: (points: number, boundPoints: number) => void;
    },
  ) {
    this.incumbent = incumbent;
    this.boundPoints = boundPoints;
    this.relativeGap = effort.relativeGap;
    this.secondsLeft = effort.secondsLeft;
    this.#onBetter = effort.onBetter;
  }

  get isProven(): boolean {
    const gap = this.isExhausted ? Math.max(this.relativeGap, HIDDEN_GAP) : this.relativeGap;
    return this.boundPoints - this.incumbent.points <= gap * this.incumbent.points;
  }

  /** Takes in a bound; returns whether the search may end. */
  lower(points: number): boolean {
    this.boundPoints = Math.min(this.boundPoints, points);
    return this.isEnough();
  }

  /** Tells what is new; whether it is proven, or time is over. */
  isEnough(): boolean {
    // What a bound loses by rounding it never loses to a set that is there.
    this.boundPoints = Math.max(this.boundPoints, this.incumbent.points);
    const news = `${this.incumbent.points} ${this.boundPoints}`;
    if (news !== this.#said) this.#onBetter?.(this.incumbent.points, this.boundPoints);
    this.#said = news;
    return this.isProven || this.secondsLeft() <= 0;
  }
}
