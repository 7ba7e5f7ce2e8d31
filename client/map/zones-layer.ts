import { computed, effect, signal } from '@preact/signals';
import L from 'leaflet';
import { dataRevision, gap } from '../state.ts';
import { language } from '../address.ts';
import { listZones } from '../api.ts';
import type { ZoneList } from '../api.ts';
import { bboxOf, isInBox, isInside } from './hits.ts';
import { drawPolygons } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';
import { shapeRenderer } from './panes.ts';
import { ZONE } from './styles.ts';
import { describeZone } from './tooltips.ts';
import { loadByView } from './view-loader.ts';
import type { View } from './view-loader.ts';

const MOST_ZONES = 5000;
/** Farther away a zone is smaller than its outline is worth. */
const CLOSE_ZOOM = 11.5;

/** Outlines of the industrial zones. */
export function zonesLayer(map: L.Map, view: View): MapLayer {
  const renderer = shapeRenderer('zones');
  const group = L.layerGroup().addTo(map);
  const shown = signal<(ZoneList['features'][number] & { box: ReturnType<typeof bboxOf> })[]>([]);
  const isFar = computed(() => (view.value?.zoom ?? 0) < CLOSE_ZOOM);

  const stops = [
    loadByView<ZoneList>(view, {
      layer: 'zones',
      leastZoom: 10,
      ask: () => ({
        question: `zones ${dataRevision.value}`,
        fetch: (bbox, signal) => listZones({ bbox, limit: MOST_ZONES }, { language: language.peek(), signal }),
      }),
      show(answer) {
        const features = answer?.features ?? [];
        shown.value = features.map((zone) => ({ ...zone, box: bboxOf(zone.geometry.coordinates) }));
      },
    }),
    effect(() => {
      const weight = isFar.value ? 0.4 : 1.2;
      const style = { renderer, color: ZONE.line, weight, fillColor: ZONE.fill, fillOpacity: ZONE.fillOpacity };
      group.clearLayers();
      for (const { geometry } of shown.value) group.addLayer(drawPolygons(geometry.coordinates, style));
    }),
  ];

  return {
    pointedAt(place) {
      const zone = shown
        .peek()
        .find(({ box, geometry }) => isInBox(box, place) && isInside(geometry.coordinates, place));
      if (zone === undefined) return null;
      return describeZone(zone, gap.peek().value, language.peek());
    },
    remove() {
      for (const stop of stops) stop();
      group.remove();
    },
  };
}
