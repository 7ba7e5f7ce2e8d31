/** A box by its middle, in pixels. */
export interface Box {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

/** A name and where it should stand. */
export interface Label extends Box {
  text: string;
}

/** Space kept free around each name, in pixels. */
const AIR_PX = 2;

/**
 * The names that can stand without covering one another, each moved up or down where its own place is taken.
 *
 * @param labels  the most important first; they are placed first
 * @param taken   boxes that must stay free
 * @param shifts  pixels downwards to try, in this order
 */
export function placeLabels<L extends Label>(
  labels: readonly L[],
  taken: readonly Box[] = [],
  shifts: readonly number[] = [0],
): L[] {
  const standing: Box[] = [...taken];
  return labels.flatMap((label) => {
    const free = shifts
      .map((shift) => ({ ...label, y: label.y + shift }))
      .find((moved) => !standing.some((other) => overlap(moved, other)));
    if (free === undefined) return [];
    standing.push(free);
    return [free];
  });
}

const overlap = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) * 2 < a.widthPx + b.widthPx + 2 * AIR_PX &&
  Math.abs(a.y - b.y) * 2 < a.heightPx + b.heightPx + 2 * AIR_PX;
