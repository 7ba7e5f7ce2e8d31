import type { Point } from './tiles/tile-grid.ts';

/** A place on the ground as the pointer finds it. */
export interface Place {
  /** In parts of the width of the world, from its north-west. */
  world: Point;
  /** That of the map. */
  zoom: number;
}

/** Metres in a pixel at zoom 0 on the equator: the circumference over 256 pixels. */
const EQUATOR_METRES_PER_PIXEL = 40_075_017 / 256;

/** Web Mercator widens the parallels by 1 / cos(latitude), which is cosh of the way to the equator. */
export function metresPerPixel({ y }: Point, zoom: number): number {
  return EQUATOR_METRES_PER_PIXEL / Math.cosh(Math.PI * (1 - 2 * y)) / 2 ** zoom;
}

/** Whether a point lies within rings, holes excluded. Even-odd, as the canvas fills. */
export function isInside(rings: readonly (readonly Point[])[], { x, y }: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    let last = ring.at(-1);
    for (const corner of ring) {
      if (last !== undefined && corner.y > y !== last.y > y) {
        if (x < ((last.x - corner.x) * (y - corner.y)) / (last.y - corner.y) + corner.x) inside = !inside;
      }
      last = corner;
    }
  }
  return inside;
}

export const distanceBetween = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** How far a point is from the nearest point of the lines; Infinity where there is none. */
export function distanceToLines(lines: readonly (readonly Point[])[], point: Point): number {
  let nearest = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [from, to] = [line[i - 1]!, line[i]!];
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const squared = dx * dx + dy * dy;
      const along = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared;
      const part = Math.min(Math.max(along, 0), 1);
      nearest = Math.min(nearest, Math.hypot(from.x + part * dx - point.x, from.y + part * dy - point.y));
    }
  }
  return nearest;
}
