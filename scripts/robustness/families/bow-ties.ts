import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, drawPlace, several } from './generic.ts';

/** Rings that cross themselves: bow-ties, stars drawn in one line, loops, two corners of a good ring swapped. */
export function drawBowTies(random: Random): Drawing {
  const drawing = drawGeneric(random);
  const wild = (): Shape => {
    const draw = random.pick([drawBowTie, drawStar, drawLoops]);
    return [[draw(drawPlace(random), random.between(150, 700), random)]];
  };
  return {
    ...drawing,
    zones: [...drawing.zones.map((shape) => swapCorners(shape, random)), ...several(1, 2, random, wild)],
    areas: [...drawing.areas.map((shape) => swapCorners(shape, random)), ...several(1, 4, random, wild)],
  };
}

function drawBowTie([x, y]: PlanePoint, radiusM: number, random: Random): PlanePoint[] {
  const at = (): PlanePoint => [x + radiusM * random.between(-1, 1), y + radiusM * random.between(-1, 1)];
  const [a, b, c] = [at(), at(), at()];
  // The fourth corner lies beyond the first edge, so that its two edges cross that one.
  const d: PlanePoint = [a[0] + b[0] - c[0], a[1] + b[1] - c[1]];
  return [a, b, c, d];
}

/** Five or seven points joined at every second one: its middle is wound round twice. */
function drawStar([x, y]: PlanePoint, radiusM: number, random: Random): PlanePoint[] {
  const points = random.pick([5, 7]);
  const turn = random.between(0, 2 * Math.PI);
  return Array.from({ length: points }, (_, index): PlanePoint => {
    const angle = turn + (index * 4 * Math.PI) / points;
    return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
  });
}

/** A curve with loops, each of which crosses the rest or another loop. */
function drawLoops([x, y]: PlanePoint, radiusM: number, random: Random): PlanePoint[] {
  const [loops, depth, phase] = [random.integer(1, 5), random.between(0.5, 1.2), random.between(0.3, 1.2)];
  return Array.from({ length: 48 }, (_, index): PlanePoint => {
    const angle = (index * 2 * Math.PI) / 48;
    const far = radiusM * (1 + depth * Math.cos(loops * angle));
    return [x + far * Math.cos(2 * angle + phase), y + far * Math.sin(angle)];
  });
}

function swapCorners(shape: Shape, random: Random): Shape {
  if (random.chance(0.5)) return shape;
  return shape.map(([outer, ...holes]) => {
    const ring = [...outer!];
    const from = random.integer(0, ring.length - 4);
    [ring[from + 1], ring[from + 2]] = [ring[from + 2]!, ring[from + 1]!];
    return [ring, ...holes];
  });
}
