import type { Place } from './hits.ts';
import type { Box } from './place-labels.ts';

/** What the pointer stands on: what to say of it, and what a click does. */
export interface Pointed {
  title: string;
  lines: string[];
  open?: () => void;
}

/** One layer of the map. It fills and clears itself as the address asks. */
export interface MapLayer {
  /** What of this layer lies at a place, if anything that has something to say. */
  pointedAt(place: Place): Pointed | null;
  remove(): void;
}

/** A layer of marks, which names keep clear of. */
export interface MarkLayer extends MapLayer {
  /** Where the marks stand, in world pixels. */
  marksAt(zoom: number): Box[];
  /** Called when the marks have changed. */
  onChange(listener: () => void): void;
}
