import { effect } from '@preact/signals';
import L from 'leaflet';
import { address } from '../address.ts';
import { settings } from '../state.ts';
import { basemapState } from './shown.ts';

/** Failed tiles after which the base map is taken away: a server that does not answer is not asked for more. */
const MOST_FAILURES = 3;

/** Tiles of a base map under everything, where the server names one and the reader wants it. */
export function basemapLayer(map: L.Map): { remove(): void } {
  let tiles: L.TileLayer | null = null;
  const usualSnap = map.options.zoomSnap ?? 1;
  const takeAway = () => {
    tiles?.remove();
    tiles = null;
  };

  const stop = effect(() => {
    const url = settings.value.value?.basemapUrl ?? null;
    const isOn = address.value.basemap && url !== null;
    takeAway();
    basemapState.value = isOn ? 'on' : 'off';
    // Tiles are sharp at whole zooms alone.
    map.options.zoomSnap = isOn ? 1 : usualSnap;
    if (!isOn) return;
    let failures = 0;
    const added = L.tileLayer(url, { attribution: attributionOf(url), maxZoom: 19 });
    added.on('tileload', () => (failures = 0));
    added.on('tileerror', () => {
      failures += 1;
      if (failures < MOST_FAILURES || tiles !== added) return;
      takeAway();
      basemapState.value = 'failed';
    });
    tiles = added.addTo(map);
  });

  return {
    remove() {
      stop();
      takeAway();
    },
  };
}

/** OpenStreetMap asks to be named; of another server its name is all that is known. */
function attributionOf(url: string): string {
  const host = /^https?:\/\/([^/{}]*)/.exec(url.replaceAll(/\{s\}\./g, ''))?.[1] ?? '';
  return host.endsWith('openstreetmap.org') ? '© OpenStreetMap' : host.replaceAll(/[^\w.:-]/g, '');
}
