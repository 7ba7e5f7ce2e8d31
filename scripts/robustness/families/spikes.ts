import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric } from './generic.ts';

/** Rings that run out and back along one line, overshoot a corner, stand still, or have corners a hair apart. */
export function drawSpikes(random: Random): Drawing {
  const drawing = drawGeneric(random);
  const spiked = (shape: Shape): Shape =>
    random.chance(0.7) ? shape.map((rings) => rings.map((ring) => withSpikes(ring, random))) : shape;
  return {
    ...drawing,
    boundary: spiked(drawing.boundary),
    zones: drawing.zones.map(spiked),
    areas: drawing.areas.map(spiked),
  };
}

function withSpikes(ring: readonly PlanePoint[], random: Random): PlanePoint[] {
  return ring.flatMap((corner, index) => {
    if (random.chance(0.8)) return [corner];
    return random.pick([repeat, spike, overshoot, stutter])(corner, ring[(index + 1) % ring.length]!, random);
  });
}

function repeat(corner: PlanePoint, _next: PlanePoint, random: Random): PlanePoint[] {
  return Array.from({ length: random.integer(2, 4) }, () => corner);
}

/** Out and back: to nowhere in particular, be it across the ring. */
function spike(corner: PlanePoint, _next: PlanePoint, random: Random): PlanePoint[] {
  const reachM = random.pick([0.01, 1, 50, 800]);
  const tip: PlanePoint = [corner[0] + reachM * random.gaussian(), corner[1] + reachM * random.gaussian()];
  return [corner, tip, corner];
}

/** Along the edge to beyond its end; the ring then goes back to that end. */
function overshoot([x, y]: PlanePoint, [nextX, nextY]: PlanePoint, random: Random): PlanePoint[] {
  const share = random.pick([1.0001, 1.1, 2]);
  return [
    [x, y],
    [x + (nextX - x) * share, y + (nextY - y) * share],
  ];
}

function stutter([x, y]: PlanePoint, _next: PlanePoint, random: Random): PlanePoint[] {
  const hair = random.pick([1e-9, 1e-6, 1e-3, 1e-2]);
  return Array.from({ length: 3 }, (): PlanePoint => [x + hair * random.gaussian(), y + hair * random.gaussian()]);
}
