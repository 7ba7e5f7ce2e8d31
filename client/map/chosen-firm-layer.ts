import { computed, effect } from '@preact/signals';
import type L from 'leaflet';
import { chosenFirm } from '../address.ts';
import { firmCard } from '../state.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { drawChosenRing, drawFirm } from './firm-marks.ts';

/** The firm whose card is open, where its place is known. */
const placed = computed(() => {
  const card = firmCard.value.value;
  if (chosenFirm.value === null || card === null || card.position === null) return null;
  if (card.positionPrecision === 'municipality') return null;
  const [lng, lat] = card.position.coordinates;
  return { at: [lat, lng] as L.LatLngTuple, service: card.atTarget.service };
});

/** A ring around the firm whose card is open, whether or not the firms are on the map. */
export function chosenFirmLayer(map: L.Map): { remove(): void } {
  const canvas = new CanvasLayer('firms', () => {
    const firm = placed.peek();
    if (firm === null) return null;
    return ({ context, zoom, corner }) => {
      const { x, y } = map.project(firm.at, zoom);
      drawFirm(context, firm.service, x - corner.x, y - corner.y);
      drawChosenRing(context, x - corner.x, y - corner.y);
    };
  }).addTo(map);
  const stop = effect(() => {
    void placed.value;
    canvas.redraw();
  });
  return {
    remove() {
      stop();
      canvas.remove();
    },
  };
}
