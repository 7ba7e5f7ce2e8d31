import type { Box } from '../geo/box.ts';

/** A tile of the web Mercator pyramid: at zoom z, x counts from the west and y from the north. */
export interface Tile {
  z: number;
  x: number;
  y: number;
}

/** Steps of the grid along each side of a tile, on which its positions lie. */
export const EXTENT = 4096;

/** How far shapes reach beyond the tile, in steps, so that the stroke of a cut lies outside. */
export const BUFFER = 64;

/** The same for points, whose marks are wider: one that lies near the edge is whole in the tiles on both sides. */
export const POINT_BUFFER = 256;

/** Whether the pyramid has such a tile. */
export const tileExists = ({ z, x, y }: Tile): boolean => x < 2 ** z && y < 2 ** z;

/** The box of a tile, widened by so many steps of its grid. */
export function tileBox({ z, x, y }: Tile, buffer: number): Box {
  const beyond = buffer / EXTENT;
  const lng = (column: number) => (column / 2 ** z) * 360 - 180;
  const lat = (row: number) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI;
  return [lng(x - beyond), lat(y + 1 + beyond), lng(x + 1 + beyond), lat(y - beyond)];
}

/** The least side of a step of the grid anywhere in a tile, degrees: that of a meridian at its pole-ward edge. */
export function degreesPerStep(tile: Tile): number {
  const [, south, , north] = tileBox(tile, 0);
  const farthest = Math.max(Math.abs(south), Math.abs(north));
  return (360 / 2 ** tile.z / EXTENT) * Math.cos((farthest * Math.PI) / 180);
}

/** A position in the Mercator square: 0 to 1 from the west, 0 to 1 from the north. */
export function inSquare(lng: number, lat: number): [x: number, y: number] {
  const sin = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
  return [lng / 360 + 0.5, Math.min(1, Math.max(0, y))];
}
