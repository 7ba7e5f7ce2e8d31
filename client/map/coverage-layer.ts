import { computed, effect, signal } from '@preact/signals';
import L from 'leaflet';
import { dataRevision, targets } from '../state.ts';
import { language, target } from '../address.ts';
import { listCoverage } from '../api.ts';
import type { CoverageList } from '../api.ts';
import { bboxOf, isInBox, isInside, metresTo } from './hits.ts';
import type { Place } from './hits.ts';
import { drawPolygons, polygonsOf } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';
import { shapeRenderer } from './panes.ts';
import { shownTechnologies } from './shown.ts';
import { COVERAGE_COLOURS, COVERAGE_STRENGTH, meetsTarget } from './styles.ts';
import type { Wanted } from './styles.ts';
import { describeCoverage } from './tooltips.ts';
import { loadByView } from './view-loader.ts';
import type { View } from './view-loader.ts';

type Coverage = CoverageList['features'][number];

const MOST_COVERAGE = 5000;
/** The Italian rule for a covered premises point; the server's threshold set may say otherwise. */
const PREMISES_REACH_M = 50;

/** The target as chosen, with the technologies that count for it: the wired ones unless the server says any. */
const wanted = computed<Wanted>(() => {
  const known = targets.value.value?.items.find(({ downMbps }) => downMbps === target.value);
  return known ?? { downMbps: target.value, technologies: target.value >= 300 ? 'wired' : 'any' };
});

const premisesReachM = computed(() => targets.value.value?.thresholds.premisesReachM ?? PREMISES_REACH_M);

/** What can be bought today, by technology: in full strength where it meets the target. */
export function coverageLayer(map: L.Map, view: View): MapLayer {
  const renderer = shapeRenderer('coverage');
  const group = L.layerGroup().addTo(map);
  const shown = signal<Coverage[]>([]);
  let drawn: [Coverage, L.Path][] = [];

  const stops = [
    loadByView<CoverageList>(view, {
      layer: 'coverage',
      leastZoom: 10,
      ask: () => ({
        question: `coverage ${dataRevision.value}`,
        fetch: (bbox, signal) => listCoverage({ bbox, limit: MOST_COVERAGE }, { language: language.peek(), signal }),
      }),
      show(answer) {
        shown.value = answer?.features ?? [];
        shownTechnologies.value = new Set(shown.value.map(({ properties }) => properties.technology));
      },
    }),
    effect(() => {
      // The slowest at the bottom, so that what matters most is seen.
      const features = shown.value.toSorted((a, b) => a.properties.downMbps - b.properties.downMbps);
      const reachM = premisesReachM.value;
      drawn = features.map((feature) => [feature, drawCoverage(feature, reachM, renderer)]);
      group.clearLayers();
      for (const [, path] of drawn) group.addLayer(path);
    }),
    effect(() => {
      void shown.value;
      for (const [{ properties }, path] of drawn) path.setStyle(coverageStyle(properties, wanted.value));
    }),
  ];

  return {
    pointedAt(place) {
      const here = shown.peek().filter((feature) => covers(feature, place));
      return here.length === 0 ? null : describeCoverage(here, wanted.peek(), language.peek());
    },
    remove() {
      for (const stop of stops) stop();
      group.remove();
    },
  };
}

function coverageStyle(properties: Coverage['properties'], asked: Wanted): L.PathOptions {
  const meets = meetsTarget(properties, asked);
  const { fillOpacity, lineOpacity } = COVERAGE_STRENGTH[meets ? 'meets' : 'fallsShort'];
  const color = COVERAGE_COLOURS[properties.technology];
  return { color, fillColor: color, fillOpacity, opacity: lineOpacity, weight: 1, dashArray: meets ? '' : '3 4' };
}

function drawCoverage({ geometry }: Coverage, reachM: number, renderer: L.Canvas): L.Path {
  if (geometry.type === 'MultiPolygon') return drawPolygons(geometry.coordinates, { renderer });
  const [lng, lat] = geometry.coordinates;
  return L.circle([lat, lng], { renderer, interactive: false, radius: reachM });
}

function covers({ geometry }: Coverage, place: Place): boolean {
  if (geometry.type === 'Point') return metresTo(geometry.coordinates, place) <= premisesReachM.peek();
  const polygons = polygonsOf(geometry);
  return isInBox(bboxOf(polygons), place) && isInside(polygons, place);
}
