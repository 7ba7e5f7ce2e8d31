import { createRequire } from 'node:module';
import type { BrowserContext } from 'playwright-core';
import { GAP_FILLS } from '../../../client/map/styles.ts';

const leaflet = createRequire(import.meta.url).resolve('leaflet/dist/leaflet.js');

/**
 * The usual way, as a page with nothing else on it: all boundaries as GeoJSON in one request, the figures in another,
 * and `L.geoJSON` on a canvas, coloured by the firms that are not served.
 */
const PAGE = `<!doctype html>
<style>
  html, body { height: 100%; margin: 0 }
  #map { width: 605px; height: 460px; background: #faf8f3 }
  .leaflet-pane, .leaflet-pane > canvas, .leaflet-map-pane { position: absolute; left: 0; top: 0 }
  .leaflet-container { position: relative; overflow: hidden }
</style>
<div id="map"></div>
<script src="/bare/leaflet.js"></script>
<script>
  const get = (path) => fetch('/api/v1' + path).then((answer) => answer.json());
  Promise.all([get('/boundaries'), get('/municipalities?limit=10000&horizon=2028-12-31')]).then(([shapes, { items }]) => {
    const gaps = new Map(items.map(({ code, gap }) => [code, gap.after]));
    const fills = ${JSON.stringify(Object.values(GAP_FILLS).map(({ colour }) => colour))};
    const fillOf = ({ id }) => {
      const { firmsServed = 0, firmsNotServed = 0 } = gaps.get(id) ?? {};
      return fills[Math.ceil((4 * firmsNotServed) / (firmsServed + firmsNotServed || 1))];
    };
    const map = L.map('map', { preferCanvas: true, zoomSnap: 0.25, zoomControl: false, attributionControl: false });
    const style = (feature) => ({ fillColor: fillOf(feature), fillOpacity: 1, color: '#8f8a80', weight: 1 });
    const layer = L.geoJSON(shapes, { style });
    map.fitBounds(layer.getBounds(), { animate: false });
    layer.addTo(map);
    window.bareMap = map;
    requestAnimationFrame(() => (document.body.dataset.ready = 'true'));
  });
</script>`;

/** Lets a browser find the bare page at /bare/ of any server. */
export async function serveBarePage(context: BrowserContext): Promise<void> {
  await context.route('**/bare/leaflet.js', (route) => route.fulfill({ path: leaflet }));
  await context.route('**/bare/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
}
