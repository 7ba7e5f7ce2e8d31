import type { Feature, Point } from 'geojson';

import type { LngLat } from './plane.ts';
import { seededRandom } from './random.ts';
import type { Site } from './site.ts';

export type DeliveryPointProperties = { id: string; name: string; operator: string | null; generated: true };

export type DeliveryPointFeature = Feature<Point, DeliveryPointProperties>;

/** As many as the Cremasco had in 2022. */
const MOST_POINTS = 6;
const OPERATORS = ['Consorzio Neutro (dimostrativo)', 'Consorzio Neutro (dimostrativo)', 'Nodo Comune (dimostrativo)'];
const OPERATOR_IS_BLANK = 0.15;

/** The middle of a town, where its delivery point stands if it has one. */
export const middleOfTown = ({ plane, nuclei }: Site): LngLat => plane.toLngLat(nuclei[0]!.at);

/** The towns with a delivery point: of those where segments begin, once for each, the ones where most do, then the largest. */
export function chooseDeliveryTowns(begun: readonly Site[]): Site[] {
  const ranked = [...Map.groupBy(begun, (town) => town)].toSorted(
    ([a, fromA], [b, fromB]) => fromB.length - fromA.length || b.municipality.population - a.municipality.population,
  );
  return ranked.slice(0, MOST_POINTS).map(([town]) => town);
}

/** Invents the neutral delivery points (PCN) of some towns, in the order of their codes. */
export function placeDeliveryPoints(towns: readonly Site[], seed: string): DeliveryPointFeature[] {
  const sorted = towns.toSorted((a, b) => (a.municipality.code < b.municipality.code ? -1 : 1));
  return sorted.map((town) => {
    const { code, name } = town.municipality;
    const random = seededRandom(seed, 'delivery point', code);
    const operator = random.chance(OPERATOR_IS_BLANK) ? null : random.pick(OPERATORS);
    return {
      type: 'Feature',
      properties: { id: `PCN-${code}`, name: `PCN ${name}`, operator, generated: true },
      geometry: { type: 'Point', coordinates: middleOfTown(town) },
    };
  });
}
