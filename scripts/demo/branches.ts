import type { SegmentStatus } from './announcements.ts';
import { type Trunk, findWays } from './branch-way.ts';
import type { CoverageFeature } from './coverage-feature.ts';
import { SOON, describeBranch, readyOnOf } from './describe-branch.ts';
import { type FirmToReach, firmsAlong, firmsToReach, largestGroup, leavesEachAFirm } from './firms-to-reach.ts';
import type { DemoFirm } from './firms.ts';
import { readGround, readLines } from './ground.ts';
import { INDUSTRIAL_TOWNS } from './industrial-towns.ts';
import { type Plane, localPlane } from './plane.ts';
import { seededRandom } from './random.ts';
import type { SegmentFeature } from './segments.ts';
import type { DemoMunicipality } from './site.ts';

/** A municipality with the firms invented in it. */
export type Inhabited = { municipality: DemoMunicipality; firms: readonly DemoFirm[] };

/** The segments towards zones have the numbers below. */
const FIRST_NUMBER = 101;
/** Where there is industry nobody plans for a firm by itself: some are left for what a user draws. */
const BRANCHES = { most: 4, leastFirms: 1 };
const BRANCHES_INDUSTRIAL = { most: 9, leastFirms: 2 };
const LAID: readonly SegmentStatus[] = ['underConstruction', 'operational'];

/**
 * Plans branches from planned segments to firms that nothing serves and no segment will reach soon: what must be built before
 * what, whose reaches overlap and which trenches are shared is then worth asking. Each reaches a firm that no other segment
 * ready soon does. Of streams of their own: the segments that are there stay as they are.
 */
export function planBranches(
  places: readonly Inhabited[],
  coverage: readonly CoverageFeature[],
  segments: readonly SegmentFeature[],
  seed: string,
): SegmentFeature[] {
  const plane = planeOf(places);
  const laid = segments.filter(({ properties }) => LAID.includes(properties.status));
  const laidLines = laid.flatMap(({ geometry }) => readLines(geometry, plane));
  const isFibreNear = readGround(coverage, laidLines, plane);
  const firms = firmsToReach(places, isFibreNear, plane);
  const trunks = segments.filter(isPlanned).map((segment) => trunkOf(segment, plane));
  for (const segment of segments) {
    const isSoon = (isPlanned(segment) || laid.includes(segment)) && readyOnOf(segment) <= SOON;
    if (isSoon) noteReached(firms, segment, plane);
  }
  const branches: SegmentFeature[] = [];
  for (const { municipality } of places) {
    const { most, leastFirms } = municipality.code in INDUSTRIAL_TOWNS ? BRANCHES_INDUSTRIAL : BRANCHES;
    for (let number = 1; number <= most; number++) {
      const group = largestGroup(firms, municipality.code);
      if (group.length < leastFirms) break;
      const random = seededRandom(seed, 'branch', municipality.code, number);
      const id = `T-${FIRST_NUMBER + branches.length}`;
      const branch = findWays(trunks, group, isFibreNear, random)
        .map((way) => describeBranch(way, { id, municipality, number }, plane, seed))
        .find((one) => leavesEachAFirm(firmsAlong(firms, one, plane), firms));
      if (branch === undefined) break;
      noteReached(firms, branch, plane);
      if (isPlanned(branch)) trunks.push(trunkOf(branch, plane));
      branches.push(branch);
    }
  }
  return branches;
}

/** The plane that touches in the middle of all. */
function planeOf(places: readonly Inhabited[]): Plane {
  const middle = (axis: 0 | 1): number =>
    places.reduce((sum, { municipality }) => sum + municipality.centre[axis], 0) / places.length;
  return localPlane([middle(0), middle(1)]);
}

const isPlanned = ({ properties }: SegmentFeature): boolean => properties.status === 'planned';

function trunkOf(segment: SegmentFeature, plane: Plane): Trunk {
  const readyOn = readyOnOf(segment);
  return { id: segment.properties.id, lines: readLines(segment.geometry, plane), readyOn, isLate: readyOn > SOON };
}

function noteReached(firms: readonly FirmToReach[], segment: SegmentFeature, plane: Plane): void {
  for (const firm of firmsAlong(firms, segment, plane)) firm.reachedBy.push(segment.properties.id);
}
