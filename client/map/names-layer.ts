import { effect } from '@preact/signals';
import type L from 'leaflet';
import { chosenMunicipality } from '../address.ts';
import { boundaries } from '../state.ts';
import { CanvasLayer } from './canvas-layer.ts';
import type { Frame } from './canvas-layer.ts';
import { bboxOf } from './hits.ts';
import type { FirmsLayer } from './firms-layer.ts';
import { figuresByCode } from './municipalities-layer.ts';
import { placeLabels } from './place-labels.ts';
import type { Box } from './place-labels.ts';

const SIZE_PX = 13;
/** Where a name may step aside to, downwards, in pixels. */
const SHIFTS_PX = [0, 14, -14, 26, -26, 38, -38];
/** From this zoom every name may stand where there is room; farther away only those that fit their municipality. */
const CLOSE_ZOOM = 11;
const LEAST_ZOOM = 9;

interface Name {
  code: string;
  text: string;
  at: L.LatLngTuple;
  population: number;
  west: number;
  east: number;
}

/** Names of the municipalities: the chosen one first, then the most populous, never one over the other. */
export function namesLayer(map: L.Map, firms: FirmsLayer): { remove(): void } {
  let names: Name[] = [];
  const font = `600 ${SIZE_PX}px ${getComputedStyle(map.getContainer()).fontFamily}`;
  const canvas = new CanvasLayer('names', (frame) =>
    drawNames(map, names, firms.marksAt(frame.zoom), font, frame),
  ).addTo(map);
  firms.onChange(() => canvas.redraw());
  // A canvas does not wait for the typeface of the page.
  void document.fonts.ready.then(() => canvas.redraw());

  const stop = effect(() => {
    const chosen = chosenMunicipality.value;
    const figures = figuresByCode.value;
    names = (boundaries.value.value?.features ?? []).map(({ id, geometry, properties }) => {
      const [west, south, east, north] = bboxOf(geometry.coordinates);
      const known = figures.get(id);
      const [lng, lat] = known?.centre ?? [(west + east) / 2, (south + north) / 2];
      const population = id === chosen ? Infinity : (known?.population ?? 0);
      return { code: id, text: properties.name, at: [lat, lng], population, west, east };
    });
    names.sort((a, b) => b.population - a.population || a.text.localeCompare(b.text, 'it'));
    canvas.redraw();
  });

  return {
    remove() {
      stop();
      canvas.remove();
    },
  };
}

function drawNames(
  map: L.Map,
  names: readonly Name[],
  marks: readonly Box[],
  font: string,
  { context, zoom, origin, widthPx, heightPx }: Frame,
): void {
  if (zoom < LEAST_ZOOM) return;
  context.font = font;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const labels = names.flatMap((name) => {
    const point = map.project(name.at, zoom);
    const [x, y] = [point.x + origin.x, point.y + origin.y];
    if (x < 0 || y < 0 || x > widthPx || y > heightPx) return [];
    const textWidthPx = context.measureText(name.text).width;
    const roomPx = ((name.east - name.west) / 360) * 256 * 2 ** zoom;
    if (zoom < CLOSE_ZOOM && name.population !== Infinity && textWidthPx > roomPx) return [];
    return [{ text: name.text, x, y, widthPx: textWidthPx, heightPx: SIZE_PX + 2 }];
  });
  const taken = marks.map((mark) => ({ ...mark, x: mark.x + origin.x, y: mark.y + origin.y }));
  for (const { text, x, y } of placeLabels(labels, taken, SHIFTS_PX)) {
    context.strokeStyle = 'rgba(255, 255, 255, 0.85)';
    context.lineWidth = 3.5;
    context.strokeText(text, x, y);
    context.fillStyle = '#2b2a28';
    context.fillText(text, x, y);
  }
}
