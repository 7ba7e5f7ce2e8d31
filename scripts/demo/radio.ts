import { type CoverageFeature, type Offer, describeCoverage } from './coverage-feature.ts';
import type { PlanePoint } from './plane.ts';
import { closeRing } from './polygons.ts';
import { seededNoise, seededRandom } from './random.ts';
import type { Site } from './site.ts';

const TOWER_SPACING_M = 7000;
const CORNERS = 44;

/** Draws fixed wireless access: masts by the larger towns, a wide slow ring and a narrow fast one each. */
export function placeRadio(sites: readonly Site[], seed: string): CoverageFeature[] {
  return chooseTowers(sites).flatMap((site) => {
    const { code } = site.municipality;
    const random = seededRandom(seed, 'radio', code);
    const networkKey = random.chance(0.6) ? 'airOne' : 'airTwo';
    const mast: PlanePoint = [random.between(-900, 900), random.between(-900, 900)];
    const offers: readonly [Offer, number][] = [
      [{ networkKey, technology: 'FWA', downMbps: 30, upMbps: 5 }, random.between(3600, 5200)],
      [{ networkKey, technology: 'FWA', downMbps: 100, upMbps: 20 }, random.between(1500, 2600)],
    ];
    return offers.map(([offer, radiusM], index) => {
      const id = `${code}-FWA-${index + 1}`;
      const ring = drawReach(mast, radiusM, seededNoise(seed, 'radio', id));
      return describeCoverage(id, offer, { type: 'Polygon', coordinates: [closeRing(ring, site.plane)] });
    });
  });
}

/** Larger towns first, each far enough from those chosen before. */
function chooseTowers(sites: readonly Site[]): Site[] {
  const chosen: Site[] = [];
  const bySize = sites.toSorted(
    (a, b) =>
      b.municipality.population - a.municipality.population ||
      a.municipality.code.localeCompare(b.municipality.code, 'en'),
  );
  for (const site of bySize) {
    const far = chosen.every((other) => Math.hypot(...other.plane.toPlane(site.municipality.centre)) > TOWER_SPACING_M);
    if (far) chosen.push(site);
  }
  return sites.filter((site) => chosen.includes(site));
}

function drawReach(mast: PlanePoint, radiusM: number, noise: ReturnType<typeof seededNoise>): PlanePoint[] {
  return Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (corner / CORNERS) * 2 * Math.PI;
    // Noise on a circle, so that the ring closes without a step.
    const reachM = radiusM * (1 + 0.2 * noise(1.6 * Math.cos(angle), 1.6 * Math.sin(angle), 1));
    return [mast[0] + reachM * Math.cos(angle), mast[1] + reachM * Math.sin(angle)];
  });
}
