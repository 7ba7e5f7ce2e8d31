import { effect } from '@preact/signals';
import type L from 'leaflet';
import { phase } from '../what-if/session.ts';
import { drawing, stopDrawing } from './drawing.ts';

/** Fetches what draws when somebody wants to draw, and takes it away afterwards: terra-draw is larger than the map. */
export function mountDrawing(map: L.Map): () => void {
  let takeDown = () => {};
  const stop = effect(() => {
    if (drawing.value === 'opening') {
      import('./draw-line.tsx').then(
        ({ drawLine }) => {
          if (drawing.peek() !== 'opening') return;
          takeDown = drawLine(map);
          drawing.value = 'open';
        },
        () => (drawing.value = 'failed'),
      );
    } else if (drawing.value === 'none') {
      takeDown();
      takeDown = () => {};
    }
  });
  // One thing at a time.
  const stopYielding = effect(() => {
    if (phase.value !== 'none') stopDrawing();
  });
  return () => {
    stop();
    stopYielding();
    takeDown();
    stopDrawing();
  };
}
