import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { drawingWords } from '../words/drawing-words.ts';
import type { Pen } from './drawing.ts';

/** How many points the line has so far. */
export const pointCount = signal(0);

/** Says how to draw, with what a finger and the keyboard need. */
export function DrawBar({ pen }: { pen: Pen }) {
  const say = drawingWords.value;
  const count = pointCount.value;
  useEffect(() => listenToKeys(pen), [pen]);
  return (
    <section class="what-if-bar" aria-label={say.label} data-points={count}>
      <h2>{say.label}</h2>
      <p>{say.how}</p>
      <p role="status">
        <strong>{count === 0 ? say.none : say.points(count)}</strong>
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
