import { type CoverageFeature, type Offer, describeCoverage } from './coverage-feature.ts';
import { fibreFate } from './fibre-fate.ts';
import type { DemoFirm } from './firms.ts';
import { seededRandom } from './random.ts';
import { ringContains } from './rings.ts';
import type { Site } from './site.ts';
import type { DemoZone } from './zones.ts';

const DEDICATED_FIBRE: Offer = { networkKey: 'gamma', technology: 'FTTH', downMbps: 1000, upMbps: 1000 };
const FIBRE_TO_BUILDING: Offer = { networkKey: 'beta', technology: 'FTTB', downMbps: 300, upMbps: 100 };
const CITY_POPULATION = 12_000;

/** Covers single premises: firms with a fibre of their own in zones left out, buildings in larger towns. */
export function coverPremises(
  site: Site,
  zones: readonly DemoZone[],
  firms: readonly DemoFirm[],
  seed: string,
): CoverageFeature[] {
  const { code, population } = site.municipality;
  const random = seededRandom(seed, 'premises', code);
  const leftOut = zones.filter(({ id }) => fibreFate(id, seed) !== 'whole');
  const features: CoverageFeature[] = [];
  for (const firm of firms) {
    if (firm.lng === null || firm.lat === null) continue;
    const point = site.plane.toPlane([firm.lng, firm.lat]);
    const inZone = leftOut.some(({ ring }) => ringContains(ring, point));
    const inCity = firm.position_precision === 'address' && population >= CITY_POPULATION;
    const offer = inZone && random.chance(0.11) ? DEDICATED_FIBRE : inCity ? FIBRE_TO_BUILDING : undefined;
    if (!offer) continue;
    const id = `${code}-P${features.length + 1}`;
    features.push(describeCoverage(id, offer, { type: 'Point', coordinates: [firm.lng, firm.lat] }));
  }
  return features;
}
