import type { PlanePoint } from '../../demo/plane.ts';
import { type Random, seededRandom } from '../../demo/random.ts';
import { distanceToSegmentM, ringContains } from '../../demo/rings.ts';
import { type Cell, honeycomb } from './honeycomb.ts';
import { closedRing, placeOf } from './place.ts';
import { drawDistrict, type Line, REACH_M } from './plan-roads.ts';
import type { Region } from './region.ts';
import { drawBlob } from './shapes.ts';
import { Tiles } from './tiles.ts';

export interface PlanRegionSize {
  municipalities: number;
  segments: number;
  firms: number;
  seed: number;
}

/** A region to plan for, and how far the nearest firm is from each segment, by id: which the choice itself does not need. */
export interface PlanRegion {
  region: Region;
  nearestM: Map<string, number>;
}

const SEGMENTS_A_DISTRICT = 40;
const ZONE_RADIUS_M = 260;
const ZONES_APART_M = 800;
const COVERED_RADIUS_M = 25;
/** So that what is covered round a joint serves no firm, whatever the error of the plane is. */
const CLEAR_OF_COVERED_M = 45;

/**
 * Invents a region that plans are made for: the same for the same size and seed, on every machine. Segments follow the roads
 * of districts, half of them trees and half meshes; a third can be joined by themselves, at a delivery point or where
 * something is covered already. Firms stand in zones at the crossings, a few of them large, and along the roads: within
 * reach of a segment, and served by nothing today. Costs are log-normal.
 */
export function generatePlanRegion({ municipalities, segments, firms, seed }: PlanRegionSize): PlanRegion {
  const cells = honeycomb(municipalities, seed).map((cell, at) => ({ cell, code: codeOf(at) }));
  const region: Region = {
    municipalities: cells.map(({ cell, code }) => ({
      code,
      name: `Comune ${Number(code)}`,
      ring: closedRing(cell.ring),
    })),
    zones: [],
    areas: [],
    segments: [],
    firms: [],
    deliveryPoints: [],
  };
  const settling = { region, nearestM: new Map<string, number>(), homeOf: homes(cells) };
  const districts = Math.ceil(segments / SEGMENTS_A_DISTRICT);
  const middles = middlesOf(
    districts,
    cells.map(({ cell }) => cell),
  );
  for (const [district, middle] of middles.entries()) {
    const share = (whole: number) =>
      Math.floor((whole * (district + 1)) / districts) - Math.floor((whole * district) / districts);
    settle(settling, middle, share(segments), share(firms), seededRandom(seed, 'district', district));
  }
  return { region, nearestM: settling.nearestM };
}

interface Settling extends PlanRegion {
  /** Code of the municipality in which a point lies. */
  homeOf: (point: PlanePoint) => string | undefined;
}

