import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

let settled = false;

/** Says that the page stands: from now on, what opens takes the focus. */
export function pageStands(): void {
  settled = true;
}

/**
 * A heading that takes the focus when its part of the page opens, so that a keyboard and a screen reader go
 * where the eye goes; not when the page itself opens there.
 */
export function useFocusedHeading(): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (settled) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

/** Gives the focus back to what was left, or else to a heading; not while the page itself is opening. */
export function focusAgain(id: string | null, otherwise: string): void {
  if (!settled) return;
  const element = (id && document.getElementById(id)) || document.getElementById(otherwise);
  element?.focus({ preventScroll: true });
}
