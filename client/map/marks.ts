import type { Mark, Shape } from './styles.ts';

/** Half the width of a firm's mark, in pixels. */
export const MARK_PX = 5.5;

/** Corners of a mark around its middle, for a half width of 1; a circle has none. */
const CORNERS: Record<Exclude<Shape, 'circle'>, readonly (readonly [number, number])[]> = {
  triangle: [
    [0, -1.15],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  cross: [
    [-0.4, -1.2],
    [0.4, -1.2],
    [0.4, -0.4],
    [1.2, -0.4],
    [1.2, 0.4],
    [0.4, 0.4],
    [0.4, 1.2],
    [-0.4, 1.2],
    [-0.4, 0.4],
    [-1.2, 0.4],
    [-1.2, -0.4],
    [-0.4, -0.4],
  ],
};

/** SVG points of a mark for the legend, which shows the same corners. */
export const cornersOf = (shape: Exclude<Shape, 'circle'>, x: number, y: number, halfPx: number): string =>
  CORNERS[shape].map(([dx, dy]) => `${x + dx * halfPx},${y + dy * halfPx}`).join(' ');

function tracePath(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, halfPx: number): void {
  context.beginPath();
  if (shape === 'circle') {
    context.arc(x, y, halfPx, 0, 2 * Math.PI);
    return;
  }
  for (const [dx, dy] of CORNERS[shape]) context.lineTo(x + dx * halfPx, y + dy * halfPx);
  context.closePath();
}

/** A shape in its colour, with a white edge that parts it from any ground. */
export function drawMark(
  context: CanvasRenderingContext2D,
  { shape, colour, hollow }: Mark,
  x: number,
  y: number,
  halfPx = MARK_PX,
): void {
  tracePath(context, shape, x, y, halfPx);
  context.lineWidth = hollow ? 4.5 : 3;
  context.strokeStyle = '#ffffff';
  context.stroke();
  context.fillStyle = hollow ? '#ffffff' : colour;
  context.fill();
  if (!hollow) return;
  context.lineWidth = 2;
  context.strokeStyle = colour;
  context.stroke();
}
