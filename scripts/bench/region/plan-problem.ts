import type { PlanePoint } from '../../demo/plane.ts';
import { type Random, seededRandom } from '../../demo/random.ts';
import { distanceToSegmentM } from '../../demo/rings.ts';
import type { Candidate, JointWorks, PlanFirm, PlanProblem } from '../../../server/plans/problem.ts';

export interface PlanProblemSize {
  municipalities: number;
  segments: number;
  firms: number;
  seed: number;
}

/** What plans choose from, and how far the nearest firm is from each segment, which the choice itself does not need. */
export interface InventedProblem {
  problem: PlanProblem;
  nearestM: number[];
}

const SEGMENTS_A_DISTRICT = 40;
const REACH_M = 450;
/** As far as roads go on from one crossing to the next. */
const STEP_M = 900;
const MOST_OVERLAPS = 5;

interface Line {
  from: PlanePoint;
  to: PlanePoint;
}

/**
 * Invents what plans choose from: the same for the same size and seed, on every machine. Segments follow the roads of
 * districts, half of them trees and half meshes; a third can be joined by themselves. Firms stand in zones at the
 * crossings, a few of them large, and along the roads; costs are log-normal.
 */
export function generatePlanProblem({ municipalities, segments, firms, seed }: PlanProblemSize): InventedProblem {
  const nearestM: number[] = [];
  const problem: PlanProblem = {
    candidates: [],
    firms: [],
    jointWorks: [],
    municipalities: Array.from({ length: municipalities }, (_, at) => ({
      code: String(at + 1).padStart(6, '0'),
      name: `Comune ${at + 1}`,
      provinceCode: null,
      firmsNotServed: 0,
      firmsServed: 0,
      firmsPositionUnknown: 0,
    })),
    leftOut: [],
  };
  const districts = Math.ceil(segments / SEGMENTS_A_DISTRICT);
  const each = municipalities / districts;
  for (let district = 0; district < districts; district++) {
    const share = (whole: number) =>
      Math.floor((whole * (district + 1)) / districts) - Math.floor((whole * district) / districts);
    const random = seededRandom(seed, 'district', district);
    const own = { first: Math.floor(each * district), count: Math.max(Math.floor(each), 1) };
    settle(problem, nearestM, own, share(segments), share(firms), random);
  }
  return { problem, nearestM };
}

function settle(
  problem: PlanProblem,
  nearestM: number[],
  own: { first: number; count: number },
  segments: number,
  firms: number,
  random: Random,
): void {
  const lines = random.chance(0.5) ? drawTree(segments, random) : drawMesh(segments, random);
  const first = problem.candidates.length;
  const municipalityAt = ([x]: PlanePoint) =>
    own.first + Math.min(Math.max(Math.floor(x / STEP_M) + Math.floor(own.count / 2), 0), own.count - 1);
  nearestM.push(...lines.map(() => Infinity));
  for (const [at, line] of lines.entries()) {
    const touching = lines.flatMap((other, place) => (place !== at && doTouch(line, other) ? [first + place] : []));
    problem.candidates.push(drawCandidate(first + at, line, touching, municipalityAt(line.from), random));
  }
  for (const [at, candidate] of problem.candidates.slice(first).entries())
    for (const other of candidate.neighbours)
      if (other > first + at && random.chance(0.08))
        problem.jointWorks.push(drawJoint(problem, first + at, other, random));

  const zones = lines.map(({ to }) => ({ at: to, weight: Math.exp(1.3 * random.gaussian()) }));
  const whole = zones.reduce((sum, { weight }) => sum + weight, 0);
  for (let made = 0; made < firms;) {
    const inZone = random.chance(0.7);
    const position = inZone ? around(pickZone(zones, random.next() * whole), 220, random) : besideRoad(lines, random);
    const reaching = lines
      .map((line, at) => ({ at: first + at, m: distanceToSegmentM(position, line.from, line.to) }))
      .filter(({ m }) => m <= REACH_M)
      .sort((a, b) => a.m - b.m)
      .slice(0, MOST_OVERLAPS);
    if (reaching.length === 0) continue;
    for (const { at, m } of reaching) nearestM[at] = Math.min(nearestM[at]!, m);
    const reachedBy = reaching.map(({ at }) => at).sort((a, b) => a - b);
    const municipality = municipalityAt(position);
    problem.firms.push(drawFirm(problem.firms.length, municipality, inZone, reachedBy, random));
    problem.municipalities[municipality]!.firmsNotServed++;
    made++;
  }
}

