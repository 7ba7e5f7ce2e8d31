import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';
import { drawGeneric, several } from './generic.ts';

/** The same polygon again and again: begun at another corner, the other way round, or twice as parts of one. */
export function drawDuplicates(random: Random): Drawing {
  const drawing = drawGeneric(random);
  const again = (shapes: readonly Shape[]) => several(1, 4, random, () => duplicate(random.pick(shapes), random));
  return {
    boundary: duplicate(drawing.boundary, random),
    zones: random.shuffle([...drawing.zones, ...again(drawing.zones)]),
    areas: random.shuffle([
      ...drawing.areas,
      ...again(drawing.areas),
      ...(random.chance(0.3) ? again(drawing.zones) : []),
    ]),
    segments: [...drawing.segments, ...drawing.segments],
  };
}

function duplicate(shape: Shape, random: Random): Shape {
  const copy = shape.map((rings) => rings.map((ring) => beginElsewhere(ring, random)));
  return random.chance(0.2) ? [...copy, ...shape] : copy;
}

function beginElsewhere(ring: readonly PlanePoint[], random: Random): PlanePoint[] {
  const from = random.integer(0, ring.length - 1);
  const turned = [...ring.slice(from), ...ring.slice(0, from)];
  return random.chance(0.5) ? turned : turned.toReversed();
}
