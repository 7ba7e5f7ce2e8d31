import { contourPolygons } from './contours.ts';
import { type CoverageFeature, type Offer, describeCoverage } from './coverage-feature.ts';
import { fibreFate } from './fibre-fate.ts';
import { NETWORKS } from './networks.ts';
import type { PlanePoint } from './plane.ts';
import { type PlanePolygon, polygonsContain, writePolygons } from './polygons.ts';
import { levelForShare, reachField } from './reach-field.ts';
import { type Random, seededRandom } from './random.ts';
import { clipByHalfPlane, convexHull, growConvexRing } from './rings.ts';
import type { Site } from './site.ts';
import type { DemoZone } from './zones.ts';

/** Fibre to the home in one municipality, in its plane and as features. */
export type FibreCoverage = { areas: PlanePolygon[]; features: CoverageFeature[] };

/** Where a second fibre network is worth its cost. */
const SECOND_NETWORK_POPULATION = 7000;
/** Where AGCOM gives no figure, an ordinary share. */
const UNKNOWN_SHARE = 0.6;
/** Nothing is drawn out to the last farmstead, even where AGCOM counts every family as passed. */
const LARGEST_SHARE = 0.97;
/** The calibration stops this near to the wanted share of households. */
const GOOD_ENOUGH = 0.012;

const ALFA: Offer = { networkKey: 'alfa', technology: 'FTTH', downMbps: 1000, upMbps: 300 };
const BETA: Offer = { networkKey: 'beta', technology: 'FTTH', downMbps: 2500, upMbps: 500 };
const GAMMA: Offer = { networkKey: 'gamma', technology: 'FTTH', downMbps: 1000, upMbps: 1000 };

/**
 * Draws the fibre areas of a municipality: one network grown until, together with the others, it
 * passes AGCOM's share of the households; a second one inside in larger towns; and what reaches
 * into the industrial zones.
 *
 * @param households points in the plane of the site
 * @param passed     areas of neighbours that reach over the border, in the plane of the site
 */
export function layFibre(
  site: Site,
  zones: readonly DemoZone[],
  households: readonly PlanePoint[],
  passed: readonly PlanePolygon[],
  seed: string,
): FibreCoverage {
  const { code, population, ftthShare } = site.municipality;
  const random = seededRandom(seed, 'fibre', code);
  const share = Math.min(LARGEST_SHARE, ftthShare ?? UNKNOWN_SHARE);
  const inZones = zones.flatMap((zone) => reachIntoZone(zone, seed));
  const zoneAreas = inZones.map(({ area }) => area);
  const second =
    population >= SECOND_NETWORK_POPULATION
      ? growFibre(site, zones, households, 'second', random.between(0.4, 0.6) * share, [], seed)
      : [];
  const first = growFibre(site, zones, households, 'first', share, [...passed, ...zoneAreas, ...second], seed);
  const features: CoverageFeature[] = [];
  const add = (offer: Offer, areas: readonly PlanePolygon[], operator?: string): void => {
    if (areas.length === 0) return;
    const id = `${code}-FTTH-${features.length + 1}`;
    features.push(describeCoverage(id, offer, writePolygons(areas, site.plane), operator));
  };
  const [townOffer, otherOffer] = second.length > 0 || random.chance(0.8) ? [ALFA, BETA] : [BETA, ALFA];
  add(townOffer, first);
  // A second operator on the same network: served twice over, and yet by one network.
  if (population > 30_000 && townOffer === ALFA) add(ALFA, first, NETWORKS.alfa.operators[1]);
  add(otherOffer, second);
  for (const { area, offer } of inZones) add(offer, [area]);
  return { areas: [...first, ...second, ...zoneAreas], features };
}

function growFibre(
  site: Site,
  zones: readonly DemoZone[],
  households: readonly PlanePoint[],
  label: string,
  share: number,
  besides: readonly PlanePolygon[],
  seed: string,
): PlanePolygon[] {
  const avoided = zones.map(({ ring }) => ring);
  const grid = reachField(site, households, { label, raggedness: 0.55, alongRoads: 0.5, avoided }, seed);
  const passedShare = (areas: readonly PlanePolygon[]): number => {
    const all = [...besides, ...areas];
    return households.filter((point) => polygonsContain(all, point)).length / households.length;
  };
  if (passedShare([]) >= share) return [];
  // What other areas pass already is not asked of this one, and contours cut corners: correct a few times.
  let asked = share;
  let best: PlanePolygon[] = [];
  let bestError = Infinity;
  for (let attempt = 0; attempt < 8 && bestError > GOOD_ENOUGH; attempt++) {
    const areas = contourPolygons(grid, levelForShare(grid, households, asked));
    const error = share - passedShare(areas);
    if (Math.abs(error) < bestError) [best, bestError] = [areas, Math.abs(error)];
    asked = Math.min(1, Math.max(0, asked + error));
  }
  return best;
}

/** The strip of a zone that a network serves, a little wider than the zone: it starts in the street. */
function reachIntoZone(zone: DemoZone, seed: string): { area: PlanePolygon; offer: Offer }[] {
  const random = seededRandom(seed, 'fibre in zone', zone.id);
  const fate = fibreFate(zone.id, seed);
  if (fate === 'none') return [];
  const around = growConvexRing(convexHull(zone.ring), 35);
  const offer = random.pick([ALFA, ALFA, BETA, GAMMA]);
  const main = fate === 'whole' ? around : cutAcross(zone, around, random);
  const reached = [{ area: { outer: main, holes: [] }, offer }];
  if (random.chance(0.35)) {
    const rival = offer === GAMMA ? ALFA : GAMMA;
    reached.push({ area: { outer: cutAcross(zone, around, random), holes: [] }, offer: rival });
  }
  return reached;
}

/** Keeps one end of the ring, cut across the zone's inner road or along it. */
function cutAcross(zone: DemoZone, ring: readonly PlanePoint[], random: Random): PlanePoint[] {
  const [[ax, ay], [bx, by]] = zone.spine;
  const along = Math.atan2(by - ay, bx - ax) + (random.chance(0.3) ? Math.PI / 2 : 0);
  const angle = along + (random.chance(0.5) ? Math.PI : 0) + random.between(-0.25, 0.25);
  const normal: PlanePoint = [Math.cos(angle), Math.sin(angle)];
  const reach = ring.map(([x, y]) => x * normal[0] + y * normal[1]);
  const low = Math.min(...reach);
  return clipByHalfPlane(ring, normal, low + (Math.max(...reach) - low) * random.between(0.3, 0.68));
}
