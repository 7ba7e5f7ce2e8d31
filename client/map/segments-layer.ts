import { computed, effect, signal } from '@preact/signals';
import L from 'leaflet';
import { dataRevision } from '../state.ts';
import { language, proposed } from '../address.ts';
import { listSegments } from '../api.ts';
import type { SegmentFeature, SegmentList } from '../api.ts';
import { metresToLines } from './hits.ts';
import type { MapLayer } from './map-layer.ts';
import { shapeRenderer } from './panes.ts';
import { shownStatuses } from './shown.ts';
import { SEGMENT_LINES } from './styles.ts';
import { describeSegment } from './tooltips.ts';
import { tryWhatIf } from '../what-if/leave.ts';
import { loadByView } from './view-loader.ts';
import type { View } from './view-loader.ts';

const MOST_SEGMENTS = 5000;
/** How near the pointer must come, in pixels. */
const TOUCH_PX = 7;
/** Farther away the lines are thin, lest they hide the municipalities. */
const CLOSE_ZOOM = 11.5;

/** Planned and built segments, drawn by status. */
export function segmentsLayer(map: L.Map, view: View): MapLayer {
  const renderer = shapeRenderer('segments');
  const group = L.layerGroup().addTo(map);
  const shown = signal<SegmentFeature[]>([]);
  const isFar = computed(() => (view.value?.zoom ?? 0) < CLOSE_ZOOM);

  const stops = [
    loadByView<SegmentList>(view, {
      layer: 'segments',
      leastZoom: 10,
      ask: () => ({
        question: `segments ${dataRevision.value}`,
        fetch: (bbox, signal) => listSegments({ bbox, limit: MOST_SEGMENTS }, { language: language.peek(), signal }),
      }),
      show(answer) {
        shown.value = answer?.features ?? [];
        shownStatuses.value = new Set(shown.value.map(({ properties }) => properties.status));
      },
    }),
    effect(() => {
      group.clearLayers();
      const far = isFar.value;
      if (!far) for (const feature of shown.value) group.addLayer(drawCasing(feature, renderer));
      for (const feature of shown.value) group.addLayer(drawLine(feature, { far, proposed: proposed.value }, renderer));
    }),
  ];

  return {
    pointedAt(place) {
      let nearest: SegmentFeature | undefined;
      let leastM = TOUCH_PX * place.metresPerPixel;
      for (const feature of shown.peek()) {
        const distanceM = metresToLines(feature.geometry.coordinates, place);
        if (distanceM <= leastM) [nearest, leastM] = [feature, distanceM];
      }
      if (nearest === undefined) return null;
      const { id, properties } = nearest;
      const described = describeSegment(properties, language.peek());
      return isFar.peek() ? described : { ...described, open: () => void tryWhatIf(id) };
    },
    remove() {
      for (const stop of stops) stop();
      group.remove();
    },
  };
}

const latLngsOf = ({ geometry }: SegmentFeature) => L.GeoJSON.coordsToLatLngs(geometry.coordinates, 1);

/** A white edge, so that a line is seen on any ground. */
function drawCasing(feature: SegmentFeature, renderer: L.Canvas): L.Polyline {
  const weight = SEGMENT_LINES[feature.properties.status].widthPx + 2.5;
  return L.polyline(latLngsOf(feature), { renderer, interactive: false, color: '#ffffff', weight, opacity: 0.8 });
}

/** A line that is only proposed stays pale while it does not count. */
function drawLine(feature: SegmentFeature, on: { far: boolean; proposed: boolean }, renderer: L.Canvas): L.Polyline {
  const { status } = feature.properties;
  const { colour, widthPx, dashes } = SEGMENT_LINES[status];
  return L.polyline(latLngsOf(feature), {
    renderer,
    interactive: false,
    color: colour,
    weight: on.far ? widthPx / 2 : widthPx,
    opacity: status === 'proposed' && !on.proposed ? 0.6 : 1,
    dashArray: on.far ? dashes.map((lengthPx) => lengthPx / 2) : [...dashes],
    lineCap: 'butt',
  });
}
