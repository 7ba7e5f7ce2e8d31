import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, drawPlace, several } from './generic.ts';

/** Holes that touch their shell or each other: in a corner, along an edge, in a chain from side to side. */
export function drawTouchingHoles(random: Random): Drawing {
  const holed = (least: number, most: number) => (): Shape => [
    random.pick([holesInCorners, holesOnEdges, chainOfHoles, holesBackToBack])(random, random.between(least, most)),
  ];
  return {
    ...drawGeneric(random),
    zones: several(1, 3, random, holed(200, 600)),
    areas: several(3, 7, random, holed(300, 900)),
  };
}

/** Triangles from a corner of the shell, or from the middle of one of its edges, towards the inside. */
function holesInCorners(random: Random, radiusM: number): PlanePoint[][] {
  const centre = drawPlace(random);
  const shell = polygonRound(centre, radiusM, 8);
  return [
    shell,
    ...several(1, 4, random, (index) => {
      const corner = shell[index * 2]!;
      const tip = random.chance(0.5) ? corner : between(corner, shell[index * 2 + 1]!, random.next());
      return [
        tip,
        between(tip, towards(centre, shell[index * 2 + 1]!), 0.6),
        between(tip, towards(centre, corner), 0.5),
      ];
    }),
  ];
}

/** Quadrangles that share a stretch of an edge of the shell: it then has a bay, not a hole. */
function holesOnEdges(random: Random, radiusM: number): PlanePoint[][] {
  const centre = drawPlace(random);
  const shell = polygonRound(centre, radiusM, 6);
  return [
    shell,
    ...several(1, 3, random, (index) => {
      const [from, to] = [shell[index * 2]!, shell[index * 2 + 1]!];
      const [a, b] = [between(from, to, random.pick([0, 0.25])), between(from, to, random.pick([0.7, 1]))];
      return [a, b, between(b, centre, 0.5), between(a, centre, 0.4)];
    }),
  ];
}

/** Diamonds corner to corner from one side of the shell to the other: they may part it in two. */
function chainOfHoles(random: Random, radiusM: number): PlanePoint[][] {
  const [x, y] = drawPlace(random);
  const [links, tilt] = [random.integer(2, 5), random.between(0, 0.6)];
  const at = (far: number, off: number): PlanePoint => [
    x + radiusM * (far * Math.cos(tilt) - off * Math.sin(tilt)),
    y + radiusM * (far * Math.sin(tilt) + off * Math.cos(tilt)),
  ];
  const shell = [at(-1, -1), at(1, -1), at(1, 1), at(-1, 1)];
  const missing = random.chance(0.3) ? 1 : 0;
  return [
    shell,
    ...Array.from({ length: links - missing }, (_, link) => {
      const [from, to] = [-1 + (2 * link) / links, -1 + (2 * link + 2) / links];
      return [at(from, 0), at((from + to) / 2, -0.3), at(to, 0), at((from + to) / 2, 0.3)];
    }),
  ];
}

/** Two holes that share an edge, and one that lies twice or within another. */
function holesBackToBack(random: Random, radiusM: number): PlanePoint[][] {
  const centre = drawPlace(random);
  const inner = polygonRound(centre, 0.6 * radiusM, 7);
  const halves = [inner.slice(0, 4), [...inner.slice(3), inner[0]!]];
  const more = random.pick([[], [halves[0]!], [polygonRound(centre, 0.2 * radiusM, 5)]]);
  return [polygonRound(centre, radiusM, 9), ...halves, ...more];
}

function polygonRound([x, y]: PlanePoint, radiusM: number, corners: number): PlanePoint[] {
  return Array.from({ length: corners }, (_, index): PlanePoint => {
    const angle = (index * 2 * Math.PI) / corners + radiusM;
    return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
  });
}

function between([ax, ay]: PlanePoint, [bx, by]: PlanePoint, share: number): PlanePoint {
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}

function towards(centre: PlanePoint, corner: PlanePoint): PlanePoint {
  return between(corner, centre, 0.7);
}
