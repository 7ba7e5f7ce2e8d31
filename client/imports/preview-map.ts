import { effect } from '@preact/signals';
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import type { GeoJsonObject } from 'geojson';
import { language } from '../address.ts';
import * as api from '../api.ts';
import { chosenRow, preview } from './conversation.ts';
import type { PreviewRow } from './import-api.ts';

/** Faulty rows differ by dashes as well as by colour. */
const GOOD: L.PathOptions = { color: '#0059b3', weight: 2, fillOpacity: 0.2, dashArray: '' };
const FAULTY: L.PathOptions = { color: '#b0003a', weight: 3, fillOpacity: 0.1, dashArray: '4 4' };
const CHOSEN: L.PathOptions = { color: '#b35900', weight: 5, fillOpacity: 0.4, dashArray: '' };
const GROUND: L.PathOptions = { color: '#8596a8', weight: 1, fill: false };
/** The district, where no row has a place. */
const START: L.LatLngTuple = [45.36, 9.69];
/** Boundaries are a help for the eye where rows lie close together: degrees. */
const WIDEST_GROUND = 2;

const lookOf = ({ row, faults }: PreviewRow): L.PathOptions =>
  row === chosenRow.value ? CHOSEN : faults.length > 0 ? FAULTY : GOOD;

/**
 * A map of the first rows of a file, over the boundaries of the municipalities; choosing a place chooses its row.
 *
 * @returns takes it away again
 */
export function mountPreviewMap(element: HTMLElement): () => void {
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, { center: START, zoom: 9, attributionControl: false, zoomAnimation: !still });
  const ground = L.geoJSON(undefined, { style: GROUND, interactive: false }).addTo(map);
  const places = L.featureGroup().addTo(map);
  let drawn = new Map<number, L.GeoJSON>();
  let asked = new AbortController();

  const showGround = async (bounds: L.LatLngBounds) => {
    asked.abort();
    asked = new AbortController();
    ground.clearLayers();
    if (bounds.getEast() - bounds.getWest() > WIDEST_GROUND || bounds.getNorth() - bounds.getSouth() > WIDEST_GROUND)
      return;
    const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    const { signal } = asked;
    const found = await api.listBoundaries({ bbox }, { language: language.peek(), signal }).catch(() => null);
    if (found !== null && !signal.aborted) {
      ground.addData(found);
      ground.bringToBack();
    }
  };

  const stopRows = effect(() => {
    const rows = preview.value.value?.rows ?? [];
    places.clearLayers();
    drawn = new Map();
    for (const row of rows) {
      const layer = draw(row);
      if (layer === null) continue;
      layer.on('click', () => (chosenRow.value = row.row));
      drawn.set(row.row, layer.addTo(places));
    }
    const bounds = places.getBounds();
    if (!bounds.isValid()) return;
    map.fitBounds(bounds.pad(0.1), { maxZoom: 15, animate: false });
    void showGround(map.getBounds().pad(0.2));
  });
  const stopLooks = effect(() => {
    const chosen = chosenRow.value;
    for (const row of preview.value.value?.rows ?? []) drawn.get(row.row)?.setStyle(lookOf(row));
    const layer = chosen === null ? undefined : drawn.get(chosen);
    if (layer === undefined) return;
    layer.bringToFront();
    const bounds = layer.getBounds();
    if (!map.getBounds().contains(bounds)) map.panTo(bounds.getCenter(), { animate: !still });
  });
  const resized = new ResizeObserver(() => map.invalidateSize());
  resized.observe(element);

  return () => {
    stopRows();
    stopLooks();
    asked.abort();
    resized.disconnect();
    map.remove();
  };
}

/** What a row puts on the map; null where it has no place. */
function draw({ geometry }: PreviewRow): L.GeoJSON | null {
  if (geometry === null || geometry === undefined) return null;
  return L.geoJSON(geometry as GeoJsonObject, {
    style: GOOD,
    pointToLayer: (_, place) => L.circleMarker(place, { radius: 6 }),
  });
}
