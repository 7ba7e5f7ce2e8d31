import { seededRandom } from './random.ts';

/** Firms of which so much is exported need the network more, and say so more often. */
const EXPORTER_SHARE = 0.5;
const PLEDGES = 0.1;
const PLEDGES_OF_EXPORTERS = 0.2;
const FROM_EMPLOYEES = 50;

/** What a firm says that it would subscribe to, Mbit/s; null where it has said nothing. From a stream of its own. */
export function drawPledgeMbps(
  firm: { id: string; employees: number | null; export_share: number | null },
  seed: string,
): number | null {
  const random = seededRandom(seed, 'pledge', firm.id);
  const exports = (firm.export_share ?? 0) >= EXPORTER_SHARE;
  if (!random.chance(exports ? PLEDGES_OF_EXPORTERS : PLEDGES)) return null;
  return random.pick((firm.employees ?? 0) >= FROM_EMPLOYEES ? [1000, 1000, 2500] : [100, 300, 1000, 1000]);
}
