import { effect } from '@preact/signals';
import L from 'leaflet';
import { basemap } from '../address.ts';
import { settings } from '../state.ts';
import { basemapState } from './shown.ts';

/** Tiles that fail one after another before the base map is taken away: who does not answer is not asked for more. */
const MOST_FAILURES = 3;

/** Tiles of a base map under everything, where the server names one and the reader wants it. */
export function basemapLayer(map: L.Map): { remove(): void } {
  const usualSnap = map.options.zoomSnap ?? 1;
  let stopTiles = () => {};

  const stop = effect(() => {
    const url = settings.value.value?.basemapUrl ?? null;
    const isOn = basemap.value && url !== null;
    stopTiles();
    basemapState.value = isOn ? 'on' : 'off';
    // Tiles are sharp at whole zooms alone.
    map.options.zoomSnap = isOn ? 1 : usualSnap;
    stopTiles = isOn ? showTiles(map, url) : () => {};
  });

  return {
    remove() {
      stop();
      stopTiles();
    },
  };
}

/** Asks for one tile first: a server that does not answer costs one failed request, not one for every tile. */
function showTiles(map: L.Map, url: string): () => void {
  const tiles = L.tileLayer(url, { attribution: attributionOf(url), maxZoom: 19 });
  const probe = new Image();
  const stopped = new AbortController();
  let failures = 0;
  const giveUp = () => {
    tiles.remove();
    basemapState.value = 'failed';
  };
  tiles.on('tileload', () => (failures = 0));
  tiles.on('tileerror', () => {
    failures += 1;
    if (failures === MOST_FAILURES) giveUp();
  });
  probe.addEventListener('load', () => tiles.addTo(map), { signal: stopped.signal });
  probe.addEventListener('error', giveUp, { signal: stopped.signal });
  probe.src = L.Util.template(url, { s: 'a', r: '', x: 0, y: 0, z: 0 });
  return () => {
    stopped.abort();
    tiles.remove();
  };
}

/** OpenStreetMap asks to be named; of another server its name is all that is known. */
function attributionOf(url: string): string {
  const host = /^https?:\/\/([^/{}]*)/.exec(url.replaceAll(/\{s\}\./g, ''))?.[1] ?? '';
  return host.endsWith('openstreetmap.org') ? '© OpenStreetMap' : host.replaceAll(/[^\w.:-]/g, '');
}
