import { drawBlob, drawRoad } from '../../bench/region/shapes.ts';
import type { PlanePoint } from '../../demo/plane.ts';
import type { Random } from '../../demo/random.ts';
import type { Drawing, Shape } from '../field.ts';

/** What a municipality looks like where nothing is wrong: zones, areas that overlap, some with a hole, works to come. */
export function drawGeneric(random: Random): Drawing {
  return {
    boundary: [[drawBlob([0, 0], random.between(1500, 2200), 60, 0.3, random)]],
    zones: several(1, 3, random, () => drawPatch(random.between(150, 500), random)),
    areas: several(3, 8, random, () => drawPatch(random.between(250, 900), random)),
    segments: several(1, 3, random, () => ({
      line: drawRoad(drawPlace(random), random.between(400, 1500), random.integer(1, 4), random),
      reachM: random.integer(2, 12) * 25,
    })),
  };
}

/** Anywhere within the municipality, and a little beyond it. */
export function drawPlace(random: Random): PlanePoint {
  const angle = random.between(0, 2 * Math.PI);
  const far = 1900 * Math.sqrt(random.next());
  return [far * Math.cos(angle), far * Math.sin(angle)];
}

/** A roundish polygon, every fourth with a hole well inside. */
function drawPatch(radiusM: number, random: Random, centre: PlanePoint = drawPlace(random)): Shape {
  const ring = (radius: number) => drawBlob(centre, radius, random.integer(8, 40), 0.3, random);
  return [random.chance(0.25) ? [ring(radiusM), ring(0.3 * radiusM)] : [ring(radiusM)]];
}

/** Between `least` and `most` of what is drawn. */
export function several<Item>(least: number, most: number, random: Random, draw: (index: number) => Item): Item[] {
  return Array.from({ length: random.integer(least, most) }, (_, index) => draw(index));
}
