import type { Fill } from './styles.ts';

const SIDE_PX = 8;
const made = new Map<string, CanvasPattern>();

/**
 * A fill as Leaflet's canvas takes it: it hands `fillColor` to the canvas unread, which accepts a pattern as well
 * as a colour; only the type says otherwise.
 */
export function fillOf(fill: Fill): string {
  if (fill.hatch === undefined) return fill.colour;
  const key = `${fill.colour} ${fill.hatch}`;
  const pattern = made.get(key) ?? drawHatch(fill.colour, fill.hatch);
  if (pattern === null) return fill.colour;
  made.set(key, pattern);
  return pattern as unknown as string;
}

function drawHatch(ground: string, line: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = SIDE_PX;
  tile.height = SIDE_PX;
  const context = tile.getContext('2d');
  if (context === null) return null;
  context.fillStyle = ground;
  context.fillRect(0, 0, SIDE_PX, SIDE_PX);
  context.strokeStyle = line;
  context.lineWidth = 1.5;
  context.beginPath();
  for (const shift of [-SIDE_PX, 0, SIDE_PX]) {
    context.moveTo(shift - 1, SIDE_PX + 1);
    context.lineTo(shift + SIDE_PX + 1, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}
