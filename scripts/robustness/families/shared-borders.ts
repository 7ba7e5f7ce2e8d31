import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, several } from './generic.ts';

/** Zones and areas that end exactly at the border of the municipality, on either side of it, or are all of it. */
export function drawSharedBorders(random: Random): Drawing {
  const drawing = drawGeneric(random);
  const border = drawing.boundary[0]![0]!;
  const within = () => drawAlong(border, random.between(0.3, 0.9), random);
  const beyond = () => drawAlong(border, random.between(1.1, 1.6), random);
  const whole = random.chance(0.15) ? [drawing.boundary] : [];
  return {
    ...drawing,
    zones: [...drawing.zones, ...several(2, 4, random, within), ...several(0, 1, random, beyond)],
    areas: random.shuffle([
      ...drawing.areas,
      ...several(2, 5, random, within),
      ...several(1, 3, random, beyond),
      ...whole,
    ]),
  };
}

/** From a stretch of the border to the same stretch drawn nearer to the middle (a share below 1) or farther from it. */
function drawAlong(border: readonly PlanePoint[], share: number, random: Random): Shape {
  const from = random.integer(0, border.length - 1);
  const stretch = several(3, 15, random, (step) => border[(from + step) % border.length]!);
  return [[[...stretch, ...stretch.toReversed().map(([x, y]): PlanePoint => [x * share, y * share])]]];
}
