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

/** Outlines of the industrial zones. */
export function zonesLayer(map: L.Map, view: View): MapLayer {
  const renderer = shapeRenderer('zones');
  const group = L.layerGroup().addTo(map);
  let zones: (ZoneList['features'][number] & { box: ReturnType<typeof bboxOf> })[] = [];

  const stop = loadByView<ZoneList>(view, {
    layer: 'zones',
    leastZoom: 9,
    ask: () => ({
      question: `zones ${dataRevision.value}`,
      fetch: (bbox, signal) => listZones({ bbox, limit: MOST_ZONES }, { language: language.peek(), signal }),
    }),
    show(answer) {
      zones = (answer?.features ?? []).map((zone) => ({ ...zone, box: bboxOf(zone.geometry.coordinates) }));
      group.clearLayers();
      for (const { geometry } of zones) {
        const style = { renderer, color: ZONE.line, weight: 1.2, fillColor: ZONE.fill, fillOpacity: 0.22 };
        group.addLayer(drawPolygons(geometry.coordinates, style));
      }
    },
  });

  return {
    pointedAt(place) {
      const zone = zones.find(({ box, geometry }) => isInBox(box, place) && isInside(geometry.coordinates, place));
      if (zone === undefined) return null;
      return describeZone(zone, gap.peek().value, language.peek());
    },
    remove() {
      stop();
      group.remove();
    },
  };
}
