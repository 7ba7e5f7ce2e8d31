import type { Works, WorksType } from '../../server/segments/works.ts';
import { seededRandom } from './random.ts';

/** How a segment is built, as far as its source says; null is a blank, which is not zero. */
export type DemoWorks = {
  /** shares of the length, which sum to 1 */
  works: Works | null;
  crossings: number | null;
  terminations: number | null;
};

/** Of the segments, so many are described in detail; of the others the works type alone is known. */
const IN_DETAIL = 0.6;
const CROSSINGS_UNKNOWN = 0.2;
const CROSSINGS_PER_KM = 0.8;

/** What else a segment is made of than of its main works type. */
const BESIDE: Record<WorksType, readonly WorksType[]> = {
  trench: ['existingDuct', 'existingDuct', 'microTrench'],
  microTrench: ['trench', 'existingDuct'],
  aerial: ['trench', 'existingDuct'],
  existingDuct: ['trench', 'microTrench'],
};

/**
 * Draws how a segment is built, from a stream of its own: what else is drawn of it stays.
 *
 * @param worksType  has the largest share
 */
export function drawWorks(zoneId: string, worksType: WorksType, lengthM: number, seed: string): DemoWorks {
  const random = seededRandom(seed, 'works', zoneId);
  if (!random.chance(IN_DETAIL)) return { works: null, crossings: null, terminations: null };
  const crossings = Math.round((lengthM / 1000) * CROSSINGS_PER_KM * random.between(0, 2));
  return {
    works: drawShares(worksType, random.integer(11, 20), random.pick(BESIDE[worksType])),
    crossings: random.chance(CROSSINGS_UNKNOWN) ? null : crossings,
    terminations: random.integer(1, 6),
  };
}

/** @param twentieths  share of the main works type, more than half */
function drawShares(main: WorksType, twentieths: number, other: WorksType): Works {
  return twentieths === 20 ? { [main]: 1 } : { [main]: (5 * twentieths) / 100, [other]: (5 * (20 - twentieths)) / 100 };
}

/** Whether nobody has stated a cost; those who describe the works in detail often leave it to the reader. */
export function costIsOpen(zoneId: string, inDetail: boolean, seed: string): boolean {
  return seededRandom(seed, 'cost is open', zoneId).chance(inDetail ? 0.6 : 0.1);
}
