import type { FirmService } from '../../server/firms/contract.ts';
import { MARK_PX, drawMark } from './marks.ts';
import { CHOSEN_COLOUR, FIRM_MARKS, FIRM_SERVICES } from './styles.ts';

/** One firm: the mark of what serves it. */
export function drawFirm(context: CanvasRenderingContext2D, service: FirmService, x: number, y: number): void {
  drawMark(context, FIRM_MARKS[service], x, y);
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
