import { generateRegion } from './generate.ts';
import { hasBoundaries, inventInLombardy } from './lombardy.ts';
import type { Region, RegionSize } from './region.ts';

/** A region to measure with, and whose boundaries it has: the word for the file of results. */
export interface MeasuredRegion {
  region: Region;
  boundaries: 'real, ISTAT 2023' | 'invented';
}

/**
 * The real municipalities of Lombardy with invented content where their boundaries lie beside the project; elsewhere, as is said,
 * as many invented ones.
 *
 * @param small instead: a region of that size for the short form of a benchmark
 */
export async function wholeRegion(
  { areasEach, seed }: Omit<RegionSize, 'municipalities'>,
  say: (line: string) => void,
  small?: RegionSize,
): Promise<MeasuredRegion> {
  if (small) return { region: generateRegion(small), boundaries: 'invented' };
  if (hasBoundaries()) return { region: await inventInLombardy(areasEach, seed), boundaries: 'real, ISTAT 2023' };
  say('the real boundaries are not beside the project: an invented region takes their place');
  return { region: generateRegion({ municipalities: 1503, areasEach, seed }), boundaries: 'invented' };
}
