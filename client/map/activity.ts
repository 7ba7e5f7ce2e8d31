import { signal } from '@preact/signals';
import type { Layer } from '../address.ts';

/** How the data of a layer stands. */
export interface Activity {
  loading: boolean;
  failed: boolean;
  /** The map stands too far away for this layer. */
  tooFar: boolean;
  /** How many are shown, of how many there are in the view; null where nothing is shown. */
  shown: number | null;
  matched: number | null;
}

const idle: Activity = { loading: false, failed: false, tooFar: false, shown: null, matched: null };

/** What each layer of the map is doing: the legend and the note on the map read it. */
export const activities = signal<Record<Layer, Activity>>({
  gap: idle,
  zones: idle,
  coverage: idle,
  segments: idle,
  firms: idle,
});

export function report(layer: Layer, change: Partial<Activity>): void {
  const now = activities.peek();
  activities.value = { ...now, [layer]: { ...now[layer], ...change } };
}

/** Whether the server held back some of what is in the view. */
export const isPartial = ({ shown, matched }: Activity): boolean =>
  shown !== null && matched !== null && shown < matched;
