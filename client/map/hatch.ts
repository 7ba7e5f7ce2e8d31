import type { Fill } from './styles.ts';

const SIDE_PX = 8;
const made = new Map<string, CanvasPattern>();

/**
 * A hatched fill, whose lines keep their width and run on from tile to tile.
 *
 * @param scale          pixels of a unit of the drawing
 * @param leftPx, topPx  world pixel of its origin
 */
export function makeHatch(
  context: CanvasRenderingContext2D,
  { colour, hatch }: Required<Fill>,
  scale: number,
  leftPx: number,
  topPx: number,
): CanvasPattern {
  const key = `${colour} ${hatch}`;
  const pattern = made.get(key) ?? context.createPattern(drawSample(colour, hatch), 'repeat')!;
  made.set(key, pattern);
  const shift = (px: number) => -(px % SIDE_PX) / scale;
  pattern.setTransform({ a: 1 / scale, d: 1 / scale, e: shift(leftPx), f: shift(topPx) });
  return pattern;
}

/**
 * A fill as a canvas of Leaflet takes it: it hands `fillColor` to the canvas unread, which accepts a pattern as well as a colour;
 * only the type says otherwise.
 */
export function leafletFill({ colour, hatch }: Fill): string {
  if (hatch === undefined) return colour;
  const sample = drawSample(colour, hatch);
  return sample.getContext('2d')!.createPattern(sample, 'repeat') as unknown as string;
}

function drawSample(ground: string, line: string): HTMLCanvasElement {
  const sample = document.createElement('canvas');
  sample.width = SIDE_PX;
  sample.height = SIDE_PX;
  const context = sample.getContext('2d')!;
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
  return sample;
}
