import { computed, effect } from '@preact/signals';
import L from 'leaflet';
import { leafletFill } from '../map/hatch.ts';
import { planLook } from '../map/plan-look.ts';
import { FIRM_MARKS, GAP_AREAS } from '../map/styles.ts';
import { whatIfGaps } from './answer.ts';
import { type Draft, moveGrip, NEW_ID } from './draft.ts';
import { followDrag } from './follow-drag.ts';
import { Grips } from './grips.ts';
import { followSnapTargets } from '../map/snap-on-map.ts';
import { change, chosenGrip, draft, hold, phase, session } from './session.ts';

const LINE = { color: '#b35900', weight: 5 };
const REACH = { color: '#b35900', opacity: 0.16, lineCap: 'round', lineJoin: 'round' } as const;

/** What is being tried, on the map: the segment with its reach and its grips, and the gaps that it would leave. */
export function showWhatIf(map: L.Map): () => void {
  // Shapes lie where the stored gaps lie, which are hidden meanwhile; what the hand takes lies over everything.
  map.createPane('whatIfGaps').style.zIndex = '431';
  map.createPane('whatIf').style.zIndex = '610';
  const stops = [showGaps(map), showFirms(map), showSegment(map)];
  const isOn = computed(() => whatIfGaps.value.size > 0);
  stops.push(effect(() => void map.getContainer().classList.toggle('what-if', isOn.value)));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Draws a shape anew only where it has changed. */
function showGaps(map: L.Map): () => void {
  const renderer = L.canvas({ pane: 'whatIfGaps', padding: 0.2 });
  const drawn = new Map<string, { polygons: unknown; shape: L.Polygon }>();
  const group = L.layerGroup().addTo(map);
  const style = ({ line, ...fill }: (typeof GAP_AREAS)['remains']) => ({
    color: line,
    weight: 1,
    fillColor: leafletFill(fill),
    fillOpacity: 0.85,
    interactive: false,
    smoothFactor: 1.2,
  });
  const styles = { remains: style(GAP_AREAS.remains), closes: style(GAP_AREAS.closes) };
  const stop = effect(() => {
    const wanted = new Set<string>();
    for (const { code, shapes } of whatIfGaps.value.values()) {
      for (const [id, { when, polygons }] of shapes) {
        const key = `${code} ${id}`;
        wanted.add(key);
        if (drawn.get(key)?.polygons === polygons) continue;
        drawn.get(key)?.shape.remove();
        const look = styles[when === 'after' ? 'remains' : 'closes'];
        const shape = L.polygon(L.GeoJSON.coordsToLatLngs(polygons, 2), { ...look, renderer }).addTo(group);
        if (when === 'before') shape.bringToBack();
        drawn.set(key, { polygons, shape });
      }
    }
    for (const [key, { shape }] of drawn) {
      if (wanted.has(key)) continue;
      shape.remove();
      drawn.delete(key);
    }
  });
  return () => {
    stop();
    group.remove();
  };
}

/** Rings round the firms that the change would serve, or leave without service. */
function showFirms(map: L.Map): () => void {
  const renderer = L.svg({ pane: 'whatIf', padding: 0.5 });
  const rings = new Map<string, L.CircleMarker>();
  const stop = effect(() => {
    const wanted = new Set<string>();
    // A plan marks the firms themselves.
    const gaps = planLook.value === null ? whatIfGaps.value.values() : [];
    for (const { firms } of gaps) {
      for (const { id, position, wasServed, service } of firms.values()) {
        if (wasServed === (service !== 'notServed')) continue;
        wanted.add(id);
        const { colour: color } = FIRM_MARKS[wasServed ? 'notServed' : 'served'];
        const ring = rings.get(id) ?? L.circleMarker(L.GeoJSON.coordsToLatLng(position), { renderer, radius: 11 });
        rings.set(id, ring.setStyle({ color, weight: 4, fill: false, interactive: false }).addTo(map));
      }
    }
    for (const [id, ring] of rings) {
      if (wanted.has(id)) continue;
      ring.remove();
      rings.delete(id);
    }
  });
  return () => {
    stop();
    for (const ring of rings.values()) ring.remove();
  };
}

function showSegment(map: L.Map): () => void {
  const renderer = L.svg({ pane: 'whatIf', padding: 0.5 });
  const grips = new Grips(map, 'whatIf');
  const group = L.layerGroup().addTo(map);
  const reach = L.polyline([], { ...REACH, renderer, interactive: false }).addTo(group);
  const line = L.polyline([], { ...LINE, renderer, interactive: false }).addTo(group);
  // A finger is wider than the line.
  const held = L.polyline([], { renderer, weight: 24, opacity: 0, className: 'what-if-line' }).addTo(group);
  const takeWhole = () => {
    const from = draft.peek()!;
    const corner = L.GeoJSON.coordsToLatLng(from.lines[0]![0] as [number, number]);
    const moved = (offset: L.Point): Draft => {
      const to = map.layerPointToLatLng(map.latLngToLayerPoint(corner).add(offset));
      return moveGrip(from, { kind: 'whole' }, [to.lng - corner.lng, to.lat - corner.lat]);
    };
    hold(from);
    return {
      move: (offset: L.Point) => hold(moved(offset)),
      drop: (offset: L.Point) => (offset.x === 0 && offset.y === 0 ? hold(null) : change(moved(offset))),
      cancel: () => hold(null),
    };
  };
  const stopDrag = followDrag(held.getElement() as SVGElement, takeWhole);
  const draw = () => {
    const now = phase.peek() === 'none' ? null : draft.peek();
    const course = now ? L.GeoJSON.coordsToLatLngs(now.lines, 1) : [];
    for (const drawn of [line, held]) drawn.setLatLngs(course);
    reach.setLatLngs(course).setStyle({ weight: now ? 2 * pixels(map, now) : 0 });
    grips.show(phase.peek() === 'open' ? now : null, session.peek()?.held != null);
  };
  map.on('zoomend', draw);
  let shown = '';
  let stopSnapping = () => {};
  const stop = effect(() => {
    void draft.value;
    void phase.value;
    void chosenGrip.value;
    const id = session.value ? (session.value.stored?.id ?? NEW_ID) : '';
    draw();
    if (id === shown) return;
    shown = id;
    stopSnapping();
    stopSnapping = id === '' ? () => {} : followSnapTargets(map);
    // What has just been drawn is in sight.
    if (id !== '' && id !== NEW_ID) bringIntoView(map, line.getBounds());
  });
  return () => {
    stop();
    stopDrag();
    stopSnapping();
    map.off('zoomend', draw);
    grips.remove();
    group.remove();
  };
}

/** The reach of a segment in pixels of the map. */
function pixels(map: L.Map, { lines, reachM }: Draft): number {
  const [lng, lat] = lines[0]![0]! as [number, number];
  const metresPerDegree = 111_320;
  const north = map.latLngToLayerPoint([lat + (reachM ?? 0) / metresPerDegree, lng]);
  return Math.abs(map.latLngToLayerPoint([lat, lng]).y - north.y);
}

/** Once the panes of the page have found their places. */
function bringIntoView(map: L.Map, bounds: L.LatLngBounds): void {
  requestAnimationFrame(() => {
    const padding = { paddingTopLeft: L.point(50, 70), paddingBottomRight: L.point(50, 40) };
    map.fitBounds(bounds, { animate: false, maxZoom: 15, ...padding });
  });
}
