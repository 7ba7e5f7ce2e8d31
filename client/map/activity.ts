import { signal } from '@preact/signals';
import { TILE_LAYERS } from '../../server/tiles/zooms.ts';
import type { TileLayer } from '../../server/tiles/zooms.ts';
import type { Layer } from '../address.ts';

/** How the data of a layer stands. */
export interface Activity {
  loading: boolean;
  failed: boolean;
  /** The map stands too far away for this layer. */
  tooFar: boolean;
}

/** The switch of the map to which the tiles of a layer belong. */
export const SWITCHES: Record<TileLayer, Layer> = {
  municipalities: 'gap',
  zones: 'zones',
  gaps: 'zones',
  coverage: 'coverage',
  segments: 'segments',
  deliveryPoints: 'deliveryPoints',
  firms: 'firms',
};

const idle: Activity = { loading: false, failed: false, tooFar: false };
const activities = signal<Partial<Record<TileLayer, Activity>>>({});

/** How what belongs to a switch stands: the legend and the note on the map read it. */
export function activityOf(layer: Layer): Activity {
  const own = TILE_LAYERS.filter((name) => SWITCHES[name] === layer).map((name) => activities.value[name] ?? idle);
  return {
    loading: own.some(({ loading }) => loading),
    failed: own.some(({ failed }) => failed),
    tooFar: own.every(({ tooFar }) => tooFar),
  };
}

/** Says how a layer stands; who reads it hears of it only where that is new. */
export function report(name: TileLayer, change: Partial<Activity>): void {
  const before = activities.peek()[name] ?? idle;
  const now = { ...before, ...change };
  const isNew = before.loading !== now.loading || before.failed !== now.failed || before.tooFar !== now.tooFar;
  if (isNew) activities.value = { ...activities.peek(), [name]: now };
}
