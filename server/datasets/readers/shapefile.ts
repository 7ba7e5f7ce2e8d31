import type { Source } from './source.ts';

/** The file of the same shapefile that ends in this; null where there is none. */
export function besideShape(shape: Source, ending: string): Source | null {
  const { folder = '' } = shape;
  const wanted = shape.name.replace(/shp$/i, ending).toLowerCase();
  return shape.siblings.find((one) => (one.folder ?? '') === folder && one.name.toLowerCase() === wanted) ?? null;
}
