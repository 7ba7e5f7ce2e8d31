import type { Feature, LineString, MultiLineString } from 'geojson';

import { type Announcement, type SegmentStatus, drawAnnouncements, drawStatuses } from './announcements.ts';
import { chooseDeliveryTowns, middleOfTown } from './delivery-points.ts';
import type { WorksType } from '../../server/segments/works.ts';
import { fibreFate } from './fibre-fate.ts';
import { INDUSTRIAL_TOWNS } from './industrial-towns.ts';
import { NETWORKS, type NetworkKey } from './networks.ts';
import type { PlanePoint } from './plane.ts';
import type { PlanePolygon } from './polygons.ts';
import { type Random, seededRandom } from './random.ts';
import { centroidOf } from './rings.ts';
import { type SegmentLines, drawSegmentLines, lengthM } from './segment-line.ts';
import type { Site } from './site.ts';
import { type DemoWorks, costIsOpen, drawWorks } from './works.ts';
import type { DemoZone } from './zones.ts';

export type SegmentProperties = {
  id: string;
  name: string;
  network: string;
  status: SegmentStatus;
  works_type: WorksType;
  works: DemoWorks['works'];
  crossings: DemoWorks['crossings'];
  terminations: DemoWorks['terminations'];
  technology: 'FTTH';
  down_mbps: number;
  up_mbps: number;
  /** premises within this distance of the line can be connected */
  reach_m: number;
  /** null where nobody has stated it */
  cost_eur: number | null;
  announcements: Announcement[];
  generated: true;
};

export type SegmentFeature = Feature<LineString | MultiLineString, SegmentProperties>;

/** A municipality with the zones and the fibre areas drawn for it. */
export type ServedSite = { site: Site; zones: readonly DemoZone[]; fibre: readonly PlanePolygon[] };

/** Of the zones not wholly covered, this share is given a segment; all of them in industrial towns. */
const CHOSEN_SHARE = 0.42;
const CHOSEN_SHARE_INDUSTRIAL = 0.72;

/**
 * EUR per metre. Source: trench and existing duct Assoprovider 2019 (the latter with 2,000 EUR per
 * termination); micro-trench and aerial are assumptions.
 */
const UNIT_COST_EUR: Record<WorksType, number> = { trench: 45, microTrench: 35, aerial: 20, existingDuct: 2 };
const TERMINATION_COST_EUR = 2000;
const COST_IS_BLANK = 0.15;
const FROM_MIDDLE_SHARE = 0.3;

/** Where a segment begins: in the middle of a town, or elsewhere in it. */
type Start = { at: PlanePoint; town: Site; isInMiddle: boolean };

/** Plans segments from the fibre that is there towards zones it has not reached, some from delivery points (PCN). */
export function planSegments(
  served: readonly ServedSite[],
  seed: string,
): { segments: SegmentFeature[]; deliveryTowns: Site[] } {
  const drafts = served.flatMap((each) =>
    each.zones
      .filter((zone) => isChosen(each.site, zone, seed))
      .map((zone) => {
        const random = seededRandom(seed, 'segment', zone.id);
        return { site: each.site, zone, random, start: chooseStart(each.site, zone, each.fibre, served, random) };
      }),
  );
  const deliveryTowns = chooseDeliveryTowns(
    drafts.filter(({ start }) => start.isInMiddle).map(({ start }) => start.town),
  );
  const statuses = drawStatuses(drafts.length, seededRandom(seed, 'statuses'));
  const segments = drafts.map(({ site, zone, random, start }, index): SegmentFeature => {
    const { name } = start.town.municipality;
    const from = start.isInMiddle && deliveryTowns.includes(start.town) ? `PCN ${name}` : name;
    const lines = drawSegmentLines(start.at, zone, random);
    const properties = describeSegment(lines, zone, statuses[index]!, random, seed);
    const id = `T-${String(index + 1).padStart(3, '0')}`;
    const coordinates = lines.map((line) => line.map(site.plane.toLngLat));
    return {
      type: 'Feature',
      properties: { id, name: `${from} – ${zone.name}`, ...properties },
      geometry:
        coordinates.length === 1
          ? { type: 'LineString', coordinates: coordinates[0]! }
          : { type: 'MultiLineString', coordinates },
    };
  });
  return { segments, deliveryTowns };
}

