import { type Trade, drawTrade, inventName } from './firm-names.ts';
import { INDUSTRIAL_TOWNS } from './industrial-towns.ts';
import type { PlanePoint } from './plane.ts';
import { drawPledgeMbps } from './pledges.ts';
import { boundsOf, distanceToEdgeM, polygonsContain } from './polygons.ts';
import { type Random, seededRandom } from './random.ts';
import { distanceToRingM, ringContains } from './rings.ts';
import type { Site } from './site.ts';
import type { DemoZone } from './zones.ts';

/** One row of firms.csv; null is a blank, which is not zero. */
export type DemoFirm = {
  id: string;
  name: string;
  com_istat_code: string;
  activity: string;
  ateco: string;
  employees: number | null;
  /** share of turnover exported, 0 to 1 */
  export_share: number | null;
  /** it would subscribe at so many Mbit/s */
  pledged_mbps: number | null;
  lng: number | null;
  lat: number | null;
  position_precision: 'exact' | 'address' | 'municipality';
  generated: true;
};

const FIRMS_PER_HECTARE = 0.2;
const FIRM_SPACING_M = 30;

/** Invents the firms of a municipality: most in its zones, some in town, a few known only to the municipality. */
export function inventFirms(site: Site, zones: readonly DemoZone[], seed: string): DemoFirm[] {
  const { code, population } = site.municipality;
  const random = seededRandom(seed, 'firms', code);
  const inZones = zones.flatMap((zone) => {
    const wanted = Math.max(1, Math.round((zone.areaM2 / 1e4) * FIRMS_PER_HECTARE * random.between(0.7, 1.4)));
    return placeInZone(zone, wanted, random).map((point) => ({ point, precision: 'exact' as const }));
  });
  const scale = INDUSTRIAL_TOWNS[code]?.scale ?? 1;
  const inTown = drawTimes(Math.min(12, (population / 5000) * scale), random, () => ({
    point: placeInTown(site, zones, random),
    precision: 'address' as const,
  }));
  const somewhere = drawTimes(0.35 * scale, random, () => ({ point: null, precision: 'municipality' as const }));
  return [...inZones, ...inTown, ...somewhere].map(({ point, precision }, index) => {
    const id = `${code}-F${String(index + 1).padStart(2, '0')}`;
    const firm = inventFirm(id, site, point, precision, random);
    return { ...firm, pledged_mbps: drawPledgeMbps(firm, seed) };
  });
}

function inventFirm(
  id: string,
  site: Site,
  point: PlanePoint | null,
  precision: DemoFirm['position_precision'],
  random: Random,
): Omit<DemoFirm, 'pledged_mbps'> {
  const trade = drawTrade(random);
  const [lng, lat] = point ? site.plane.toLngLat(point) : [null, null];
  return {
    id,
    name: inventName(trade, random),
    com_istat_code: site.municipality.code,
    activity: trade.activity,
    ateco: trade.ateco,
    employees: drawEmployees(random),
    export_share: drawExportShare(trade, random),
    lng,
    lat,
    position_precision: precision,
    generated: true,
  };
}

/** Log-normal around 16, the largest 900; one firm in eight tells nothing. */
function drawEmployees(random: Random): number | null {
  const employees = Math.round(16 * Math.exp(1.1 * random.gaussian()));
  return random.chance(0.12) ? null : Math.min(900, Math.max(1, employees));
}

function drawExportShare({ exportShare: [typical, spread] }: Trade, random: Random): number | null {
  const share = typical + spread * random.gaussian();
  return random.chance(0.18) ? null : Math.round(100 * Math.min(0.97, Math.max(0, share))) / 100;
}

/** Calls draw as often as expected on average: 2.3 is twice, and a third time in three of ten cases. */
function drawTimes<Item>(expected: number, random: Random, draw: () => Item): Item[] {
  const times = Math.floor(expected) + (random.chance(expected % 1) ? 1 : 0);
  return Array.from({ length: times }, draw);
}

function placeInZone(zone: DemoZone, wanted: number, random: Random): PlanePoint[] {
  const [west, south, east, north] = boundsOf(zone.ring);
  const points: PlanePoint[] = [];
  for (let attempt = 0; points.length < wanted && attempt < 80 * wanted; attempt++) {
    const point: PlanePoint = [random.between(west, east), random.between(south, north)];
    const free =
      ringContains(zone.ring, point) &&
      distanceToRingM(zone.ring, point) > 15 &&
      points.every((other) => Math.hypot(other[0] - point[0], other[1] - point[1]) > FIRM_SPACING_M);
    if (free) points.push(point);
  }
  return points;
}

function placeInTown(site: Site, zones: readonly DemoZone[], random: Random): PlanePoint {
  const { at, spreadM } = site.nuclei[0]!;
  for (let attempt = 0; attempt < 200; attempt++) {
    const point: PlanePoint = [at[0] + spreadM * random.gaussian(), at[1] + spreadM * random.gaussian()];
    const allowed =
      polygonsContain(site.area, point) &&
      distanceToEdgeM(site.area, point) > 20 &&
      !zones.some(({ ring }) => ringContains(ring, point));
    if (allowed) return point;
  }
  return at;
}
