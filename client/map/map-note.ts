import { effect } from '@preact/signals';
import type L from 'leaflet';
import { LAYERS } from '../address.ts';
import { mapWords } from '../words/words.ts';
import { activityOf } from './activity.ts';
import { basemapState } from './shown.ts';

/** What loads for less than this is not worth a word, in milliseconds. */
const PATIENCE_MS = 400;

/**
 * A line at the foot of the map: what is on its way, and what does not arrive. The rest of the map stays, and is
 * marked busy until all that was asked for is drawn.
 */
export function showNote(map: L.Map): () => void {
  const note = document.createElement('div');
  note.className = 'map-note';
  note.setAttribute('role', 'status');
  note.hidden = true;
  map.getContainer().append(note);
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string) => {
    note.textContent = text;
    note.hidden = text === '';
  };

  const stop = effect(() => {
    clearTimeout(waiting);
    const isBusy = LAYERS.some((name) => activityOf(name).loading);
    map.getPane('mapPane')?.setAttribute('aria-busy', String(isBusy));
    const { failed, loading, basemapFailed, layer } = mapWords.value;
    const missing = LAYERS.filter((name) => activityOf(name).failed).map((name) => midSentence(layer[name]));
    if (missing.length > 0) return say(failed(missing.join(', ')));
    if (basemapState.value === 'failed') return say(basemapFailed);
    if (!isBusy) return say('');
    waiting = setTimeout(() => say(loading), PATIENCE_MS);
    return undefined;
  });
  return () => {
    stop();
    clearTimeout(waiting);
    note.remove();
  };
}

/** An abbreviation further on, such as PCN, keeps its capitals. */
const midSentence = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
