import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import { type Drawing, METRES_PER_DEGREE, type Shape } from '../field.ts';
import { drawGeneric, several } from './generic.ts';

/** Degrees; the grid on which coordinates are stored is 1e-7. */
const SCALES = [1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6];

/** The same shapes from several sources, as far apart as their formats round: each case at one scale. */
export function drawNearCoincident(random: Random, index: number): Drawing {
  const drawing = drawGeneric(random);
  const scaleM = SCALES[index % SCALES.length]! * METRES_PER_DEGREE.lat;
  const copies = several(3, 6, random, () =>
    nearCopy(random.pick([...drawing.areas, ...drawing.zones]), scaleM, random),
  );
  return {
    ...drawing,
    zones: [...drawing.zones, nearCopy(random.pick([...drawing.zones, ...drawing.areas]), scaleM, random)],
    areas: random.shuffle([...drawing.areas, ...copies]),
  };
}

/** Moved as a whole, or each corner by itself. */
function nearCopy(shape: Shape, scaleM: number, random: Random): Shape {
  const step = () => random.between(-scaleM, scaleM);
  const [asideX, asideY] = [step(), step()];
  const asOne = random.chance(0.5);
  const moved = ([x, y]: PlanePoint): PlanePoint => (asOne ? [x + asideX, y + asideY] : [x + step(), y + step()]);
  return shape.map((rings) => rings.map((ring) => ring.map(moved)));
}
