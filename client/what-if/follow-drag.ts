import L from 'leaflet';

export interface Dragging {
  /** So many pixels of the map east and south of where it was taken; at most once a frame. */
  move(offset: L.Point): void;
  drop(offset: L.Point): void;
  cancel(): void;
}

/**
 * Lets an element of the map be dragged by mouse, pen or finger, while the map itself stays. Escape cancels.
 *
 * @param take called when the hand takes it
 * @returns stops it
 */
export function followDrag(element: HTMLElement | SVGElement, take: () => Dragging): () => void {
  let hand: { id: number; from: L.Point; at: L.Point; dragging: Dragging; due: number } | null = null;
  const placeOf = ({ clientX, clientY }: PointerEvent) => L.point(clientX, clientY);
  const offset = () => hand!.at.subtract(hand!.from);
  const letGo = () => {
    cancelAnimationFrame(hand!.due);
    const { dragging } = hand!;
    window.removeEventListener('keydown', escape, true);
    hand = null;
    return dragging;
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !hand) return;
    event.stopPropagation();
    letGo().cancel();
  };
  const down = (event: PointerEvent) => {
    event.stopPropagation();
    if (hand || event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    hand = { id: event.pointerId, from: placeOf(event), at: placeOf(event), dragging: take(), due: 0 };
    window.addEventListener('keydown', escape, true);
  };
  const move = (event: PointerEvent) => {
    if (hand?.id !== event.pointerId) return;
    hand.at = placeOf(event);
    hand.due ||= requestAnimationFrame(() => {
      hand!.due = 0;
      hand!.dragging.move(offset());
    });
  };
  const up = (event: PointerEvent) => {
    if (hand?.id !== event.pointerId) return;
    hand.at = placeOf(event);
    const by = offset();
    letGo().drop(by);
  };
  const lost = (event: PointerEvent) => {
    if (hand?.id === event.pointerId) letGo().cancel();
  };
  // The map would take the same press for its own.
  const keep = (event: Event) => event.stopPropagation();
  const handlers: Record<string, (event: never) => void> = {
    pointerdown: down,
    pointermove: move,
    pointerup: up,
    pointercancel: lost,
    mousemove: keep,
    mousedown: keep,
    touchstart: keep,
    click: keep,
    dblclick: keep,
  };
  for (const [name, handler] of Object.entries(handlers)) element.addEventListener(name, handler as EventListener);
  return () => {
    if (hand) letGo();
    for (const [name, handler] of Object.entries(handlers)) element.removeEventListener(name, handler as EventListener);
  };
}
