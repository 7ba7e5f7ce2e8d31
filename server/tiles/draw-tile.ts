import { clipLine, clipRing } from './clip.ts';
import { encodeTile } from './encode-tile.ts';
import { type GridFeature, isRing } from './grid.ts';
import { BUFFER, EXTENT, POINT_BUFFER } from './tile.ts';
import type { TileLayer } from './zooms.ts';

/** A tile of one layer: of each feature what lies within it, and a little around it. */
export function drawTile(layer: TileLayer, features: readonly GridFeature[]): Uint8Array {
  return encodeTile(layer, features.flatMap(clipped));
}

function clipped(feature: GridFeature): GridFeature[] {
  const lines = feature.lines.flatMap((line) => {
    if (feature.type === 'lines') return clipLine(line, BUFFER);
    if (feature.type === 'polygons') return [clipRing(line, BUFFER)].filter(isRing);
    return line.every((value) => value >= -POINT_BUFFER && value <= EXTENT + POINT_BUFFER) ? [line] : [];
  });
  return lines.length === 0 ? [] : [{ ...feature, lines }];
}
