import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import { distanceToSegmentM } from '../../demo/rings.ts';
import { edgesMeet } from './shapes.ts';

/** Metres from a segment within which it serves firms. */
export const REACH_M = 450;
/** As far as roads go on from one crossing to the next. */
const STEP_M = 900;
/** Farther from each other than what a program takes for joined, roads meet at crossings alone. */
const APART_M = 80;
const MOST_TRIED = 400;
/** Of pairs that meet, how many dig part of their way together. */
const JOINT_SHARE = 0.08;
const LEAST_SHARED_M = 70;

/** A segment from crossing to crossing; its course may begin along another one. */
export interface Line {
  from: PlanePoint;
  to: PlanePoint;
  course: PlanePoint[];
}
type Road = Pick<Line, 'from' | 'to'>;

/** Draws the segments of a district about its middle: a tree or a mesh, with some that share a trench where they begin. */
export function drawDistrict([x, y]: PlanePoint, count: number, random: Random): Line[] {
  const roads = random.chance(0.5) ? drawTree(count, random) : drawMesh(count, random);
  const isBent = new Set<Road>();
  const lines = roads.map(({ from, to }, at): Line => {
    const beside = roads.find(
      (other, place) => place < at && other.from === from && !isBent.has(other) && random.chance(JOINT_SHARE * 2),
    );
    if (!beside) return { from, to, course: [from, to] };
    isBent.add(roads[at]!);
    const shorterM = Math.min(lengthOf(beside), lengthOf({ from, to }));
    const along = Math.max(shorterM * random.between(0.05, 0.3), LEAST_SHARED_M) / lengthOf(beside);
    return { from, to, course: [from, between(beside, along), to] };
  });
  const shift = (point: PlanePoint): PlanePoint => [x + point[0], y + point[1]];
  return lines.map(({ from, to, course }) => ({ from: shift(from), to: shift(to), course: course.map(shift) }));
}

/** Every road starts where one before it ended, or at the centre. */
function drawTree(count: number, random: Random): Road[] {
  const ends: PlanePoint[] = [[0, 0]];
  const roads: Road[] = [];
  for (let tried = 0; roads.length < count; tried++) {
    if (tried > MOST_TRIED * count) throw new Error('no place is left for a road');
    const from = random.pick(ends);
    const angle = random.between(0, 2 * Math.PI);
    const lengthM = STEP_M * random.between(0.5, 1.6);
    const road: Road = { from, to: [from[0] + lengthM * Math.cos(angle), from[1] + lengthM * Math.sin(angle)] };
    if (roads.some((other) => areNear(road, other))) continue;
    ends.push(road.to);
    roads.push(road);
  }
  return roads;
}

/** Roads between crossings of a bent grid. */
function drawMesh(count: number, random: Random): Road[] {
  const side = Math.ceil(Math.sqrt(count / 2)) + 1;
  const half = ((side - 1) * STEP_M) / 2;
  const crossings = Array.from({ length: side * side }, (_, at): PlanePoint => [
    (at % side) * STEP_M - half + (STEP_M / 6) * random.gaussian(),
    Math.floor(at / side) * STEP_M - half + (STEP_M / 6) * random.gaussian(),
  ]);
  const roads = crossings.flatMap((from, at): Road[] => [
    ...(at % side < side - 1 ? [{ from, to: crossings[at + 1]! }] : []),
    ...(at + side < crossings.length ? [{ from, to: crossings[at + side]! }] : []),
  ]);
  return random.shuffle(roads).slice(0, count);
}

/** Whether two roads that share no crossing come near to each other; of two that share one, the end of the new one counts. */
function areNear(road: Road, other: Road): boolean {
  const isNear = (point: PlanePoint, of: Road) => distanceToSegmentM(point, of.from, of.to) < APART_M;
  if (road.from === other.from) return isNear(road.to, other) || isNear(other.to, road);
  if (road.from === other.to) return isNear(road.to, other) || isNear(other.from, road);
  return (
    edgesMeet(road.from, road.to, other.from, other.to) ||
    [road.from, road.to].some((end) => isNear(end, other)) ||
    [other.from, other.to].some((end) => isNear(end, road))
  );
}

const lengthOf = ({ from, to }: Road): number => Math.hypot(to[0] - from[0], to[1] - from[1]);

const between = ({ from, to }: Road, along: number): PlanePoint => [
  from[0] + along * (to[0] - from[0]),
  from[1] + along * (to[1] - from[1]),
];
