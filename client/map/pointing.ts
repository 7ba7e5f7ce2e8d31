import L from 'leaflet';
import type { MapLayer, Pointed } from './map-layer.ts';
import type { Place } from './hits.ts';

/** Width of the world at zoom 0, in pixels. */
const WORLD_PX = 256;

/**
 * Says what the pointer stands on, and opens it on a click. The canvases lie over one another and would hide each
 * other's shapes from the browser, so the map asks its layers instead, the uppermost first.
 *
 * @param layers   the uppermost first
 * @param beneath  adds its lines to those of the areas (the last layers), for what lies over one another
 * @param isAway   whether the pointer is needed for something else just now
 * @returns stops it
 */
export function followPointer(
  map: L.Map,
  layers: readonly MapLayer[],
  beneath: MapLayer,
  areas: readonly MapLayer[],
  isAway: () => boolean,
): () => void {
  const tooltip = L.tooltip({ direction: 'auto', offset: [14, 0], className: 'map-tooltip', opacity: 1 });
  const container = map.getContainer();
  let due = 0;
  let last: L.LeafletMouseEvent | null = null;

  const hide = () => {
    cancelAnimationFrame(due);
    due = 0;
    tooltip.remove();
    container.classList.remove('map-opens');
  };
  const show = () => {
    due = 0;
    if (last === null) return;
    if (isAway()) return hide();
    const pointed = pointedAt(placeOf(map, last.latlng));
    if (pointed === null) return hide();
    tooltip.setContent(contentOf(pointed)).setLatLng(last.latlng).addTo(map);
    container.classList.toggle('map-opens', pointed.open !== undefined);
  };
  const pointedAt = (place: Place): Pointed | null => {
    for (const layer of layers) {
      const pointed = layer.pointedAt(place);
      if (pointed === null) continue;
      const more = areas.includes(layer) ? (beneath.pointedAt(place)?.lines ?? []) : [];
      return { ...pointed, lines: [...pointed.lines, ...more] };
    }
    return null;
  };
  const handlers: L.LeafletEventHandlerFnMap = {
    mousemove(event) {
      last = event;
      due ||= requestAnimationFrame(show);
    },
    mouseout: hide,
    movestart: hide,
    zoomstart: hide,
    click({ latlng }) {
      if (isAway()) return undefined;
      const place = placeOf(map, latlng);
      // A line or a zone has nothing to open: the click means what lies beneath.
      for (const layer of layers) {
        const open = layer.pointedAt(place)?.open;
        if (open !== undefined) return open();
      }
      return undefined;
    },
  };
  map.on(handlers);
  return () => {
    hide();
    map.off(handlers);
  };
}

function placeOf(map: L.Map, latLng: L.LatLng): Place {
  return { world: map.project(latLng, 0).divideBy(WORLD_PX), zoom: map.getZoom() };
}

/** Elements, never markup: names come from files that anybody may have written. */
function contentOf({ title, lines }: Pointed): HTMLElement {
  const content = document.createElement('div');
  const heading = document.createElement('strong');
  heading.textContent = title;
  content.append(heading);
  for (const line of lines) {
    const row = document.createElement('div');
    row.textContent = line;
    content.append(row);
  }
  return content;
}
