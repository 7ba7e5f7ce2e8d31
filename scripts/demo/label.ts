import type { Feature, FeatureCollection, Geometry } from 'geojson';

/** Named in every generated file; the number grows when the same seed gives other data. */
export const GENERATOR = 'ultimo-miglio demo 2';

/** A collection that says of itself that it is invented. */
export type LabelledCollection<F extends Feature<Geometry>> = FeatureCollection<F['geometry'], F['properties']> & {
  generated: true;
  seed: string;
  generator: typeof GENERATOR;
  features: F[];
};

export function labelCollection<F extends Feature<Geometry>>(features: F[], seed: string): LabelledCollection<F> {
  return { type: 'FeatureCollection', generated: true, seed, generator: GENERATOR, features };
}
