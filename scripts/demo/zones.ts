import type { Feature, Polygon } from 'geojson';

import { INDUSTRIAL_TOWNS } from './industrial-towns.ts';
import type { PlanePoint } from './plane.ts';
import { closeRing, polygonsHoldRing } from './polygons.ts';
import { type Random, seededRandom } from './random.ts';
import { type Ring, centroidOf, distanceToRingM, ringContains, signedAreaM2 } from './rings.ts';
import type { Site } from './site.ts';

export type ZoneProperties = {
  id: string;
  name: string;
  com_istat_code: string;
  landuse: 'industrial';
  generated: true;
};

/** An invented industrial zone in the plane of its municipality. */
export type DemoZone = {
  id: string;
  name: string;
  ring: Ring;
  areaM2: number;
  /** its inner road, from end to end */
  spine: readonly [PlanePoint, PlanePoint];
  /** half its extent across the inner road */
  halfWidthM: number;
  feature: Feature<Polygon, ZoneProperties>;
};

const SMALLEST_HA = 3;
const LARGEST_HA = 60;
const BOUNDARY_MARGIN_M = 50;
const ZONE_DISTANCE_M = 180;
const ATTEMPTS = 240;

/** Places 1 to 5 zones by population, off the town, along its roads, inside the boundary and apart from each other. */
export function placeZones(site: Site, seed: string): DemoZone[] {
  const { code, population } = site.municipality;
  const random = seededRandom(seed, 'zones', code);
  const emphasis = INDUSTRIAL_TOWNS[code] ?? { zones: 0, scale: 1 };
  const bySize = population < 1500 ? 1 : population < 3500 ? 2 : population < 9000 ? 3 : 4;
  const wanted = Math.min(5, bySize + emphasis.zones);
  const typicalHa = Math.min(24, 6 + population / 1000) * emphasis.scale;
  const zones: DemoZone[] = [];
  for (let count = 0; count < wanted; count++) {
    const zone = placeZone(site, zones, typicalHa, random);
    if (zone) zones.push(zone);
  }
  return zones;
}

function placeZone(site: Site, placed: readonly DemoZone[], typicalHa: number, random: Random): DemoZone | undefined {
  const wishedHa = Math.min(LARGEST_HA, typicalHa * Math.exp(0.5 * random.gaussian()));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // What finds no room is tried smaller and smaller.
    const areaHa = Math.max(SMALLEST_HA * 1.1, wishedHa * (1 - (0.9 * attempt) / ATTEMPTS));
    const draft = draftZone(site, areaHa, random);
    const free =
      polygonsHoldRing(site.area, draft.ring, BOUNDARY_MARGIN_M) &&
      placed.every((zone) => ringsApartM(zone.ring, draft.ring) > ZONE_DISTANCE_M) &&
      signedAreaM2(draft.ring) >= SMALLEST_HA * 1e4;
    if (free) return nameZone(site, placed, draft);
  }
  return undefined;
}

type ZoneDraft = Pick<DemoZone, 'ring' | 'spine' | 'halfWidthM'>;

/** A quadrilateral or an L beside a road out of town, or somewhere in the fields. */
function draftZone(site: Site, areaHa: number, random: Random): ZoneDraft {
  const town = site.nuclei[0]!;
  const roadEnd = random.chance(0.75) && site.roadEnds.length > 0 ? random.pick(site.roadEnds) : undefined;
  const angle = roadEnd
    ? Math.atan2(roadEnd[1] - town.at[1], roadEnd[0] - town.at[0]) + 0.12 * random.gaussian()
    : random.between(0, 2 * Math.PI);
  const elongation = random.between(1.1, 2.4);
  const halfWidthM = Math.sqrt((areaHa * 1e4) / elongation) / 2;
  const halfLengthM = halfWidthM * elongation;
  const outM = Math.max(380, 1.45 * town.spreadM) + halfLengthM + 1500 * random.next() ** 1.5;
  const asideM = (roadEnd ? halfWidthM + 40 : 0) * (random.chance(0.5) ? 1 : -1);
  const turned = angle + (roadEnd ? 0.05 * random.gaussian() : random.between(0, Math.PI));
  const place = (along: number, across: number): PlanePoint => [
    town.at[0] +
      outM * Math.cos(angle) -
      asideM * Math.sin(angle) +
      along * Math.cos(turned) -
      across * Math.sin(turned),
    town.at[1] +
      outM * Math.sin(angle) +
      asideM * Math.cos(angle) +
      along * Math.sin(turned) +
      across * Math.cos(turned),
  ];
  return {
    ring: zoneOutline(halfLengthM, halfWidthM, random).map(([along, across]) => place(along, across)),
    spine: [place(-0.8 * halfLengthM, -0.15 * halfWidthM), place(0.8 * halfLengthM, -0.15 * halfWidthM)],
    halfWidthM,
  };
}

/** Corners counter-clockwise in the zone's own axes, the notch of an L always at its far right. */
function zoneOutline(halfLengthM: number, halfWidthM: number, random: Random): PlanePoint[] {
  const skew = (): number => random.between(0.86, 1.1);
  const corners: PlanePoint[] = [
    [-halfLengthM * skew(), -halfWidthM * skew()],
    [halfLengthM * skew(), -halfWidthM * skew()],
  ];
  if (random.chance(0.35)) {
    const notchAlong = halfLengthM * random.between(-0.3, 0.35);
    const notchAcross = halfWidthM * random.between(0.05, 0.35);
    corners.push([halfLengthM * skew(), notchAcross], [notchAlong, notchAcross], [notchAlong, halfWidthM * skew()]);
  } else {
    corners.push([halfLengthM * skew(), halfWidthM * skew()]);
  }
  return [...corners, [-halfLengthM * skew(), halfWidthM * skew()]];
}

function ringsApartM(a: Ring, b: Ring): number {
  if (ringContains(a, b[0]!) || ringContains(b, a[0]!)) return 0;
  // Both are nearly convex and the demanded distance is large: corners against edges suffices.
  return Math.min(
    ...a.map((corner) => distanceToRingM(b, corner)),
    ...b.map((corner) => distanceToRingM(a, corner)),
    ...[centroidOf(a)].map((middle) => (ringContains(b, middle) ? 0 : distanceToRingM(b, middle))),
  );
}

const DIRECTIONS = ['est', 'nord-est', 'nord', 'nord-ovest', 'ovest', 'sud-ovest', 'sud', 'sud-est'];
const KINDS = ['Zona industriale', 'Zona artigianale', 'Polo produttivo', 'Area produttiva', 'Insediamento produttivo'];

function nameZone(site: Site, placed: readonly DemoZone[], draft: ZoneDraft): DemoZone {
  const { code, name } = site.municipality;
  const id = `${code}-Z${placed.length + 1}`;
  const town = site.nuclei[0]!.at;
  const middle = centroidOf(draft.ring);
  const eighth = Math.round(Math.atan2(middle[1] - town[1], middle[0] - town[0]) / (Math.PI / 4));
  const where = `${name} ${DIRECTIONS[(eighth + 8) % 8]}`;
  const fullName = KINDS.map((kind) => `${kind} ${where}`).find((option) =>
    placed.every((zone) => zone.name !== option),
  )!;
  return {
    ...draft,
    id,
    name: fullName,
    areaM2: signedAreaM2(draft.ring),
    feature: {
      type: 'Feature',
      properties: { id, name: fullName, com_istat_code: code, landuse: 'industrial', generated: true },
      geometry: { type: 'Polygon', coordinates: [closeRing(draft.ring, site.plane)] },
    },
  };
}
