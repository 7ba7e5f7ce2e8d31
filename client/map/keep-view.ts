import { batch, computed, effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import L from 'leaflet';
import { address, chosenFirm, chosenMunicipality, go } from '../address.ts';
import type { Bbox } from '../api.ts';
import { firmCard, municipalities, municipality, settings } from '../state.ts';

/** What the map shows: degrees and zoom; null before it has been placed. */
export type View = ReadonlySignal<{ box: Bbox; zoom: number } | null>;

const FIRM_ZOOM = 14;

/** The view of the address as one word, so that it can be compared. */
const addressView = computed(() => {
  const { view } = address.value;
  return view === null ? null : `${view.lat.toFixed(5)},${view.lng.toFixed(5)},${view.zoom.toFixed(2)}`;
});

/** The box to show where the address says no view: of the chosen municipality, else of all; null until it is known. */
const wantedBox = computed<Bbox | null>(() => {
  const code = chosenMunicipality.value;
  const all = settings.value.value?.bbox ?? null;
  if (code === null) return all;
  const { value, error } = municipality.value;
  if (value?.code === code) return value.bbox;
  const listed = municipalities.value.value?.items.find((item) => item.code === code)?.bbox;
  return listed ?? (error === null ? null : all);
});

/**
 * Keeps the map and the view of the address in step. Where the address says no view, the map shows the chosen
 * municipality, or all of them, whatever the size of the screen; a view is written once the reader moves the map.
 *
 * @returns what the map shows, and what stops it
 */
export function keepView(map: L.Map): { view: View; stop: () => void } {
  const view = signal<View['value']>(null);
  let movingByOurselves = 0;
  let lastView: string | null | undefined;
  let lastCode: string | null | undefined;
  let fitted: string | null = null;
  // Before the map has been placed it stands somewhere by chance: nothing is to be asked for there.
  let placed = false;

  const moveTo = (move: () => void) => {
    placed = true;
    movingByOurselves += 1;
    move();
    movingByOurselves -= 1;
    readView();
  };
  const readView = () => {
    const { x, y } = map.getSize();
    if (!placed || x === 0 || y === 0) return;
    const bounds = map.getBounds();
    view.value = {
      box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      zoom: map.getZoom(),
    };
  };
  const fit = () => {
    const { x, y } = map.getSize();
    const code = chosenMunicipality.peek();
    const box = wantedBox.peek();
    if (box === null || x === 0 || y === 0) return;
    const [west, south, east, north] = box;
    const bounds = L.latLngBounds([south, west], [north, east]);
    fitted = code ?? 'all';
    moveTo(() => map.fitBounds(bounds, { animate: false, padding: [16, 16], maxZoom: 14 }));
    // The box may arrive after the firm that the page was opened for.
    showFirm();
  };
  const showFirm = () => {
    const id = chosenFirm.peek();
    const card = firmCard.peek().value;
    if (id === null || card === null || card.id !== id || card.position === null) return;
    if (card.positionPrecision === 'municipality') return;
    const [lng, lat] = card.position.coordinates;
    const inSight = map.getBounds().pad(-0.05).contains([lat, lng]) && map.getZoom() >= FIRM_ZOOM - 2;
    if (!inSight) moveTo(() => map.setView([lat, lng], Math.max(map.getZoom(), FIRM_ZOOM), { animate: false }));
  };

  const onMoveEnd = () => {
    readView();
    if (movingByOurselves > 0) return;
    const { lat, lng } = map.getCenter();
    const written = { lat, lng, zoom: map.getZoom() };
    lastView = `${lat.toFixed(5)},${lng.toFixed(5)},${written.zoom.toFixed(2)}`;
    go({ view: written }, 'replace');
  };
  map.on('moveend', onMoveEnd);

  const stops = [
    effect(() => {
      const asked = addressView.value;
      const code = chosenMunicipality.value;
      const isKnown = wantedBox.value !== null;
      const choseAnother = lastCode !== undefined && code !== lastCode && code !== null;
      const viewChanged = asked !== lastView;
      lastCode = code;
      lastView = asked;
      if (asked === null) {
        if (isKnown && (viewChanged || fitted !== (code ?? 'all'))) fit();
      } else if (choseAnother && !viewChanged) {
        lastView = null;
        batch(() => go({ view: null }, 'replace'));
        fit();
      } else if (viewChanged) {
        const { lat, lng, zoom } = address.peek().view!;
        moveTo(() => map.setView([lat, lng], zoom, { animate: false }));
      }
    }),
    effect(() => {
      void chosenFirm.value;
      void firmCard.value.value;
      showFirm();
    }),
  ];

  let lastSize = map.getSize();
  const resized = new ResizeObserver(() => {
    const before = lastSize;
    movingByOurselves += 1;
    map.invalidateSize({ animate: false, pan: false });
    movingByOurselves -= 1;
    lastSize = map.getSize();
    if (addressView.peek() === null && deservesFit(before, lastSize)) fit();
    else readView();
  });
  resized.observe(map.getContainer());

  return {
    view,
    stop() {
      for (const stop of stops) stop();
      resized.disconnect();
      map.off('moveend', onMoveEnd);
    },
  };
}

/** What the strip beneath the map takes or gives when its words change, in pixels. */
const STRIP_PX = 60;

/**
 * Whether a change of size is worth a new fit. A little more height is not: a closer view may need a longer legend,
 * which would take the height back, and so on without end.
 */
function deservesFit(before: L.Point, now: L.Point): boolean {
  return now.x !== before.x || now.y < before.y || now.y > before.y + STRIP_PX;
}
