import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let touched = false;

/** Waits for the reader's first touch of page or keyboard: from then on, what opens takes the focus. */
export function awaitReader(): void {
  for (const event of ['pointerdown', 'keydown']) {
    document.addEventListener(event, () => (touched = true), { once: true, capture: true });
  }
}

/** Focuses an element, but takes the focus neither while the page itself opens nor from somebody who is typing. */
function focusOn(element: HTMLElement | null): void {
  const busy = document.activeElement?.matches('input, select, textarea') ?? false;
  if (touched && !busy) element?.focus({ preventScroll: true });
}

/**
 * A heading that takes the focus when its part of the page opens, so that a keyboard and a screen reader go
 * where the eye goes.
 */
export function useFocusedHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  return heading;
}

/** Gives the focus back to what was left, or else to a heading. */
export function focusAgain(id: string, otherwise: string): void {
  focusOn(document.getElementById(id) ?? document.getElementById(otherwise));
}
