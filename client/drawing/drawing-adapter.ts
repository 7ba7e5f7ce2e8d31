import L from 'leaflet';
import { TerraDrawLeafletAdapter } from 'terra-draw-leaflet-adapter';

/** Over what is being tried (610), as terra-draw counts. */
const LOWEST_PANE = 600;

/** What lets terra-draw draw on a Leaflet map, to the 1e-7 degrees that are stored. */
export function drawingAdapter(map: L.Map): TerraDrawLeafletAdapter {
  const adapter = new TerraDrawLeafletAdapter({
    lib: L,
    map,
    coordinatePrecision: 7,
    // A finger is never quite still.
    minPixelDragDistance: 8,
  });
  // Its own writes a style sheet into the page, which the content security policy forbids, and makes the pane anew each time.
  const createPaneStyleSheet = (pane: string, height: number) => {
    const element = map.getPane(pane) ?? map.createPane(pane);
    element.style.zIndex = String(LOWEST_PANE + height);
    return document.createElement('style');
  };
  Object.assign(adapter, { createPaneStyleSheet });
  return adapter;
}
