import { effect } from '@preact/signals';
import type L from 'leaflet';
import { chosenMunicipality } from '../address.ts';
import { municipalities } from '../state.ts';
import { CanvasLayer } from './canvas-layer.ts';
import type { Frame } from './canvas-layer.ts';
import type { MarkLayer } from './map-layer.ts';
import { placeLabels } from './place-labels.ts';
import type { Box } from './place-labels.ts';

const SIZE_PX = 13;
/** Where a name may step aside to, downwards, in pixels. */
const SHIFTS_PX = [0, 14, -14, 26, -26, 38, -38];
/** From this zoom every name may stand where there is room; farther away only those that fit their municipality. */
const CLOSE_ZOOM = 11;
const LEAST_ZOOM = 9;

interface Name {
  text: string;
  /** World pixel at zoom 0. */
  at: L.Point;
  population: number;
  /** Width of the municipality in pixels at zoom 0. */
  widthPx: number;
}

/** Names of the municipalities: the chosen one first, then the most populous, never one over the other or over a mark. */
export function namesLayer(map: L.Map, marks: readonly MarkLayer[]): { remove(): void } {
  let names: Name[] = [];
  const font = `600 ${SIZE_PX}px ${getComputedStyle(map.getContainer()).fontFamily}`;
  const taken = (zoom: number) => marks.flatMap((layer) => layer.marksAt(zoom));
  const canvas = new CanvasLayer('names', ({ zoom }) =>
    zoom < LEAST_ZOOM ? null : (frame) => drawNames(names, taken(zoom), font, frame),
  ).addTo(map);
  for (const layer of marks) layer.onChange(() => canvas.redraw());
  // A canvas does not wait for the typeface of the page.
  void document.fonts.ready.then(() => canvas.redraw());

  const stop = effect(() => {
    const chosen = chosenMunicipality.value;
    const items = municipalities.value.value?.items ?? [];
    names = items
      .map(({ code, name, centre: [lng, lat], bbox: [west, , east], population }) => ({
        text: name,
        at: map.project([lat, lng], 0),
        population: code === chosen ? Infinity : (population ?? 0),
        widthPx: ((east - west) / 360) * 256,
      }))
      .toSorted((a, b) => b.population - a.population || (a.text < b.text ? -1 : 1));
    canvas.redraw();
  });

  return {
    remove() {
      stop();
      canvas.remove();
    },
  };
}

function drawNames(names: readonly Name[], marks: readonly Box[], font: string, frame: Frame): void {
  const { context, zoom, corner, widthPx, heightPx } = frame;
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const scale = 2 ** zoom;
  const labels = names.flatMap((name) => {
    const [x, y] = [name.at.x * scale - corner.x, name.at.y * scale - corner.y];
    if (x < 0 || y < 0 || x > widthPx || y > heightPx) return [];
    const textWidthPx = context.measureText(name.text).width;
    if (zoom < CLOSE_ZOOM && name.population !== Infinity && textWidthPx > name.widthPx * scale) return [];
    return [{ text: name.text, x, y, widthPx: textWidthPx, heightPx: SIZE_PX + 2 }];
  });
  const taken = marks.map((mark) => ({ ...mark, x: mark.x - corner.x, y: mark.y - corner.y }));
  for (const { text, x, y } of placeLabels(labels, taken, SHIFTS_PX)) {
    context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
    context.lineWidth = 3.5;
    context.strokeText(text, x, y);
    context.fillStyle = '#2b2a28';
    context.fillText(text, x, y);
  }
}
