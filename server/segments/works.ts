/** How a line is laid; what a metre of it costs depends on it. */
export const WORKS_TYPES = ['trench', 'microTrench', 'aerial', 'existingDuct'] as const;
export type WorksType = (typeof WORKS_TYPES)[number];

/** Shares of a segment's length by works type, 0 to 1, which sum to 1. */
export type Works = Partial<Record<WorksType, number>>;

/** What somebody tells of how a segment is built. */
export interface StatedWorks {
  works?: Works | null | undefined;
  worksType?: WorksType | null | undefined;
}

/** Sources round shares: three thirds of 0.333 are the whole, a sum of 0.999 included. */
const TOLERANCE = 0.001 + 1e-9;

/** Whether shares are those of a whole. */
export const sumsToOne = (works: Works): boolean => Math.abs(sumOfShares(works) - 1) <= TOLERANCE;

/** To nine digits: 0.1 + 0.2 is 0.3. */
export const sumOfShares = (works: Works): number =>
  Number(WORKS_TYPES.reduce((sum, type) => sum + (works[type] ?? 0), 0).toFixed(9));

/** Shares of a segment's length by works type: where one type alone is known, all of it is of that; null where none is. */
export function worksOf({ works, worksType }: StatedWorks): Works | null {
  return works ?? (worksType ? { [worksType]: 1 } : null);
}

/** The works type with the largest share; of equal ones the first in the order of WORKS_TYPES. */
export function mainWorksType(works: Works): WorksType {
  return WORKS_TYPES.reduce((main, type) => ((works[type] ?? 0) > (works[main] ?? 0) ? type : main));
}

/**
 * What follows for the other of `works` and `worksType` where one alone is stated: the type is that with the largest share;
 * a new type means all of the length, so that shares stated earlier hold no more.
 */
export function withBothStated<T extends StatedWorks>(stated: T): T {
  const { works, worksType } = stated;
  if (works && worksType === undefined) return { ...stated, worksType: mainWorksType(works) };
  if (works === undefined && worksType !== undefined) return { ...stated, works: null };
  return stated;
}
