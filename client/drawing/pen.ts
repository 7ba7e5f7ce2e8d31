import { signal } from '@preact/signals';

/** What can be done with a line that is being drawn, beside adding to it. */
export interface Pen {
  /** Ends the line; where there is none yet, puts a short one in the middle of the map. One point is no line. */
  finish: () => void;
  takeBack: () => void;
  cancel: () => void;
}

/** How many points the line has so far. */
export const pointCount = signal(0);
