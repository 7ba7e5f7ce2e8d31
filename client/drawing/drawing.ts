import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';

/** What can be done with a line that is being drawn, beside adding to it. */
export interface Pen {
  /** Ends the line; where there is none yet, puts a short one in the middle of the map. One point is no line. */
  finish: () => void;
  takeBack: () => void;
  cancel: () => void;
}

/** `opening`: what draws is on its way. */
export const drawing = signal<'none' | 'opening' | 'open' | 'failed'>('none');
/** What says how to draw, as long as one draws. */
export const drawBar = signal<ComponentType | null>(null);

export const isDrawing = (): boolean => drawing.peek() === 'open';

export function startDrawing(): void {
  drawing.value = 'opening';
}

export function stopDrawing(): void {
  drawing.value = 'none';
}
