import type { DataSource } from 'typeorm';
import { inSquare, type Tile } from '../../../server/tiles/tile.ts';
import { LEAST_ZOOM, MAX_TILE_ZOOM, TILE_LAYERS, type TileLayer } from '../../../server/tiles/zooms.ts';

/** From the whole region on one screen down to the greatest zoom. */
const FIRST_ZOOM = 7;

export interface Step {
  layer: TileLayer;
  tile: Tile;
}

/**
 * A walk over all layers and zooms: tiles with firms in them, since that is where people look. No tile comes twice, so
 * that of the few tiles of a small zoom all are there, and of the many of a great one so many.
 */
export async function walkTiles(db: DataSource, tilesOfZoom: number, seed: number): Promise<Step[]> {
  const places: { lng: number; lat: number }[] = await db.query(
    `SELECT ST_X(position) AS lng, ST_Y(position) AS lat FROM firm
     WHERE position IS NOT NULL ORDER BY md5(id || $1::text) LIMIT $2`,
    [seed, 40 * tilesOfZoom],
  );
  const steps = TILE_LAYERS.flatMap((layer) => {
    const from = Math.max(LEAST_ZOOM[layer], FIRST_ZOOM);
    return Array.from({ length: MAX_TILE_ZOOM - from + 1 }, (_, index) => from + index).flatMap((z) => {
      const tiles = new Map<string, Tile>();
      for (const { lng, lat } of places) {
        if (tiles.size === tilesOfZoom) break;
        const [x, y] = inSquare(lng, lat).map((value) => Math.floor(value * 2 ** z)) as [number, number];
        tiles.set(`${x}/${y}`, { z, x, y });
      }
      return [...tiles.values()].map((tile): Step => ({ layer, tile }));
    });
  });
  return steps.toSorted((one, other) => orderOf(one, seed) - orderOf(other, seed));
}

/** Mixed, always the same: layers and zooms come as they come. */
function orderOf({ layer, tile: { z, x, y } }: Step, seed: number): number {
  let hash = seed;
  for (const part of [TILE_LAYERS.indexOf(layer), z, x, y]) hash = Math.imul(hash ^ part, 2_654_435_761) >>> 0;
  return hash;
}
