import type { Position } from 'geojson';
import type { SegmentStatus } from './announcements.ts';
import type { DemoFirm } from './firms.ts';
import type { LngLat, Plane, PlanePoint } from './plane.ts';
import { polygonsContain } from './polygons.ts';
import { type Random, seededRandom } from './random.ts';
import { distanceToSegmentM } from './rings.ts';
import { describeSegment, type SegmentFeature, type ServedSite } from './segments.ts';

/** A municipality with what is invented in it. */
export type InhabitedSite = ServedSite & { firms: readonly DemoFirm[] };

/** A firm in its municipality's plane that neither fibre nor a segment reaches. */
type FirmToReach = { id: string; at: PlanePoint };

const MOST_PER_MUNICIPALITY = 6;
/** Firms this near to each other are reached by one branch. */
const TOGETHER_M = 450;
/** No branch begins farther away from where it ends. */
const FARTHEST_START_M = 5000;
/** A branch leaves its trunk along so many metres of it, beside it in the same road. */
const BESIDE_M = 6;
/** Half as wide as the reach that suits a branch. */
const HALF_WIDTH_M = 110;

/**
 * Plans branches from planned segments to firms that these do not reach: what must be built before what, whose reaches overlap,
 * and which trenches are shared is then worth asking. Of streams of their own: the segments themselves stay as they are.
 */
export function planBranches(
  sites: readonly InhabitedSite[],
  segments: readonly SegmentFeature[],
  seed: string,
): SegmentFeature[] {
  const branches: SegmentFeature[] = [];
  for (const { site, firms, fibre } of sites) {
    const { plane, municipality } = site;
    const reached = [...segments, ...branches].filter(isReadySoon);
    const toReach = firms.flatMap(({ id, lng, lat }): FirmToReach[] => {
      if (lng === null || lat === null) return [];
      const at = plane.toPlane([lng, lat]);
      return polygonsContain(fibre, at) || reached.some((one) => reaches(one, at, plane)) ? [] : [{ id, at }];
    });
    const groups = groupTogether(toReach).slice(0, MOST_PER_MUNICIPALITY);
    for (const [number, group] of groups.entries()) {
      const trunks = [...segments, ...branches].filter(({ properties: { status } }) => isToBeBuilt(status));
      const trunk = nearestTrunk(trunks, group[0]!.at, plane);
      if (trunk === null) continue;
      const random = seededRandom(seed, 'branch', municipality.code, number);
      const line = drawBranch(
        trunk.along,
        group.map(({ at }) => at),
        random,
      );
      const status = random.chance(0.2) ? 'proposed' : 'planned';
      const id = `T-${101 + branches.length}`;
      const name = `${trunk.feature.properties.id} – ${municipality.name}, diramazione ${number + 1}`;
      const properties = { id, name, ...describeBranch(line, group[0]!.id, status, seed) };
      const coordinates = line.map(plane.toLngLat);
      branches.push({ type: 'Feature', properties, geometry: { type: 'LineString', coordinates } });
    }
  }
  return branches;
}

/** What is promised later does not keep anybody from planning a branch. */
const SOON = '2028-12-31';
const READY_SOON_DRAWS = 4;

const isReadySoon = ({ properties: { status, announcements } }: SegmentFeature): boolean =>
  status !== 'proposed' && announcements.at(-1)!.promised_ready_on <= SOON;

/** Most branches are promised for soon: they are drawn again a few times. */
function describeBranch(
  line: readonly PlanePoint[],
  firmId: string,
  status: SegmentStatus,
  seed: string,
): ReturnType<typeof describeSegment> {
  const draw = (number: number) => {
    const id = `branch ${firmId} ${number}`;
    return describeSegment([line], { id, halfWidthM: HALF_WIDTH_M }, status, seededRandom(seed, id), seed);
  };
  const draws = Array.from({ length: READY_SOON_DRAWS }, (_, number) => draw(number));
  return draws.find(({ announcements }) => announcements.at(-1)!.promised_ready_on <= SOON) ?? draws[0]!;
}

const isToBeBuilt = (status: SegmentStatus): boolean => status === 'planned' || status === 'underConstruction';

function linesOf({ geometry }: SegmentFeature, plane: Plane): PlanePoint[][] {
  const lines: Position[][] = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  return lines.map((line) => line.map((place) => plane.toPlane(place as LngLat)));
}

function reaches(segment: SegmentFeature, at: PlanePoint, plane: Plane): boolean {
  return distanceToLinesM(linesOf(segment, plane), at) <= segment.properties.reach_m;
}

function distanceToLinesM(lines: readonly PlanePoint[][], at: PlanePoint): number {
  return Math.min(
    ...lines.flatMap((line) => line.slice(1).map((to, index) => distanceToSegmentM(at, line[index]!, to))),
  );
}

/** Groups of firms near to each other, the largest first. */
function groupTogether(firms: readonly FirmToReach[]): FirmToReach[][] {
  const groups: FirmToReach[][] = [];
  for (const firm of firms) {
    const near = groups.find(([first]) => distanceM(first!.at, firm.at) < TOGETHER_M);
    if (near) near.push(firm);
    else groups.push([firm]);
  }
  return groups.toSorted((a, b) => b.length - a.length);
}

/** The planned segment that comes nearest, and its line up to where that is. */
function nearestTrunk(
  trunks: readonly SegmentFeature[],
  at: PlanePoint,
  plane: Plane,
): { feature: SegmentFeature; along: PlanePoint[] } | null {
  let nearest: { feature: SegmentFeature; along: PlanePoint[] } | null = null;
  let nearestM = FARTHEST_START_M;
  for (const feature of trunks) {
    for (const line of linesOf(feature, plane)) {
      for (const [index, point] of line.entries()) {
        const metres = distanceM(point, at);
        if (index === 0 || metres >= nearestM) continue;
        nearestM = metres;
        nearest = { feature, along: line.slice(0, index + 1) };
      }
    }
  }
  return nearest;
}

/** Beside the last stretch of the trunk, then by an elbow past the firms. */
function drawBranch(along: readonly PlanePoint[], firms: readonly PlanePoint[], random: Random): PlanePoint[] {
  const [from, to] = [along.at(-2)!, along.at(-1)!];
  const beside = random.chance(0.6) ? [aside(from, to, from), aside(from, to, to)] : [to];
  const first = firms[0]!;
  const elbow: PlanePoint = random.chance(0.5) ? [first[0], to[1]] : [to[0], first[1]];
  const past = firms.map(([x, y]): PlanePoint => [x + random.between(-25, 25), y + random.between(-25, 25)]);
  const inOrder = past.toSorted((a, b) => distanceM(a, elbow) - distanceM(b, elbow));
  const line = [...beside, elbow, ...inOrder.slice(0, 4)];
  // An elbow may fall on the place where it turns off.
  return line.filter((point, index) => index === 0 || distanceM(point, line[index - 1]!) > 1);
}

/** A point moved to the side of a way. */
function aside(from: PlanePoint, to: PlanePoint, point: PlanePoint): PlanePoint {
  const metres = distanceM(from, to) || 1;
  return [point[0] - ((to[1] - from[1]) / metres) * BESIDE_M, point[1] + ((to[0] - from[0]) / metres) * BESIDE_M];
}

const distanceM = (a: PlanePoint, b: PlanePoint): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
