import { contourPolygons } from './contours.ts';
import { type CoverageFeature, type Offer, describeCoverage } from './coverage-feature.ts';
import type { PlanePoint } from './plane.ts';
import { writePolygons } from './polygons.ts';
import { levelForShare, reachField } from './reach-field.ts';
import { seededRandom } from './random.ts';
import type { Site } from './site.ts';

/** Copper offers, the fastest nearest to the cabinets, with the share of households each passes. */
const OFFERS: readonly (Offer & { low: number; high: number })[] = [
  { networkKey: 'copper', technology: 'FTTC', downMbps: 200, upMbps: 30, low: 0.55, high: 0.85 },
  { networkKey: 'copper', technology: 'FTTC', downMbps: 100, upMbps: 20, low: 0.88, high: 0.97 },
  { networkKey: 'copper', technology: 'DSL', downMbps: 20, upMbps: 1, low: 0.965, high: 0.98 },
];

/** Draws what is sold over copper: wide, along the roads, often through the industrial zones. */
export function layCopper(site: Site, households: readonly PlanePoint[], seed: string): CoverageFeature[] {
  const { code } = site.municipality;
  const random = seededRandom(seed, 'copper', code);
  const rollOut = { label: 'copper', raggedness: 0.4, alongRoads: 1, avoided: [] };
  const grid = reachField(site, households, rollOut, seed);
  return OFFERS.flatMap((offer, index) => {
    const level = levelForShare(grid, households, random.between(offer.low, offer.high));
    const areas = contourPolygons(grid, level);
    const id = `${code}-${offer.technology}-${index + 1}`;
    return areas.length === 0 ? [] : [describeCoverage(id, offer, writePolygons(areas, site.plane))];
  });
}
