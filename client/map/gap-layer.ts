import { effect } from '@preact/signals';
import L from 'leaflet';
import { address } from '../address.ts';
import { storedGap } from '../state.ts';
import { fillOf } from './hatch.ts';
import { drawPolygons } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';
import { shapeRenderer } from './panes.ts';
import { GAP_AREAS } from './styles.ts';

/** What of the chosen municipality's zones nothing serves: what the works leave, over what they will close. */
export function gapLayer(map: L.Map): MapLayer {
  const renderer = shapeRenderer('gapAreas');
  const group = L.layerGroup().addTo(map);

  const stop = effect(() => {
    const features = storedGap.value.value?.features ?? [];
    const isOn = address.value.layers.includes('zones');
    group.clearLayers();
    if (!isOn) return;
    // Hatched first: what the works leave covers its part of it, and the rest is what they close.
    for (const [when, kind] of [
      ['before', 'closes'],
      ['after', 'remains'],
    ] as const) {
      const { line, ...fill } = GAP_AREAS[kind];
      const style = { renderer, color: line, weight: 1, fillColor: fillOf(fill), fillOpacity: 0.85 };
      for (const { geometry, properties } of features) {
        if (properties.when === when) group.addLayer(drawPolygons(geometry.coordinates, style));
      }
    }
  });

  return {
    // The zone beneath speaks of its gap.
    pointedAt: () => null,
    remove() {
      stop();
      group.remove();
    },
  };
}
