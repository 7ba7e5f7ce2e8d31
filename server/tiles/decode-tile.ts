import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/**
 * The properties of the features of a tile's one layer.
 *
 * @throws Error where it has another layer
 */
export function decodeTile(bytes: Uint8Array, layer: string): object[] {
  const { [layer]: own, ...others } = new VectorTile(new PbfReader(bytes)).layers;
  if (Object.keys(others).length > 0) throw new Error(`a tile has the layer ${Object.keys(others).join(', ')}`);
  return Array.from({ length: own?.length ?? 0 }, (_, index) => own!.feature(index).properties);
}
