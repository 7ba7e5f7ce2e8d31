import { type Ground, distanceM } from './ground.ts';
import type { PlanePoint } from './plane.ts';
import type { Random } from './random.ts';
import { bendWay, lengthM } from './segment-line.ts';

/** A segment that a branch may begin at, in the plane. */
export type Trunk = { id: string; lines: readonly (readonly PlanePoint[])[]; readyOn: string; isLate: boolean };

/** A branch before it has a name: where it runs, and whether its first stretch lies beside its trunk. */
export type BranchWay = { trunk: Trunk; line: PlanePoint[]; isBeside: boolean };

/** A place on a trunk, and the one before it on a way along the trunk. */
type Start = { trunk: Trunk; before: PlanePoint; at: PlanePoint };

/** No branch begins farther away from where it ends. */
const FARTHEST_START_M = 3500;
const STARTS_TRIED = 24;
/** A branch that runs beside its trunk does so at this distance, in the same road. */
const BESIDE_M = 6;
const BESIDE_CHANCE = 0.9;
const LEAST_BESIDE_M = 80;
/** Firms lie so far beside the road at most. */
const OFF_ROAD_M = 25;
/** As near as this to fibre a branch can be joined to it: a little more than what plans ask. */
const JOINED_WITHIN_M = 60;
const STEP_M = 25;
/** A way is taken for so much longer where it is what nobody wishes. */
const DETOUR_AROUND_FIBRE_M = 1500;
const DETOUR_TO_EARLY_TRUNK_M = 2000;
const DETOUR_AROUND_BEND_M = 600;
/** A road that turns by more than this, in degrees, is bent too sharply. */
const SHARP_DEGREES = 75;
/** A way is taken for so much shorter where it shares a trench. */
const SHARING_SAVES_M = 400;
const INDIFFERENT_CHANCE = 0.25;

/**
 * Ways from the nearest places on trunks to firms and past them, the best first: short ones, mostly such as keep away from fibre,
 * so that their trunk has to be built first.
 *
 * @param firms at least one; near to each other
 */
export function findWays(
  trunks: readonly Trunk[],
  firms: readonly { at: PlanePoint }[],
  isFibreNear: Ground,
  random: Random,
): BranchWay[] {
  const detourM = random.chance(INDIFFERENT_CHANCE) ? 0 : DETOUR_AROUND_FIBRE_M;
  const wishedM = ({ trunk, line, isBeside }: BranchWay): number =>
    lengthM(line) -
    (isBeside ? SHARING_SAVES_M : 0) +
    countSharpBends(line) * DETOUR_AROUND_BEND_M +
    (trunk.isLate ? DETOUR_TO_EARLY_TRUNK_M : 0) +
    (detourM > 0 && stepsAlong(line).some((place) => isFibreNear(place, JOINED_WITHIN_M)) ? detourM : 0);
  const places = firms.map(({ at }) => at);
  return nearestStarts(trunks, places[0]!)
    .map((start) => drawWay(start, places, random))
    .map((way) => ({ way, wishedM: wishedM(way) }))
    .toSorted((a, b) => a.wishedM - b.wishedM)
    .map(({ way }) => way);
}

/** Corners of trunks and the middles between them, each along its trunk both ways; those of late trunks seem farther. */
function nearestStarts(trunks: readonly Trunk[], firm: PlanePoint): Start[] {
  const farM = ({ trunk, at }: Start): number => distanceM(at, firm) + (trunk.isLate ? DETOUR_TO_EARLY_TRUNK_M : 0);
  return trunks
    .flatMap((trunk) =>
      trunk.lines.flatMap((line) =>
        line.slice(1).flatMap((to, index): Start[] => {
          const from = line[index]!;
          const middle: PlanePoint = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
          return [
            { trunk, before: from, at: middle },
            { trunk, before: to, at: middle },
            { trunk, before: from, at: to },
            { trunk, before: to, at: from },
          ];
        }),
      ),
    )
    .filter(({ at }) => distanceM(at, firm) < FARTHEST_START_M)
    .toSorted((a, b) => farM(a) - farM(b))
    .slice(0, STARTS_TRIED);
}

/** Beside the trunk where that leads onwards, then by an elbow to the nearest firm and straight on to the farthest. */
function drawWay({ trunk, before, at }: Start, firms: readonly PlanePoint[], random: Random): BranchWay {
  const near = firms.toSorted((a, b) => distanceM(a, at) - distanceM(b, at))[0]!;
  const far = firms.toSorted((a, b) => distanceM(b, near) - distanceM(a, near))[0]!;
  const onwards = (at[0] - before[0]) * (near[0] - at[0]) + (at[1] - before[1]) * (near[1] - at[1]) > 0;
  const isBeside = random.chance(BESIDE_CHANCE) && onwards && distanceM(before, at) >= LEAST_BESIDE_M;
  const beside = isBeside ? [aside(before, at, before)] : [];
  const from = isBeside ? aside(before, at, at) : at;
  const onRoad = ([x, y]: PlanePoint): PlanePoint => [
    x + random.between(-OFF_ROAD_M, OFF_ROAD_M),
    y + random.between(-OFF_ROAD_M, OFF_ROAD_M),
  ];
  const way = bendWay(from, onRoad(near), random);
  return { trunk, isBeside, line: [...beside, ...way, ...(far === near ? [] : [onRoad(far)])] };
}

/** A point moved to the side of a way. */
function aside(from: PlanePoint, to: PlanePoint, point: PlanePoint): PlanePoint {
  const metres = distanceM(from, to) || 1;
  return [point[0] - ((to[1] - from[1]) / metres) * BESIDE_M, point[1] + ((to[0] - from[0]) / metres) * BESIDE_M];
}

function countSharpBends(line: readonly PlanePoint[]): number {
  const bearings = line.slice(1).map(([x, y], index) => Math.atan2(y - line[index]![1], x - line[index]![0]));
  const turns = bearings.slice(1).map((bearing, index) => Math.cos(bearing - bearings[index]!));
  return turns.filter((cosine) => cosine < Math.cos((SHARP_DEGREES / 180) * Math.PI)).length;
}

function stepsAlong(line: readonly PlanePoint[]): PlanePoint[] {
  return line.slice(1).flatMap(([x, y], index) => {
    const [fromX, fromY] = line[index]!;
    const steps = Math.max(1, Math.ceil(Math.hypot(x - fromX, y - fromY) / STEP_M));
    return Array.from({ length: steps + 1 }, (_, step): PlanePoint => [
      fromX + ((x - fromX) * step) / steps,
      fromY + ((y - fromY) * step) / steps,
    ]);
  });
}
