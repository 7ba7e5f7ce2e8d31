import { drawRoad, ringAround } from '../../bench/region/shapes.ts';
import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, drawPlace, several } from './generic.ts';

const WIDTHS_M = [5, 10, 20, 25, 30, 50, 80, 100];
const WIDER_M = [80, 100, 120, 150, 200, 250];

/** Operators buffer the same road by different widths: sides run parallel, and corners lie on one line. */
export function drawSameRoad(random: Random): Drawing {
  const road = drawRoad(drawPlace(random), random.between(700, 2800), random.integer(2, 8), random);
  return {
    ...drawGeneric(random),
    zones: several(1, 3, random, () => band(road, WIDER_M, random)),
    areas: several(4, 8, random, () => band(random.chance(0.3) ? road.slice(0, -1) : road, WIDTHS_M, random)),
    segments: several(1, 2, random, () => ({ line: road, reachM: random.pick(WIDTHS_M) })),
  };
}

/** The widest of some widths at which the band does not cross itself. */
function band(road: readonly PlanePoint[], widthsM: readonly number[], random: Random): Shape {
  const sides = random.integer(2, 12);
  for (const widthM of [random.pick(widthsM), 50, 20, 5, 1]) {
    const ring = ringAround(road, widthM, sides);
    if (ring !== null) return [[ring]];
  }
  return [[ringAround(road.slice(0, 2), 100, sides)!]];
}
