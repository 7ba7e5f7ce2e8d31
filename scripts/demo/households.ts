import type { PlanePoint } from './plane.ts';
import { polygonsContain } from './polygons.ts';
import { seededRandom } from './random.ts';
import { ringContains } from './rings.ts';
import type { Site } from './site.ts';
import type { DemoZone } from './zones.ts';

/** Enough that one point weighs a third of a percent: AGCOM's shares are met within 5 points. */
const HOUSEHOLD_POINTS = 300;
/** Of a hundred households some live in farmsteads anywhere in the municipality. */
const SCATTERED_SHARE = 0.015;

/**
 * Points that stand for the households of a municipality: around the town and its hamlets, some
 * scattered, none in an industrial zone, all within the boundary.
 */
export function placeHouseholds(site: Site, zones: readonly DemoZone[], seed: string): PlanePoint[] {
  const random = seededRandom(seed, 'households', site.municipality.code);
  const points: PlanePoint[] = [];
  let widening = 1;
  for (let attempt = 0; points.length < HOUSEHOLD_POINTS && attempt < 60 * HOUSEHOLD_POINTS; attempt++) {
    let choice = random.next();
    const nucleus = site.nuclei.find(({ share }) => (choice -= share) < 0) ?? site.nuclei[0]!;
    const spreadM = (random.chance(SCATTERED_SHARE) ? 1500 : nucleus.spreadM) * widening;
    const point: PlanePoint = [
      nucleus.at[0] + spreadM * random.gaussian(),
      nucleus.at[1] + spreadM * random.gaussian(),
    ];
    const allowed = polygonsContain(site.area, point) && !zones.some(({ ring }) => ringContains(ring, point));
    if (allowed) points.push(point);
    // A town on the edge of an awkward boundary looks farther for its room.
    else widening = Math.min(3, widening * 1.001);
  }
  return points;
}