/** Every road starts where one before it ended, or at the centre. */
function drawTree(count: number, random: Random): Line[] {
  const ends: PlanePoint[] = [[0, 0]];
  return Array.from({ length: count }, () => {
    const from = random.pick(ends);
    const angle = random.between(0, 2 * Math.PI);
    const lengthM = STEP_M * random.between(0.5, 1.6);
    const to: PlanePoint = [from[0] + lengthM * Math.cos(angle), from[1] + lengthM * Math.sin(angle)];
    ends.push(to);
    return { from, to };
  });
}

/** Roads between crossings of a bent grid. */
function drawMesh(count: number, random: Random): Line[] {
  const side = Math.ceil(Math.sqrt(count / 2)) + 1;
  const crossings = Array.from({ length: side * side }, (_, at): PlanePoint =>
    around([(at % side) * STEP_M, Math.floor(at / side) * STEP_M], STEP_M / 6, random),
  );
  const roads = crossings.flatMap((from, at): Line[] => [
    ...(at % side < side - 1 ? [{ from, to: crossings[at + 1]! }] : []),
    ...(at + side < crossings.length ? [{ from, to: crossings[at + side]! }] : []),
  ]);
  return random.shuffle(roads).slice(0, count);
}

const doTouch = (a: Line, b: Line) => a.from === b.from || a.from === b.to || a.to === b.from || a.to === b.to;

function drawCandidate(
  at: number,
  { from, to }: Line,
  neighbours: number[],
  municipality: number,
  random: Random,
): Candidate {
  const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const isRoot = random.chance(1 / 3);
  return {
    id: `segment:${String(at + 1).padStart(5, '0')}`,
    name: null,
    status: 'planned',
    lengthM,
    works: null,
    crossings: 0,
    terminations: 0,
    statedCostEur: Math.round(lengthM * 60 * Math.exp(0.7 * random.gaussian())),
    readyOn: '2028-12-31',
    joins: isRoot ? [{ kind: 'deliveryPoint', id: `point:${at + 1}`, name: null }] : [],
    neighbours,
    lengthShares: [{ municipality, share: 1 }],
    zonesIn: [municipality],
    sharedWithCommittedM: 0,
    generated: true,
  };
}

function drawJoint({ candidates }: PlanProblem, a: number, b: number, random: Random): JointWorks {
  const shorterM = Math.min(candidates[a]!.lengthM, candidates[b]!.lengthM);
  return { a, b, sharedM: Math.round(shorterM * random.between(0.05, 0.3)) };
}

function drawFirm(at: number, municipality: number, inZone: boolean, reachedBy: number[], random: Random): PlanFirm {
  return {
    id: `firm:${at + 1}`,
    municipality,
    employees: random.chance(0.8) ? Math.max(1, Math.round(Math.exp(2 + 1.2 * random.gaussian()))) : null,
    exportShare: random.chance(0.6) ? Math.round(random.next() ** 2 * 1000) / 1000 : null,
    pledges: random.chance(0.05),
    inZone,
    reachedBy,
  };
}

const around = ([x, y]: PlanePoint, spreadM: number, random: Random): PlanePoint => [
  x + spreadM * random.gaussian(),
  y + spreadM * random.gaussian(),
];

function pickZone(zones: readonly { at: PlanePoint; weight: number }[], drawn: number): PlanePoint {
  let left = drawn;
  for (const { at, weight } of zones) {
    left -= weight;
    if (left < 0) return at;
  }
  return zones.at(-1)!.at;
}

function besideRoad(lines: readonly Line[], random: Random): PlanePoint {
  const { from, to } = random.pick(lines);
  const along = random.next();
  return around([from[0] + along * (to[0] - from[0]), from[1] + along * (to[1] - from[1])], 150, random);
}
