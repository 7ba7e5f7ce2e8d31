import type { DemoFirm } from './firms.ts';
import { type Ground, distanceM, distanceToLineM, readLines } from './ground.ts';
import type { Plane, PlanePoint } from './plane.ts';
import type { SegmentFeature } from './segments.ts';

/** A firm that nothing serves, where it is in the plane, and the segments that will reach it. */
export type FirmToReach = { code: string; at: PlanePoint; reachedBy: string[] };

/** Who is this near to fibre is served. */
const SERVED_WITHIN_M = 50;
/** Firms this near to each other are reached by one branch. */
const TOGETHER_M = 350;

/** Firms with a place on the map that nothing serves, as yet reached by no segment. */
export function firmsToReach(
  places: readonly { municipality: { code: string }; firms: readonly DemoFirm[] }[],
  isFibreNear: Ground,
  plane: Plane,
): FirmToReach[] {
  return places
    .flatMap(({ municipality: { code }, firms }) =>
      firms.flatMap(({ lng, lat }): FirmToReach[] =>
        lng === null || lat === null ? [] : [{ code, at: plane.toPlane([lng, lat]), reachedBy: [] }],
      ),
    )
    .filter(({ at }) => !isFibreNear(at, SERVED_WITHIN_M));
}

/** Those of the firms that a segment reaches. */
export function firmsAlong(firms: readonly FirmToReach[], segment: SegmentFeature, plane: Plane): FirmToReach[] {
  const lines = readLines(segment.geometry, plane);
  return firms.filter(({ at }) => lines.some((line) => distanceToLineM(line, at) <= segment.properties.reach_m));
}

/** Whether a further segment, which reaches the firms along it, has one to itself and takes nobody's only one. */
export function leavesEachAFirm(along: readonly FirmToReach[], firms: readonly FirmToReach[]): boolean {
  const lonelyBefore = new Set(firms.flatMap(({ reachedBy }) => (reachedBy.length === 1 ? reachedBy : [])));
  const lonelyAfter = new Set(
    firms.flatMap((firm) => (firm.reachedBy.length === 1 && !along.includes(firm) ? firm.reachedBy : [])),
  );
  return along.some(({ reachedBy }) => reachedBy.length === 0) && lonelyAfter.size === lonelyBefore.size;
}

/** Of a municipality's firms that nothing will reach the one with the most others nearby, and these; empty where none is left. */
export function largestGroup(firms: readonly FirmToReach[], code: string): FirmToReach[] {
  const left = firms.filter((firm) => firm.code === code && firm.reachedBy.length === 0);
  const groups = left.map((firm) => [
    firm,
    ...left.filter((other) => other !== firm && distanceM(other.at, firm.at) < TOGETHER_M),
  ]);
  return groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
}
