import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, drawPlace, several } from './generic.ts';

/** From half a step of the stored grid to the width of a ditch. */
const WIDTHS_M = [0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 1, 3];

/** Kilometres long and centimetres wide: areas and zones that are slivers, and slivers between areas side by side. */
export function drawSlivers(random: Random): Drawing {
  const drawing = drawGeneric(random);
  const sideBySide = several(0, 2, random, () => drawPair(random)).flat();
  const alone = several(2, 6, random, () => drawNeedle(drawPlace(random), random));
  return {
    ...drawing,
    zones: [...drawing.zones, ...several(1, 2, random, () => drawNeedle(drawPlace(random), random))],
    areas: random.shuffle([...drawing.areas, ...sideBySide, ...alone]),
  };
}

/** A triangle, or a strip as wide at both ends. */
function drawNeedle([x, y]: PlanePoint, random: Random): Shape {
  const { along, aside } = directions(random);
  const [lengthM, widthM] = [random.between(300, 3000), random.pick(WIDTHS_M)];
  const at = (far: number, off: number): PlanePoint => [
    x + along[0] * far + aside[0] * off,
    y + along[1] * far + aside[1] * off,
  ];
  const end = random.chance(0.5) ? [at(lengthM, 0)] : [at(lengthM, 0), at(lengthM, widthM)];
  return [[[at(0, 0), ...end, at(0, widthM)]]];
}

/** Two rectangles with a sliver of ground, or of overlap, between them. */
function drawPair(random: Random): Shape[] {
  const [x, y] = drawPlace(random);
  const { along, aside } = directions(random);
  const [lengthM, depthM] = [random.between(300, 1500), random.between(100, 600)];
  const apartM = random.pick(WIDTHS_M) * random.pick([-1, 1]);
  const skewM = random.pick([0, 0.01, -0.05]);
  const at = (far: number, off: number): PlanePoint => [
    x + along[0] * far + aside[0] * off,
    y + along[1] * far + aside[1] * off,
  ];
  const right = [at(0, -depthM), at(lengthM, -depthM), at(lengthM, 0), at(0, 0)];
  const left = [at(0, apartM), at(lengthM, apartM + skewM), at(lengthM, depthM), at(0, depthM)];
  return [[[right]], [[left]]];
}

function directions(random: Random): { along: PlanePoint; aside: PlanePoint } {
  const angle = random.chance(0.2) ? 0 : random.between(0, 2 * Math.PI);
  return { along: [Math.cos(angle), Math.sin(angle)], aside: [-Math.sin(angle), Math.cos(angle)] };
}
