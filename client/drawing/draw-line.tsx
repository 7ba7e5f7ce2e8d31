import type { Position } from 'geojson';
import type L from 'leaflet';
import { TerraDraw, TerraDrawLineStringMode } from 'terra-draw';
import { roundPosition } from '../../server/datasets/kinds/geometry.ts';
import { followSnapTargets, snapOnMap, SNAP_PX } from '../map/snap-on-map.ts';
import { startNewWhatIf } from '../what-if/session.ts';
import { DrawBar, pointCount } from './draw-bar.tsx';
import { drawBar, type Pen, stopDrawing } from './drawing.ts';
import { drawingAdapter } from './drawing-adapter.ts';
import { courseOfClicks } from './course-of-clicks.ts';

const COLOUR = '#b35900';
const GROUND = '#ffffff';
/** A second press this near to the last point ends the line; a finger is less exact. */
const END_PX = { mouse: SNAP_PX, finger: 24 };
/** What belongs to the press that ended the line comes within this. */
const PRESS_MS = 500;

/**
 * Lets a segment be drawn on the map; when it is, it becomes a what-if of a new one.
 *
 * @returns takes it down
 */
export function drawLine(map: L.Map): () => void {
  const isFinger = window.matchMedia('(pointer: coarse)').matches;
  const mode = new TerraDrawLineStringMode({
    snapping: { toCustom: ({ lng, lat }: { lng: number; lat: number }) => snapOnMap(map, [lng, lat]) ?? undefined },
    pointerDistance: isFinger ? END_PX.finger : END_PX.mouse,
    // Ours are heard wherever the focus is.
    keyEvents: null,
    showCoordinatePoints: true,
    styles: {
      lineStringColor: COLOUR,
      lineStringWidth: 5,
      coordinatePointColor: GROUND,
      coordinatePointWidth: 5,
      coordinatePointOutlineColor: COLOUR,
      coordinatePointOutlineWidth: 3,
      closingPointColor: COLOUR,
      closingPointWidth: 7,
      closingPointOutlineColor: GROUND,
      closingPointOutlineWidth: 2,
      snappingPointColor: GROUND,
      snappingPointWidth: 8,
      snappingPointOutlineColor: '#0059b3',
      snappingPointOutlineWidth: 3,
    },
  });
  const draw = new TerraDraw({ adapter: drawingAdapter(map), modes: [mode] });
  const drawn = (): Position[] =>
    draw.getSnapshot().flatMap(({ geometry }) => (geometry.type === 'LineString' ? geometry.coordinates : []));
  const become = (positions: readonly Position[]) => {
    const line = courseOfClicks(positions);
    if (line.length < 2) return;
    stopDrawing();
    startNewWhatIf([line]);
    map.getContainer().focus({ preventScroll: true });
  };
  const pen: Pen = {
    // The last position is where the pointer is.
    finish: () => become(pointCount.peek() === 0 ? lineInTheMiddle(map) : drawn().slice(0, -1)),
    takeBack: () => mode.undo(),
    cancel: stopDrawing,
  };

  draw.start();
  draw.setMode('linestring');
  draw.on('change', () => (pointCount.value = Math.max(0, drawn().length - 1)));
  draw.on('finish', () => {
    keepPress(map.getContainer());
    const positions = drawn();
    // A line that is but a point is begun again.
    if (courseOfClicks(positions).length < 2) draw.clear();
    else become(positions);
  });
  pointCount.value = 0;
  drawBar.value = () => <DrawBar pen={pen} />;
  const stopSnapping = followSnapTargets(map);
  map.getContainer().classList.add('drawing');
  map.getContainer().focus({ preventScroll: true });
  return () => {
    draw.stop();
    stopSnapping();
    drawBar.value = null;
    map.getContainer().classList.remove('drawing');
  };
}

/** The click and double click of the press that ended the line mean nothing to the map. */
function keepPress(container: HTMLElement): void {
  const keep = (event: Event) => event.stopPropagation();
  for (const name of ['click', 'dblclick']) {
    container.addEventListener(name, keep, true);
    setTimeout(() => container.removeEventListener(name, keep, true), PRESS_MS);
  }
}

/** A fifth of the width of the map: what who has no pointer starts from. */
function lineInTheMiddle(map: L.Map): Position[] {
  const middle = map.getSize().divideBy(2);
  return [-1, 1].map((side) => {
    const { lng, lat } = map.containerPointToLatLng(middle.add([(side * middle.x) / 5, 0]));
    return roundPosition(lng, lat);
  });
}
