/**
 * A choice among things that cost, in numbers alone. Candidates are 0 to n - 1; points and euros are whole numbers, so that sums
 * are exact in any order.
 */
export interface Selection {
  /** What each costs, whole euros, at least 0. */
  costEur: number[];
  /** Whether it can be built without any other candidate. Who is no root must touch something built that leads to one. */
  isRoot: boolean[];
  /** Candidates that each touches; symmetric. */
  neighbours: number[][];
  /** Groups of firms that the same candidates reach: the points count once if at least one of them is built. */
  groups: { points: number; reachedBy: number[] }[];
  /** Building both `a` and `b` costs so much less than their sum. No candidate's savings together exceed its cost. */
  savings: { a: number; b: number; eur: number }[];
  budgetEur: number;
  /** Built whatever happens. */
  pinned: number[];
  /** Never built. */
  excluded: number[];
  /** Of each list at least one is built. */
  atLeastOneOf: number[][];
  /** Of each list the parts that are built come to no more than `most`; parts and `most` are whole numbers >= 0. */
  caps: { parts: { candidate: number; amount: number }[]; most: number }[];
}

/** A set that may be built, and how good it is known to be. */
export interface Choice {
  /** Ascending. */
  chosen: number[];
  points: number;
  costEur: number;
  /** No set under the same terms has more points than this. */
  boundPoints: number;
  /** How the search ended: with proof to the gap asked for, or when its time was over. */
  ended: 'proven' | 'timeOver';
}

/** No set meets the terms. */
export interface Impossible {
  /** `unconnectable`: something pinned, or all of a list of which one must be built, leads to no root. */
  why: 'unconnectable' | 'caps' | 'budget';
  /** The least that a set that meets all other terms costs; null where there is none. */
  cheapestEur: number | null;
  /** For `unconnectable`: who cannot be built. */
  candidates: number[];
}

/** How far a search has come. */
export interface SearchProgress {
  points: number;
  boundPoints: number;
  seconds: number;
}
