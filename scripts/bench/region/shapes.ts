import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';

/** A roundish ring about a centre; star-shaped, so that it never crosses itself. */
export function drawBlob(
  [x, y]: PlanePoint,
  radiusM: number,
  corners: number,
  roughness: number,
  random: Random,
): PlanePoint[] {
  const phase = random.between(0, 2 * Math.PI);
  const lobes = random.integer(2, 4);
  const bumps = random.integer(5, 9);
  return Array.from({ length: corners }, (_, index): PlanePoint => {
    const angle = (index / corners) * 2 * Math.PI;
    const uneven = 0.5 * Math.sin(lobes * angle + phase) + 0.3 * Math.sin(bumps * angle) + 0.35 * (random.next() - 0.5);
    const far = radiusM * (1 + roughness * uneven);
    return [x + far * Math.cos(angle), y + far * Math.sin(angle)];
  });
}

/** A road that bends a little at every leg. */
export function drawRoad(start: PlanePoint, lengthM: number, legs: number, random: Random): PlanePoint[] {
  const road = [start];
  let heading = random.between(0, 2 * Math.PI);
  for (let leg = 0; leg < legs; leg++) {
    heading += 0.3 * random.gaussian();
    const [x, y] = road.at(-1)!;
    road.push([x + (Math.cos(heading) * lengthM) / legs, y + (Math.sin(heading) * lengthM) / legs]);
  }
  return road;
}

/** A road part of the way towards another place. */
export function drawRoadTowards(start: PlanePoint, goal: PlanePoint, random: Random): PlanePoint[] {
  const share = random.between(0.3, 0.7);
  const legs = random.integer(5, 9);
  const at = (leg: number, asideM: number): PlanePoint => [
    start[0] + ((goal[0] - start[0]) * share * leg) / legs + asideM * random.gaussian(),
    start[1] + ((goal[1] - start[1]) * share * leg) / legs + asideM * random.gaussian(),
  ];
  return Array.from({ length: legs + 1 }, (_, leg) => at(leg, leg === 0 || leg === legs ? 0 : 70));
}

/**
 * The ring that runs round a road at some distance, with pointed bends and round ends.
 *
 * @returns null where the ring would cross itself: the road bends too sharply for the distance
 */
export function ringAround(road: readonly PlanePoint[], distanceM: number, endSides: number): PlanePoint[] | null {
  const there = sideOf(road, distanceM);
  const back = sideOf(road.toReversed(), distanceM);
  const ring = [
    ...there,
    ...roundEnd(road.at(-1)!, there.at(-1)!, endSides),
    ...back,
    ...roundEnd(road[0]!, back.at(-1)!, endSides),
  ];
  return crossesItself(ring) ? null : ring;
}

/** The line at some distance to the right of a road. */
function sideOf(road: readonly PlanePoint[], distanceM: number): PlanePoint[] {
  const normals = road.slice(1).map(([x, y], leg): PlanePoint => {
    const [fromX, fromY] = road[leg]!;
    const lengthM = Math.hypot(x - fromX, y - fromY);
    return [(y - fromY) / lengthM, (fromX - x) / lengthM];
  });
  return road.map(([x, y], index): PlanePoint => {
    const before = normals[Math.max(index - 1, 0)]!;
    const after = normals[Math.min(index, normals.length - 1)]!;
    const stretch = distanceM / (1 + before[0] * after[0] + before[1] * after[1]);
    return [x + (before[0] + after[0]) * stretch, y + (before[1] + after[1]) * stretch];
  });
}

/** The corners between one side and the other of a half-circle, counter-clockwise. */
function roundEnd([x, y]: PlanePoint, from: PlanePoint, sides: number): PlanePoint[] {
  const radiusM = Math.hypot(from[0] - x, from[1] - y);
  const start = Math.atan2(from[1] - y, from[0] - x);
  return Array.from({ length: sides - 1 }, (_, index): PlanePoint => {
    const angle = start + ((index + 1) * Math.PI) / sides;
    return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
  });
}

/** Whether any two edges of a ring meet that are not neighbours; every edge against every other. */
export function crossesItself(ring: readonly PlanePoint[]): boolean {
  const corners = ring.length;
  for (let i = 0; i < corners; i++) {
    for (let j = i + 2; j < corners - (i === 0 ? 1 : 0); j++) {
      if (edgesMeet(ring[i]!, ring[i + 1]!, ring[j]!, ring[(j + 1) % corners]!)) return true;
    }
  }
  return false;
}

/** Whether the edges a-b and c-d meet. */
export function edgesMeet(a: PlanePoint, b: PlanePoint, c: PlanePoint, d: PlanePoint): boolean {
  return turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0;
}

function turn([ax, ay]: PlanePoint, [bx, by]: PlanePoint, [cx, cy]: PlanePoint): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