function settle(
  { region, nearestM, homeOf }: Settling,
  middle: PlanePoint,
  segments: number,
  firms: number,
  random: Random,
): void {
  const lines = drawDistrict(middle, segments, random);
  const covered: PlanePoint[] = [];
  const ids = lines.map((line) => {
    const number = region.segments.length + 1;
    const id = `segment:${String(number).padStart(5, '0')}`;
    const lengthM = Math.hypot(line.to[0] - line.from[0], line.to[1] - line.from[1]);
    region.segments.push({
      id,
      name: `T-${String(number).padStart(4, '0')}`,
      line: line.course.map(placeOf),
      reachM: REACH_M,
      costEur: Math.round(lengthM * 60 * Math.exp(0.7 * random.gaussian())),
    });
    if (random.chance(1 / 3)) {
      const joint = middleOf(line);
      if (random.chance(0.75)) region.deliveryPoints!.push({ id: `point:${number}`, position: placeOf(joint) });
      else {
        covered.push(joint);
        const ring = closedRing(drawBlob(joint, COVERED_RADIUS_M, 12, 0.2, random));
        region.areas.push({ id: `area:${number}`, network: 'Alfa', ring });
      }
    }
    return id;
  });

  const crossings = lines.map(({ to }) => ({ at: to, weight: Math.exp(1.3 * random.gaussian()) }));
  const whole = crossings.reduce((sum, { weight }) => sum + weight, 0);
  for (const centre of apart(crossings.map(({ at }) => at))) {
    const ring = closedRing(drawBlob(centre, ZONE_RADIUS_M, 24, 0.3, random));
    region.zones.push({ id: `zone:${region.zones.length + 1}`, ring });
  }
  for (let made = 0; made < firms;) {
    const inZone = random.chance(0.7);
    const point = inZone ? around(pick(crossings, random.next() * whole), 220, random) : besideRoad(lines, random);
    const reaching = lines
      .map((line, at) => ({ id: ids[at]!, m: distanceToLineM(point, line) }))
      .filter(({ m }) => m <= REACH_M * 0.99);
    const municipalityCode = homeOf(point);
    if (reaching.length === 0 || municipalityCode === undefined) continue;
    if (covered.some((joint) => Math.hypot(joint[0] - point[0], joint[1] - point[1]) < CLEAR_OF_COVERED_M)) continue;
    for (const { id, m } of reaching) nearestM.set(id, Math.min(nearestM.get(id) ?? Infinity, m));
    region.firms.push({
      id: `firm:${region.firms.length + 1}`,
      municipalityCode,
      position: placeOf(point),
      employees: random.chance(0.8) ? Math.max(1, Math.round(Math.exp(2 + 1.2 * random.gaussian()))) : null,
      exportShare: random.chance(0.6) ? Math.round(random.next() ** 2 * 1000) / 1000 : null,
      pledgedMbps: random.chance(0.05) ? 1000 : null,
    });
    made++;
  }
}

const codeOf = (at: number): string => String(at + 1).padStart(6, '0');

function homes(cells: readonly { cell: Cell; code: string }[]): Settling['homeOf'] {
  const tiles = new Tiles<{ cell: Cell; code: string }>();
  for (const each of cells) tiles.add(each, each.cell.ring, 0);
  return (point) => tiles.near(point).find(({ cell }) => ringContains(cell.ring, point))?.code;
}

/** Where districts lie: on a grid over the region, far from each other and from its edge. */
function middlesOf(districts: number, cells: readonly Cell[]): PlanePoint[] {
  const [xs, ys] = [cells.map(({ centre }) => centre[0]), cells.map(({ centre }) => centre[1])];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const columns = Math.ceil(Math.sqrt((districts * (east - west)) / (north - south)));
  const rows = Math.ceil(districts / columns);
  return Array.from({ length: districts }, (_, at): PlanePoint => [
    west + ((east - west) * ((at % columns) + 0.5)) / columns,
    south + ((north - south) * (Math.floor(at / columns) + 0.5)) / rows,
  ]);
}

/** Those of some points that are far enough from all before them: zones do not overlap. */
function apart(points: readonly PlanePoint[]): PlanePoint[] {
  const kept: PlanePoint[] = [];
  for (const [x, y] of points)
    if (kept.every((other) => Math.hypot(other[0] - x, other[1] - y) >= ZONES_APART_M)) kept.push([x, y]);
  return kept;
}

const middleOf = ({ course }: Line): PlanePoint => {
  const [from, to] = course.slice(-2) as [PlanePoint, PlanePoint];
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
};

const distanceToLineM = (point: PlanePoint, { course }: Line): number =>
  Math.min(...course.slice(1).map((end, leg) => distanceToSegmentM(point, course[leg]!, end)));

const around = ([x, y]: PlanePoint, spreadM: number, random: Random): PlanePoint => [
  x + spreadM * random.gaussian(),
  y + spreadM * random.gaussian(),
];

function pick(crossings: readonly { at: PlanePoint; weight: number }[], drawn: number): PlanePoint {
  let left = drawn;
  for (const { at, weight } of crossings) {
    left -= weight;
    if (left < 0) return at;
  }
  return crossings.at(-1)!.at;
}

function besideRoad(lines: readonly Line[], random: Random): PlanePoint {
  const { from, to } = random.pick(lines);
  const along = random.next();
  return around([from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])], 150, random);
}
