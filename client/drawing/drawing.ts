import { signal } from '@preact/signals';

/** `opening`: what draws is on its way. */
export const drawing = signal<'none' | 'opening' | 'open' | 'failed'>('none');

export const isDrawing = (): boolean => drawing.peek() === 'open';

export function startDrawing(): void {
  drawing.value = 'opening';
}

export function stopDrawing(): void {
  drawing.value = 'none';
}
