/** A name and where its middle should stand, in pixels. */
export interface Label {
  text: string;
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

/** Space kept free around each name, in pixels. */
const AIR_PX = 3;

/**
 * The names that can stand without covering one another; the first come first.
 *
 * @param labels  the most important first
 * @param taken   boxes that must stay free
 */
export function placeLabels<L extends Label>(labels: readonly L[], taken: readonly Label[] = []): L[] {
  const placed: Label[] = [...taken];
  return labels.filter((label) => {
    if (placed.some((other) => overlap(label, other))) return false;
    placed.push(label);
    return true;
  });
}

const overlap = (a: Label, b: Label): boolean =>
  Math.abs(a.x - b.x) * 2 < a.widthPx + b.widthPx + 2 * AIR_PX &&
  Math.abs(a.y - b.y) * 2 < a.heightPx + b.heightPx + 2 * AIR_PX;
