import { type Grid, sampleGrid } from './contours.ts';
import type { PlanePoint } from './plane.ts';
import { boundsOf, distanceToEdgeM, polygonsContain } from './polygons.ts';
import { type Noise, seededNoise, seededRandom } from './random.ts';
import { type Ring, distanceToRingM, distanceToSegmentM, ringContains } from './rings.ts';
import type { Site } from './site.ts';

/** What a network's roll-out looks like: how ragged, how far along the roads, what it leaves out. */
export type RollOut = {
  /** names the network, so that two of them grow differently */
  label: string;
  raggedness: number;
  /** 0: the network keeps to the built-up area, 1: it follows the roads far out */
  alongRoads: number;
  avoided: readonly Ring[];
};

const FINEST_STEP_M = 90;
const COARSEST_STEP_M = 240;
const GRID_NODES = 2600;
/** A network goes no farther than about twice this over the municipal border. */
const OVER_BORDER_M = 75;

/**
 * How late a network would come to each place, without unit: 0 in the middle of the town, growing
 * outwards. The places below a level are an irregular, valid coverage area.
 *
 * @param households places the grid must reach, in the plane of the site
 */
export function reachField(site: Site, households: readonly PlanePoint[], rollOut: RollOut, seed: string): Grid {
  const [west, south, east, north] = boundsOf(households);
  const bounds = [west - 400, south - 400, east + 400, north + 400] as const;
  const areaM2 = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
  const stepM = Math.min(COARSEST_STEP_M, Math.max(FINEST_STEP_M, Math.sqrt(areaM2 / GRID_NODES)));
  const random = seededRandom(seed, 'roll-out', rollOut.label, site.municipality.code);
  const noise = seededNoise(seed, 'roll-out', rollOut.label, site.municipality.code);
  const delays = site.nuclei.map((_, index) => (index === 0 ? 0 : random.between(0.1, 0.9)));
  const pace = (point: PlanePoint): number =>
    Math.min(delayFromNuclei(site, delays, point), delayAlongRoads(site, rollOut.alongRoads, point)) +
    raggedness(noise, point) * rollOut.raggedness +
    penalty(site, rollOut.avoided, point);
  return sampleGrid(bounds, stepM, pace);
}

function delayFromNuclei(site: Site, delays: readonly number[], point: PlanePoint): number {
  return Math.min(
    ...site.nuclei.map(({ at, spreadM }, index) => {
      return Math.hypot(point[0] - at[0], point[1] - at[1]) / (1.6 * spreadM + 150) + delays[index]!;
    }),
  );
}

function delayAlongRoads(site: Site, alongRoads: number, point: PlanePoint): number {
  if (alongRoads === 0) return Infinity;
  const town = site.nuclei[0]!;
  const outM = Math.hypot(point[0] - town.at[0], point[1] - town.at[1]);
  const offRoadM = Math.min(...site.roadEnds.map((end) => distanceToSegmentM(point, town.at, end)));
  return offRoadM / 220 + outM / ((town.spreadM + 900) * alongRoads) + 0.3;
}

function raggedness(noise: Noise, [x, y]: PlanePoint): number {
  return 0.65 * noise(x, y, 620) + 0.35 * noise(x + 5000, y, 260);
}

function penalty(site: Site, avoided: readonly Ring[], point: PlanePoint): number {
  const overBorder = polygonsContain(site.area, point) ? 0 : distanceToEdgeM(site.area, point) / OVER_BORDER_M;
  const inZone = avoided.some((ring) => ringContains(ring, point) || distanceToRingM(ring, point) < 60);
  return 1.5 * overBorder ** 2 + (inZone ? 2.5 : 0);
}

/** The grid's value at a place, between its nodes; Infinity outside. */
function valueAt(grid: Grid, [x, y]: PlanePoint): number {
  const column = (x - grid.origin[0]) / grid.stepM;
  const row = (y - grid.origin[1]) / grid.stepM;
  const left = Math.floor(column);
  const low = Math.floor(row);
  if (left < 0 || low < 0 || left >= grid.columns - 1 || low >= grid.rows - 1) return Infinity;
  const node = low * grid.columns + left;
  const value = (offset: number): number => grid.values[node + offset]!;
  const south = value(0) + (value(1) - value(0)) * (column - left);
  const north = value(grid.columns) + (value(grid.columns + 1) - value(grid.columns)) * (column - left);
  return south + (north - south) * (row - low);
}

/** The level below which the given share of the places lies. */
export function levelForShare(grid: Grid, places: readonly PlanePoint[], share: number): number {
  const levels = places.map((place) => valueAt(grid, place)).toSorted((a, b) => a - b);
  const rank = Math.min(levels.length, Math.max(0, Math.round(share * levels.length)));
  return rank === 0 ? levels[0]! - 1e-6 : levels[rank - 1]! + 1e-6;
}
