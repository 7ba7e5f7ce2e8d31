/** A segment can be joined to what its line comes this near to, m: a trench across the road. An assumption. */
export const JOINS_WITHIN_M = 50;

/** Lines this near to each other are in the same road, m. An assumption. */
export const SAME_TRENCH_WITHIN_M = 15;
/** So many metres side by side, and less than this many days between their promises, are joint works. Assumptions. */
export const LEAST_SHARED_M = 50;
export const SAME_PERIOD_DAYS = 183;

/** Lengths along a line, by municipality and of shared trench, are counted in steps of this, m. */
export const STEP_M = 10;
