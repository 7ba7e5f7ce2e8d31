import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { Point } from './tile-grid.ts';

/** What a tile holds of one thing: of what lies across its border a part, with a margin. */
export interface TileFeature<P> {
  properties: P;
  kind: 'point' | 'line' | 'area';
  /** Points, lines, or rings (holes among them wind the other way), in the units of the tile. */
  courses: Point[][];
}

const KINDS = ['point', 'point', 'line', 'area'] as const;

/**
 * Reads the layer of a Mapbox Vector Tile.
 *
 * @returns its features in the order of the tile; none where the layer is not in it
 */
export function decodeTile<P>(bytes: ArrayBuffer, layerName: string): TileFeature<P>[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers[layerName];
  return Array.from({ length: layer?.length ?? 0 }, (_, index) => {
    const feature = layer!.feature(index);
    return {
      properties: feature.properties as P,
      kind: KINDS[feature.type],
      courses: feature.loadGeometry(),
    };
  });
}
