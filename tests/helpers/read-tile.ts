import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** A feature of a tile as a map reads it; positions on the tile's grid. */
export interface ReadFeature {
  type: 'point' | 'lines' | 'polygons';
  properties: Record<string, number | string | boolean>;
  lines: { x: number; y: number }[][];
}

const TYPES = ['point', 'point', 'lines', 'polygons'] as const;

/** The features of a tile's layer. */
export function readTile(bytes: Uint8Array, layer: string): ReadFeature[] {
  const only = new VectorTile(new PbfReader(bytes)).layers[layer];
  return Array.from({ length: only?.length ?? 0 }, (_, index) => {
    const feature = only!.feature(index);
    const lines = feature.loadGeometry().map((line) => line.map(({ x, y }) => ({ x, y })));
    return { type: TYPES[feature.type], properties: { ...feature.properties }, lines };
  });
}
