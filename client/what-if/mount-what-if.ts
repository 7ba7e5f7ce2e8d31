import { effect } from '@preact/signals';
import type L from 'leaflet';
import { phase } from './session.ts';

/** Shows on the map what is being tried; what draws it is fetched with the first trial. */
export function mountWhatIf(map: L.Map): () => void {
  let state: 'waiting' | 'fetching' | 'gone' = 'waiting';
  let takeDown = () => {};
  const stop = effect(() => {
    if (phase.value === 'none' || state !== 'waiting') return;
    state = 'fetching';
    import('./what-if-layer.ts').then(
      ({ showWhatIf }) => {
        if (state === 'fetching') takeDown = showWhatIf(map);
      },
      // The bar says so; with the next trial it is fetched again.
      () => (state = 'waiting'),
    );
  });
  return () => {
    state = 'gone';
    stop();
    takeDown();
  };
}
