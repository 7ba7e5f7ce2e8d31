import { seededRandom } from './random.ts';

/** How far the fibre that passes the town has reached into an industrial zone. */
export type FibreFate = 'whole' | 'part' | 'none';

/** What a zone is given: a few are covered whole, many in part, most are left out. */
export function fibreFate(zoneId: string, seed: string): FibreFate {
  const drawn = seededRandom(seed, 'fibre fate', zoneId).next();
  return drawn < 0.12 ? 'whole' : drawn < 0.45 ? 'part' : 'none';
}
