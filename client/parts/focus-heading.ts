import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let touched = false;

/** Waits for the reader's first touch of page or keyboard: from then on, what opens takes the focus. */
export function awaitReader(): void {
  for (const event of ['pointerdown', 'keydown']) {
    document.addEventListener(event, () => (touched = true), { once: true, capture: true });
  }
}

/**
 * A heading that takes the focus when its part of the page opens, so that a keyboard and a screen reader go
 * where the eye goes; not when the page itself opens there.
 */
export function useFocusedHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (touched) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

/** Gives the focus back to what was left, or else to a heading; not while the page itself is opening. */
export function focusAgain(id: string | null, otherwise: string): void {
  if (!touched) return;
  const element = (id && document.getElementById(id)) || document.getElementById(otherwise);
  element?.focus({ preventScroll: true });
}
