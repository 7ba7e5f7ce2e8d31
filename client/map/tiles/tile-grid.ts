/** A point or a pixel. */
export interface Point {
  x: number;
  y: number;
}

/** A tile of the world: column and row of 2^z by 2^z in Web Mercator, from the north-west. */
export interface TilePlace extends Point {
  z: number;
}

/** Coordinates inside a tile run to this on each side, whatever its zoom. */
const EXTENT = 4096;
/** Width of a tile, and of the world at zoom 0, in pixels. */
const TILE_PX = 256;
/** How many zooms away the tiles may be that stand in for one that is not here. */
const MOST_ABOVE = 6;
const MOST_BELOW = 3;

/** A part of the map in world pixels of its zoom, which need not be whole. */
export interface Sight {
  zoom: number;
  /** World pixel of its upper left corner. */
  corner: Point;
  widthPx: number;
  heightPx: number;
}

export const tileKey = ({ z, x, y }: TilePlace): string => `${z}/${x}/${y}`;

/** World pixels that a tile is wide at a zoom of the map. */
export const tileSidePx = (z: number, zoom: number): number => TILE_PX * 2 ** (zoom - z);

/** Pixels of a unit inside a tile at a zoom of the map. */
export const unitPx = (z: number, zoom: number): number => tileSidePx(z, zoom) / EXTENT;

/**
 * The tiles that show a part of the map, those nearest its middle first.
 *
 * @param mostZoom  there are none nearer by: from there on they are drawn larger
 */
export function tilesInSight({ zoom, corner, widthPx, heightPx }: Sight, mostZoom: number): TilePlace[] {
  const z = Math.min(Math.max(Math.round(zoom), 0), mostZoom);
  const sidePx = tileSidePx(z, zoom);
  const last = 2 ** z - 1;
  const [west, east] = [corner.x, corner.x + widthPx].map((x) => clamp(Math.floor(x / sidePx), last)) as [
    number,
    number,
  ];
  const [north, south] = [corner.y, corner.y + heightPx].map((y) => clamp(Math.floor(y / sidePx), last)) as [
    number,
    number,
  ];
  const tiles: TilePlace[] = [];
  for (let x = west; x <= east; x += 1) for (let y = north; y <= south; y += 1) tiles.push({ z, x, y });
  const middle = { x: (corner.x + widthPx / 2) / sidePx - 0.5, y: (corner.y + heightPx / 2) / sidePx - 0.5 };
  const farness = ({ x, y }: TilePlace) => Math.hypot(x - middle.x, y - middle.y);
  return tiles.toSorted((a, b) => farness(a) - farness(b));
}

const clamp = (index: number, last: number) => Math.min(Math.max(index, 0), last);

/** A part of the ground, and the tile that shows it: its own, or a coarser or finer one that is here meanwhile. */
export interface Piece<T extends TilePlace> {
  ground: TilePlace;
  tile: T;
}

/** The pieces that together show a tile's ground; none where nothing is here yet. */
export function piecesOf<T extends TilePlace>(ground: TilePlace, find: (key: string) => T | undefined): Piece<T>[] {
  for (let up = 0; up <= Math.min(MOST_ABOVE, ground.z); up += 1) {
    const tile = find(tileKey({ z: ground.z - up, x: ground.x >> up, y: ground.y >> up }));
    if (tile !== undefined) return [{ ground, tile }];
  }
  return finerPieces(ground, find, MOST_BELOW);
}

function finerPieces<T extends TilePlace>(
  { z, x, y }: TilePlace,
  find: (key: string) => T | undefined,
  levels: number,
): Piece<T>[] {
  if (levels === 0) return [];
  return [0, 1, 2, 3].flatMap((quarter) => {
    const finer = { z: z + 1, x: 2 * x + (quarter & 1), y: 2 * y + (quarter >> 1) };
    const tile = find(tileKey(finer));
    return tile === undefined ? finerPieces(finer, find, levels - 1) : [{ ground: finer, tile }];
  });
}

/** A place on the ground in the units of a tile; `world` in parts of the world's width, 0 to 1. */
export const insideTile = ({ z, x, y }: TilePlace, world: Point): Point => ({
  x: (world.x * 2 ** z - x) * EXTENT,
  y: (world.y * 2 ** z - y) * EXTENT,
});

/** A point in the units of a tile as a place of the world, in parts of its width. */
export const inWorld = ({ z, x, y }: TilePlace, point: Point): Point => ({
  x: (x + point.x / EXTENT) / 2 ** z,
  y: (y + point.y / EXTENT) / 2 ** z,
});

/** Whether a place of the world lies on a tile's ground: on one of any tiles side by side, never on two. */
export function isOn({ z, x, y }: TilePlace, world: Point): boolean {
  return Math.floor(world.x * 2 ** z) === x && Math.floor(world.y * 2 ** z) === y;
}