function isChosen(site: Site, zone: DemoZone, seed: string): boolean {
  const share = site.municipality.code in INDUSTRIAL_TOWNS ? CHOSEN_SHARE_INDUSTRIAL : CHOSEN_SHARE;
  return fibreFate(zone.id, seed) !== 'whole' && seededRandom(seed, 'chosen', zone.id).chance(share);
}

/**
 * The nearest corner of the municipality's own fibre, or the middle of its town, where a delivery point may be;
 * without fibre of its own, the middle of the nearest town that has some.
 */
function chooseStart(
  site: Site,
  zone: DemoZone,
  fibre: readonly PlanePolygon[],
  served: readonly ServedSite[],
  random: Random,
): Start {
  const middle = centroidOf(zone.ring);
  const nearest = (points: readonly PlanePoint[]): PlanePoint | undefined =>
    points.toSorted((a, b) => distanceM(a, middle) - distanceM(b, middle))[0];
  // Strips inside zones are not where a network is joined: only what lies farther off is.
  const corners = fibre
    .flatMap(({ outer }) => outer)
    .filter((corner) => distanceM(corner, middle) > 2.2 * zone.halfWidthM);
  const own = nearest(corners);
  const middleOfOwn = { at: site.nuclei[0]!.at, town: site, isInMiddle: true };
  if (own && random.chance(FROM_MIDDLE_SHARE)) return middleOfOwn;
  if (own) return { at: own, town: site, isInMiddle: false };
  const others = served
    .filter((other) => other.fibre.length > 0 && other.site !== site)
    .map(({ site: town }) => ({ at: site.plane.toPlane(middleOfTown(town)), town, isInMiddle: true }))
    .toSorted((a, b) => distanceM(a.at, middle) - distanceM(b.at, middle));
  return others[0] ?? middleOfOwn;
}

/** @param zone  its id seeds what is drawn; how far a segment reaches follows from its width */
export function describeSegment(
  lines: SegmentLines,
  zone: Pick<DemoZone, 'id' | 'halfWidthM'>,
  status: SegmentStatus,
  random: Random,
  seed: string,
): Omit<SegmentProperties, 'id' | 'name'> {
  const worksType = random.pick<WorksType>([
    ...(['trench', 'trench', 'trench', 'microTrench', 'microTrench'] as const),
    ...(['existingDuct', 'existingDuct', 'aerial'] as const),
  ]);
  const networkKey = random.pick<NetworkKey>(['alfa', 'alfa', 'alfa', 'beta', 'gamma']);
  const built = drawWorks(zone.id, worksType, totalLengthM(lines), seed);
  const costOpen = costIsOpen(zone.id, built.works !== null, seed);
  const reachM = Math.min(300, Math.max(100, Math.round((zone.halfWidthM * random.between(0.7, 1.4)) / 50) * 50));
  const statedCostEur = random.chance(COST_IS_BLANK) ? null : estimateCostEur(lines, worksType, random);
  return {
    network: NETWORKS[networkKey].network,
    status,
    works_type: worksType,
    ...built,
    technology: 'FTTH',
    down_mbps: networkKey === 'beta' ? 2500 : 1000,
    up_mbps: networkKey === 'gamma' ? 1000 : networkKey === 'beta' ? 500 : 300,
    reach_m: reachM,
    cost_eur: costOpen ? null : statedCostEur,
    announcements: drawAnnouncements(status, random),
    generated: true,
  };
}

function estimateCostEur(lines: SegmentLines, worksType: WorksType, random: Random): number {
  const terminations = worksType === 'existingDuct' ? random.integer(1, 4) : 0;
  return Math.round((totalLengthM(lines) * UNIT_COST_EUR[worksType] + terminations * TERMINATION_COST_EUR) / 100) * 100;
}

function totalLengthM(lines: SegmentLines): number {
  return lines.reduce((sum, line) => sum + lengthM(line), 0);
}

function distanceM(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
