import type { Bbox } from '../api.ts';

/** How much more than the view is asked for on each side, in views. */
const MARGIN = 0.25;
/** Width of the world in degrees. */
const WORLD_DEG = 360;

/**
 * The area to ask the server for: the view with a margin, widened to a grid, so that small moves ask for nothing
 * and the same address comes again (and is answered from a cache) when the map returns.
 *
 * @param view  [west, south, east, north] in degrees
 * @param zoom  of the map; a cell of the grid is as wide as a tile
 */
export function requestArea(view: Bbox, zoom: number): Bbox {
  const cellDeg = WORLD_DEG / 2 ** Math.round(zoom);
  const [west, south, east, north] = view;
  const marginLng = (east - west) * MARGIN;
  const marginLat = (north - south) * MARGIN;
  const down = (degrees: number) => round(Math.floor(degrees / cellDeg) * cellDeg);
  const up = (degrees: number) => round(Math.ceil(degrees / cellDeg) * cellDeg);
  return [
    Math.max(down(west - marginLng), -180),
    Math.max(down(south - marginLat), -90),
    Math.min(up(east + marginLng), 180),
    Math.min(up(north + marginLat), 90),
  ];
}

const round = (degrees: number) => Number(degrees.toFixed(6));

/** Whether `inner` lies in `outer`, borders included. */
export const contains = (outer: Bbox, inner: Bbox): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
