import { effect } from '@preact/signals';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import './map.css';
import { mapWords } from '../words/words.ts';
import { basemapLayer } from './basemap-layer.ts';
import { chosenFirmLayer } from './chosen-firm-layer.ts';
import { coverageLayer } from './coverage-layer.ts';
import { deliveryPointsLayer } from './delivery-points-layer.ts';
import { firmsLayer } from './firms-layer.ts';
import { gapLayer } from './gap-layer.ts';
import { keepView } from './keep-view.ts';
import { showNote } from './map-note.ts';
import { municipalitiesLayer } from './municipalities-layer.ts';
import { namesLayer } from './names-layer.ts';
import { createPanes } from './panes.ts';
import { followPointer } from './pointing.ts';
import { segmentsLayer } from './segments-layer.ts';
import { zonesLayer } from './zones-layer.ts';
import { isDrawing } from '../drawing/drawing.ts';
import { mountDrawing } from '../drawing/mount-drawing.ts';
import { mountWhatIf } from '../what-if/mount-what-if.ts';

/** Where the map stands for the instant before it knows what to show: the middle of the district. */
const START: L.LatLngTuple = [45.36, 9.69];

/**
 * Makes the map in an element and keeps it in step with the address and the data.
 *
 * @returns takes it away again: nothing is asked for and nothing listens afterwards
 */
export function mountMap(element: HTMLElement): () => void {
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, {
    center: START,
    zoom: 10,
    minZoom: 6,
    maxZoom: 18,
    zoomSnap: 0.25,
    preferCanvas: true,
    zoomControl: false,
    attributionControl: false,
    // `keepView` watches the size: it also knows a change of size from a move of the reader.
    trackResize: false,
    zoomAnimation: !isStill,
    fadeAnimation: !isStill,
    inertia: !isStill,
  });
  createPanes(map);
  const stopWords = speak(map);
  const { view, stop: stopView } = keepView(map);

  const basemap = basemapLayer(map);
  const municipalities = municipalitiesLayer(map, view);
  const coverage = coverageLayer(map, view);
  const zones = zonesLayer(map, view);
  const gap = gapLayer(map, view);
  const segments = segmentsLayer(map, view);
  const deliveryPoints = deliveryPointsLayer(map, view);
  const firms = firmsLayer(map, view);
  const chosenFirm = chosenFirmLayer(map);
  const names = namesLayer(map, [firms, deliveryPoints]);
  const topFirst = [firms, deliveryPoints, segments, zones, municipalities];
  const stopPointing = followPointer(map, topFirst, coverage, [zones, municipalities], isDrawing);
  const stopNote = showNote(map);
  const stopWhatIf = mountWhatIf(map);
  const stopDrawing = mountDrawing(map);
  // To whoever measures or tests: the municipalities in sight are drawn, with their figures.
  municipalities.onReady(() => (element.dataset['mapReady'] = 'true'));

  return () => {
    stopPointing();
    stopNote();
    stopWhatIf();
    stopDrawing();
    const over = [chosenFirm, firms, deliveryPoints, names];
    const beneath = [segments, gap, zones, coverage, municipalities, basemap];
    for (const layer of [...over, ...beneath]) layer.remove();
    stopView();
    stopWords();
    map.remove();
  };
}

/** Controls and labels of the map itself, in the reader's language. */
function speak(map: L.Map): () => void {
  const zoom = L.control.zoom({ position: 'topright' }).addTo(map);
  const attribution = L.control.attribution({ position: 'bottomright', prefix: false }).addTo(map);
  const element = map.getContainer();
  element.setAttribute('role', 'region');
  return effect(() => {
    const { label, zoomIn, zoomOut, sources } = mapWords.value;
    element.setAttribute('aria-label', label);
    attribution.setPrefix(`${sources} · Leaflet`);
    for (const [name, title] of [
      ['in', zoomIn],
      ['out', zoomOut],
    ] as const) {
      const button = zoom.getContainer()?.querySelector(`.leaflet-control-zoom-${name}`);
      button?.setAttribute('title', title);
      button?.setAttribute('aria-label', title);
    }
  });
}
