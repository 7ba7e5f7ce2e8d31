import type L from 'leaflet';
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { drawingWords } from '../words/drawing-words.ts';
import { type Pen, pointCount } from './pen.ts';

/** Says over the map how to draw, with what a finger and the keyboard need. Returns takes it away. */
export function showDrawBar(map: L.Map, pen: Pen): () => void {
  const place = document.createElement('div');
  // Beside the map, not in it: a press here is none on the map.
  map.getContainer().after(place);
  render(<DrawBar pen={pen} />, place);
  return () => {
    render(null, place);
    place.remove();
  };
}

function DrawBar({ pen }: { pen: Pen }) {
  const say = drawingWords.value;
  const count = pointCount.value;
  useEffect(() => listenToKeys(pen), [pen]);
  return (
    <section class="draw-bar" aria-label={say.label} data-points={count}>
      <p>{say.how}</p>
      <p class="draw-count" role="status">
        {count === 0 ? say.none : say.points(count)}
      </p>
      <div class="what-if-actions">
        <button type="button" disabled={count === 0} onClick={pen.takeBack}>
          {say.takeBack}
        </button>
        <button type="button" onClick={pen.cancel}>
          {say.cancel}
        </button>
        <button type="button" class="what-if-save" disabled={count === 1} onClick={pen.finish}>
          {count === 0 ? say.inTheMiddle : say.finish}
        </button>
      </div>
    </section>
  );
}

/** What is typed somewhere, and Enter on a button, is meant for that. */
function listenToKeys(pen: Pen): () => void {
  const press = (event: KeyboardEvent) => {
    const on = event.target instanceof HTMLElement ? event.target : document.body;
    if (on.matches('input, select, textarea')) return;
    const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
    if (event.key === 'Escape') pen.cancel();
    else if (event.key === 'Backspace' || isUndo) pen.takeBack();
    else if (event.key === 'Enter' && !on.matches('button, a, summary')) pen.finish();
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
