import L from 'leaflet';
import { whatIfWords } from '../words/words.ts';
import { type Draft, type Grip, gripKey, gripsOf, moveGrip, placeOf, removeCorner } from './draft.ts';
import { followDrag } from './follow-drag.ts';
import { snapOnMap } from '../map/snap-on-map.ts';
import { change, chosenGrip, hold, session } from './session.ts';

/** Grips nearer together than this would lie over one another, in pixels. */
const APART_PX = 22;
/** How far from the line the grip of all of it lies. */
const BESIDE_PX = 38;
const STEP_PX = 8;
const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The grips of a segment on the map: each can be dragged, and moved by the arrow keys. */
export class Grips {
  readonly #map: L.Map;
  readonly #pane: string;
  readonly #shown = new Map<string, { marker: L.Marker; stop: () => void }>();
  #draft: Draft | null = null;

  constructor(map: L.Map, pane: string) {
    this.#map = map;
    this.#pane = pane;
  }

  /** Shows the grips of a draft; while the hand holds one the others are away. */
  show(draft: Draft | null, isHeld: boolean): void {
    this.#draft = draft;
    this.#map.getContainer().classList.toggle('what-if-held', isHeld);
    // The element that the hand holds must stay, and none can be taken meanwhile: they are away until it lets go.
    if (isHeld) return;
    const grips = new Map((draft ? this.#apart(draft) : []).map((grip) => [gripKey(grip), grip]));
    for (const key of this.#shown.keys()) if (!grips.has(key)) this.#remove(key);
    const chosen = chosenGrip.peek();
    for (const [key, grip] of grips) {
      const at = this.#placeOf(draft!, grip);
      const shown = this.#shown.get(key);
      if (shown) shown.marker.setLatLng(at);
      else this.#add(key, grip, at);
      const element = this.#shown.get(key)!.marker.getElement()!;
      element.classList.toggle('what-if-chosen', chosen !== null && gripKey(chosen) === key);
    }
  }

  remove(): void {
    for (const key of this.#shown.keys()) this.#remove(key);
    this.#map.getContainer().classList.remove('what-if-held');
  }

  /** Ends first, then what is apart from them; on a line of hundreds of corners only those that one can tell apart. */
  #apart(draft: Draft): Grip[] {
    const rank = (grip: Grip) => (grip.kind === 'middle' ? 3 : grip.kind === 'whole' ? 1 : isEnd(draft, grip) ? 0 : 2);
    const taken: L.Point[] = [];
    const kept = gripsOf(draft)
      .toSorted((a, b) => rank(a) - rank(b))
      .filter((grip) => {
        const place = this.#map.latLngToLayerPoint(this.#placeOf(draft, grip));
        if (rank(grip) > 1 && taken.some((other) => other.distanceTo(place) < APART_PX)) return false;
        taken.push(place);
        return true;
      });
    return gripsOf(draft).filter((grip) => kept.some((one) => gripKey(one) === gripKey(grip)));
  }

  /** All of it is held beside the line, where it covers no corner. */
  #placeOf(draft: Draft, grip: Grip): L.LatLng {
    const at = L.GeoJSON.coordsToLatLng(placeOf(draft, grip) as [number, number]);
    if (grip.kind !== 'whole') return at;
    return this.#map.layerPointToLatLng(this.#map.latLngToLayerPoint(at).subtract([0, BESIDE_PX]));
  }

  #add(key: string, grip: Grip, at: L.LatLng): void {
    const icon = L.divIcon({
      className: `what-if-grip what-if-${grip.kind}`,
      iconSize: [28, 28],
      html: '<span></span>',
    });
    const marker = L.marker(at, { icon, pane: this.#pane, keyboard: true, autoPanOnFocus: false }).addTo(this.#map);
    const element = marker.getElement()!;
    const { grips } = whatIfWords.peek();
    const label =
      grip.kind === 'whole' ? grips.whole : grips[grip.kind](grip.corner + (grip.kind === 'corner' ? 1 : 0));
    element.setAttribute('aria-label', label);
    element.title = label;
    const stopDrag = followDrag(element, () => this.#drag(grip));
    const press = (event: KeyboardEvent) => this.#press(event, grip);
    element.addEventListener('keydown', press);
    element.addEventListener('focus', () => (chosenGrip.value = grip));
    this.#shown.set(key, { marker, stop: stopDrag });
  }

  #remove(key: string): void {
    const { marker, stop } = this.#shown.get(key)!;
    stop();
    marker.remove();
    this.#shown.delete(key);
  }

  #drag(grip: Grip) {
    const from = this.#draft!;
    const moved = (offset: L.Point) =>
      moveGrip(from, grip, this.#snapped(from, grip, this.#degrees(from, grip, offset)));
    chosenGrip.value = grip;
    hold(from);
    return {
      move: (offset: L.Point) => hold(moved(offset)),
      drop: (offset: L.Point) => (offset.x === 0 && offset.y === 0 ? hold(null) : change(moved(offset))),
      cancel: () => hold(null),
    };
  }

  /** How many degrees a grip moves that is moved by so many pixels. */
  #degrees(draft: Draft, grip: Grip, offset: L.Point): [number, number] {
    const from = this.#placeOf(draft, grip);
    const to = this.#map.layerPointToLatLng(this.#map.latLngToLayerPoint(from).add(offset));
    return [to.lng - from.lng, to.lat - from.lat];
  }

  /** The same move, or the one to what it comes near to; all of a segment is moved freely. */
  #snapped(draft: Draft, grip: Grip, move: [number, number]): [number, number] {
    if (grip.kind === 'whole') return move;
    const [lng, lat] = placeOf(draft, grip) as [number, number];
    const to = snapOnMap(this.#map, [lng + move[0], lat + move[1]], session.peek()?.stored?.id);
    return to === null ? move : [to[0]! - lng, to[1]! - lat];
  }

  #press(event: KeyboardEvent, grip: Grip): void {
    const draft = this.#draft;
    const arrow = ARROWS[event.key];
    if (draft === null || event.ctrlKey || event.metaKey) return;
    if (arrow) {
      const offset = L.point(arrow).multiplyBy(event.shiftKey ? 1 : STEP_PX);
      const isNew = grip.kind === 'middle';
      change(moveGrip(draft, grip, this.#degrees(draft, grip, offset)), isNew ? null : `arrows ${gripKey(grip)}`);
      if (isNew) this.#focus({ ...grip, kind: 'corner' });
    } else if (event.key === 'Enter' && grip.kind === 'middle') {
      change(moveGrip(draft, grip, [0, 0]));
      this.#focus({ ...grip, kind: 'corner' });
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && grip.kind === 'corner') {
      change(removeCorner(draft, grip.line, grip.corner));
      this.#focus({ ...grip, corner: Math.max(0, grip.corner - 1) });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #focus(grip: Grip): void {
    this.#shown.get(gripKey(grip))?.marker.getElement()?.focus();
  }
}

const isEnd = ({ lines }: Draft, grip: Grip): boolean =>
  grip.kind === 'corner' && (grip.corner === 0 || grip.corner === lines[grip.line]!.length - 1);
