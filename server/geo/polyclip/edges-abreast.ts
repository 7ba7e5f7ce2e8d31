import type { Paths64 } from 'clipper2-ts';

/** Pairs of edges that a sweep may meet side by side; ten million take it some seconds, a hundred million minutes. */
const MOST_PAIRS = 5e6;
/** With fewer corners there cannot be much more pairs: they are not counted. */
const FEW_CORNERS = 3000;

/**
 * Refuses what would keep the kernel busy for minutes: its time, and the number of crossings, grow with the pairs of edges that
 * lie side by side, as the teeth of combs do. A coast or a border of a hundred thousand corners has few.
 *
 * @throws Error where there are too many
 */
export function refuseManyAbreast(paths: Paths64): void {
  const corners = paths.reduce((sum, path) => sum + path.length, 0);
  if (corners <= FEW_CORNERS) return;
  for (const axis of ['x', 'y'] as const) {
    if (pairsAbreast(paths, axis, corners) > MOST_PAIRS) throw new Error('too many edges lie side by side');
  }
}

/** Pairs of edges of which a line across the axis meets both. */
function pairsAbreast(paths: Paths64, axis: 'x' | 'y', corners: number): number {
  const starts = new Float64Array(corners);
  const ends = new Float64Array(corners);
  let edge = 0;
  for (const path of paths) {
    for (let i = 0; i < path.length; i++) {
      const here = path[i]![axis];
      const next = path[i + 1 < path.length ? i + 1 : 0]![axis];
      starts[edge] = Math.min(here, next);
      ends[edge++] = Math.max(here, next);
    }
  }
  starts.sort();
  ends.sort();
  let pairs = 0;
  let ended = 0;
  for (let begun = 0; begun < corners; begun++) {
    while (ends[ended]! <= starts[begun]! && ended < begun) ended++;
    pairs += begun - ended;
  }
  return pairs;
}
