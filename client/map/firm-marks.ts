import type { FirmService } from '../../server/firms/contract.ts';
import { CHOSEN_COLOUR, FIRM_MARKS, FIRM_SERVICES } from './styles.ts';
import type { Shape } from './styles.ts';

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

/** One firm: its shape in its colour, with a white edge that parts it from any ground. */
export function drawFirm(context: CanvasRenderingContext2D, service: FirmService, x: number, y: number): void {
  const { shape, colour, hollow } = FIRM_MARKS[service];
  tracePath(context, shape, x, y, MARK_PX);
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

/** A ring around the firm whose card is open. */
export function drawChosenRing(context: CanvasRenderingContext2D, x: number, y: number): void {
  for (const [colour, width] of [
    ['#ffffff', 6],
    [CHOSEN_COLOUR, 3],
  ] as const) {
    context.beginPath();
    context.arc(x, y, MARK_PX * 2.2, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}

/** Radius of the ring that stands for a group, in pixels. */
export const groupRadiusPx = (firms: number): number => 9 + Math.min(Math.sqrt(firms), 9);

/** A group: how many firms, in a ring parted by what serves them. */
export function drawGroup(
  context: CanvasRenderingContext2D,
  counts: Record<FirmService, number>,
  x: number,
  y: number,
  font: string,
): void {
  const firms = FIRM_SERVICES.reduce((sum, service) => sum + counts[service], 0);
  const radius = groupRadiusPx(firms);
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = '#ffffff';
  context.fill();
  let from = -Math.PI / 2;
  for (const service of FIRM_SERVICES.toReversed()) {
    const to = from + (counts[service] / firms) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius - 2, from, to);
    context.lineWidth = 4;
    context.strokeStyle = RING_COLOURS[service];
    if (to > from) context.stroke();
    from = to;
  }
  context.font = `600 ${radius > 14 ? 12 : 11}px ${font}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = '#17324d';
  context.fillText(String(firms), x, y + 0.5);
}

/** In a ring there is no shape to tell them apart: lightness does. */
export const RING_COLOURS: Record<FirmService, string> = {
  notServed: FIRM_MARKS.notServed.colour,
  servedByHorizon: '#8fc1f2',
  served: FIRM_MARKS.served.colour,
  unknown: '#a3a09a',
};
