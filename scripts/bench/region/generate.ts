import type { PlanePoint } from '../../demo/plane.ts';
import { type Random, seededRandom } from '../../demo/random.ts';
import { ClearPlaces, drawFirm } from './firms.ts';
import { type Cell, honeycomb } from './honeycomb.ts';
import { closedRing, placeOf } from './place.ts';
import type { Region, RegionSize } from './region.ts';
import { drawBlob, drawRoad, drawRoadTowards, ringAround } from './shapes.ts';
import { Tiles } from './tiles.ts';

export const ZONES_EACH = 5;
export const SEGMENTS_EACH = 10;
export const FIRMS_EACH = 70;

const MOST_ZONE_SITES_TRIED = 1000;
const NETWORKS = ['Alfa', 'Beta', 'Gamma', 'Delta'];
const WIDTHS_M = [100, 120, 150, 200, 250, 300];

/** Invents a region: the same for the same size and seed, on every machine. */
export const generateRegion = ({ municipalities, areasEach, seed }: RegionSize): Region =>
  inventIn(
    honeycomb(municipalities, seed).map((cell, index) => ({ cell, code: String(index + 1).padStart(6, '0') })),
    areasEach,
    seed,
  );

/** Invents what lies in municipalities: zones, coverage, segments and firms. */
export function inventIn(
  municipalities: readonly { cell: Cell; code: string }[],
  areasEach: number,
  seed: number,
): Region {
  const region: Region = { municipalities: [], zones: [], areas: [], segments: [], firms: [] };
  const clear = new ClearPlaces();
  const taken = new Tiles<ZoneSite>();
  const sites = municipalities.map(({ cell, code }, index) => {
    const random = (what: string) => seededRandom(seed, what, index);
    const towns = drawTowns(cell, random('towns'));
    const zones = drawZoneSites(cell, towns, taken, random('zone sites'));
    return { cell, code, towns, zones, random };
  });

  for (const { cell, code, towns, zones, random } of sites) {
    clear.addRing(cell.ring);
    region.municipalities.push({ code, ring: closedRing(cell.ring) });
    for (const { centre, radiusM } of zones) {
      const shape = random(`zone ${centre.join(' ')}`);
      const ring = drawBlob(centre, radiusM, shape.integer(20, 60), 0.35, shape);
      clear.addRing(ring);
      region.zones.push({ id: `zone:${region.zones.length + 1}`, ring: closedRing(ring) });
    }
    const coverage = random('coverage');
    for (const ring of drawCoverage(cell, towns, areasEach, coverage)) {
      clear.addRing(ring);
      const id = `area:${region.areas.length + 1}`;
      region.areas.push({ id, network: coverage.pick(NETWORKS), ring: closedRing(ring) });
    }
    const planning = random('segments');
    for (let made = 0; made < SEGMENTS_EACH; made++) {
      const [x, y] = planning.chance(0.5) && zones.length > 0 ? planning.pick(zones).centre : planning.pick(towns);
      const start: PlanePoint = [x + 400 * planning.gaussian(), y + 400 * planning.gaussian()];
      const line = drawRoad(start, planning.between(400, 1800), planning.integer(1, 3), planning);
      const reachM = planning.integer(4, 12) * 25;
      clear.addSegment(line, reachM);
      region.segments.push({ id: `segment:${region.segments.length + 1}`, line: line.map(placeOf), reachM });
    }
  }

  // Firms come last: they must be clear of the shapes of all neighbours.
  for (const { cell, code, towns, zones, random } of sites) {
    const settling = random('firms');
    const zoneCentres = zones.map(({ centre }) => centre);
    for (let made = 0; made < FIRMS_EACH; made++) {
      const position = placeOf(drawFirm(cell, towns, zoneCentres, clear, settling));
      const id = `firm:${region.firms.length + 1}`;
      region.firms.push({ id, municipalityCode: code, position, employees: settling.integer(1, 200) });
    }
  }
  return region;
}

/** The main town and one to three hamlets. */
function drawTowns({ centre: [x, y] }: Cell, random: Random): PlanePoint[] {
  const hamlets = Array.from({ length: random.integer(1, 3) }, (): PlanePoint => {
    const angle = random.between(0, 2 * Math.PI);
    const far = random.between(700, 2000);
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
  return [[x + 250 * random.gaussian(), y + 250 * random.gaussian()], ...hamlets];
}

interface ZoneSite {
  centre: PlanePoint;
  radiusM: number;
}

/** Where zones will lie: mostly near towns, clear of each other, and so also over a border. */
function drawZoneSites({ centre }: Cell, towns: PlanePoint[], taken: Tiles<ZoneSite>, random: Random): ZoneSite[] {
  const sites: ZoneSite[] = [];
  // A municipality may be too small for so many.
  for (let tried = 0; sites.length < ZONES_EACH && tried < MOST_ZONE_SITES_TRIED; tried++) {
    const remote = random.chance(0.2);
    const [x, y] = remote ? centre : random.pick(towns);
    const angle = random.between(0, 2 * Math.PI);
    const far = remote ? random.between(1600, 2400) : random.between(150, 1300);
    const site = {
      centre: [x + far * Math.cos(angle), y + far * Math.sin(angle)] as const,
      radiusM: random.between(110, 380),
    };
    const clearanceM = 1.5 * site.radiusM;
    const meets = (other: ZoneSite) =>
      Math.hypot(other.centre[0] - site.centre[0], other.centre[1] - site.centre[1]) < clearanceM + 1.5 * other.radiusM;
    if (taken.near(site.centre).some(meets)) continue;
    // The largest zone's clearance further: so `near` of any later site finds this one.
    taken.add(site, [site.centre], clearanceM + 1.5 * 380);
    sites.push(site);
  }
  return sites;
}

/** Bands along roads, several of them along the same one, and patches round towns: much of it overlaps. */
function* drawCoverage(cell: Cell, towns: PlanePoint[], areas: number, random: Random): Generator<PlanePoint[]> {
  const roads: PlanePoint[][] = [];
  for (let made = 0; made < areas;) {
    const kind = random.next();
    const ring =
      kind < 0.55 ? drawBand(cell, towns, roads, random) : drawPatch(random.pick(towns), kind < 0.94, random);
    if (ring === null) continue;
    yield ring;
    made++;
  }
}

function drawBand(cell: Cell, towns: PlanePoint[], roads: PlanePoint[][], random: Random): PlanePoint[] | null {
  if (roads.length === 0 || random.chance(0.7)) {
    const road = random.chance(0.3)
      ? drawRoadTowards(towns[0]!, random.pick(cell.neighbours), random)
      : drawRoad(random.pick(towns), random.between(700, 2800), random.integer(4, 10), random);
    roads.push(road);
    return ringAround(road, random.pick(WIDTHS_M), random.integer(6, 16));
  }
  return ringAround(random.pick(roads), random.pick(WIDTHS_M), random.integer(6, 16));
}

function drawPatch([x, y]: PlanePoint, usual: boolean, random: Random): PlanePoint[] {
  const spreadM = usual ? 450 : 200;
  const centre: PlanePoint = [x + spreadM * random.gaussian(), y + spreadM * random.gaussian()];
  return usual
    ? drawBlob(centre, random.between(180, 620), random.integer(30, 80), 0.15, random)
    : drawBlob(centre, random.between(600, 1200), random.integer(60, 120), 0.3, random);
}
