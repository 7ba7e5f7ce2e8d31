import type { MultiPolygon, Polygon } from 'geojson';

import { type LngLat, type Plane, type PlanePoint, localPlane } from './plane.ts';
import { type PlanePolygon, boundsOf, distanceToEdgeM, polygonsContain, readPolygons } from './polygons.ts';
import { type Random, seededRandom } from './random.ts';

/** What the generator has to know of a municipality; nothing else of it is read. */
export type DemoMunicipality = {
  /** ISTAT code, 6 digits */
  code: string;
  name: string;
  /** [lng, lat] */
  centre: LngLat;
  population: number;
  /** families reached by FTTH / families, 0 to 1; null where not known */
  ftthShare: number | null;
  boundary: Polygon | MultiPolygon;
};

/** Where people live: a nucleus spreads as a normal distribution around its middle. */
export type Nucleus = { at: PlanePoint; spreadM: number; share: number };

/** A municipality laid out in its own plane, with the settlement that the generator imagines there. */
export type Site = {
  municipality: DemoMunicipality;
  plane: Plane;
  area: readonly PlanePolygon[];
  /** the town first, then the hamlets; the shares add up to 1 */
  nuclei: readonly Nucleus[];
  /** roads leave the town towards these places, the centres of neighbours */
  roadEnds: readonly PlanePoint[];
};

const ROADS_PER_TOWN = 4;

/** Lays out every municipality; roads lead to the nearest centres. */
export function layOutSites(municipalities: readonly DemoMunicipality[], seed: string): Site[] {
  return municipalities.map((municipality) => {
    const plane = localPlane(municipality.centre);
    const area = readPolygons(municipality.boundary, plane);
    const random = seededRandom(seed, 'settlement', municipality.code);
    const town = polygonsContain(area, [0, 0]) ? ([0, 0] as const) : innerPoint(area, random);
    const nuclei = settle(municipality.population, town, area, random);
    return { municipality, plane, area, nuclei, roadEnds: roadEnds(municipality, municipalities, plane) };
  });
}

function settle(population: number, town: PlanePoint, area: readonly PlanePolygon[], random: Random): Nucleus[] {
  const townSpreadM = Math.min(3000, Math.max(190, 6 * Math.sqrt(population)));
  const wanted = population < 800 ? 1 : random.integer(1, Math.min(4, 2 + Math.floor(population / 4000)));
  const hamlets: Nucleus[] = [];
  for (let attempt = 0; attempt < 60 && hamlets.length < wanted; attempt++) {
    const angle = random.between(0, 2 * Math.PI);
    const awayM = townSpreadM * 1.6 + random.between(500, 2000);
    const at: PlanePoint = [town[0] + awayM * Math.cos(angle), town[1] + awayM * Math.sin(angle)];
    if (polygonsContain(area, at) && distanceToEdgeM(area, at) > 250) {
      hamlets.push({ at, spreadM: random.between(90, 200), share: random.between(0.03, 0.09) });
    }
  }
  const hamletShare = hamlets.reduce((sum, { share }) => sum + share, 0);
  return [{ at: town, spreadM: townSpreadM, share: 1 - hamletShare }, ...hamlets];
}

/** A place well inside, for boundaries that do not hold the centre they are given with. */
function innerPoint(area: readonly PlanePolygon[], random: Random): PlanePoint {
  const [west, south, east, north] = boundsOf(area.flatMap(({ outer }) => outer));
  let best: PlanePoint = area[0]?.outer[0] ?? [0, 0];
  let clearanceM = 0;
  for (let attempt = 0; attempt < 200; attempt++) {
    const point: PlanePoint = [random.between(west, east), random.between(south, north)];
    const pointClearanceM = polygonsContain(area, point) ? distanceToEdgeM(area, point) : 0;
    if (pointClearanceM > clearanceM) [best, clearanceM] = [point, pointClearanceM];
  }
  return best;
}

function roadEnds(
  municipality: DemoMunicipality,
  municipalities: readonly DemoMunicipality[],
  plane: Plane,
): PlanePoint[] {
  return municipalities
    .filter((other) => other !== municipality)
    .map((other) => plane.toPlane(other.centre))
    .toSorted((a, b) => Math.hypot(...a) - Math.hypot(...b))
    .slice(0, ROADS_PER_TOWN);
}
