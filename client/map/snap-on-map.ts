import type { Position } from 'geojson';
import type L from 'leaflet';
import { roundPosition } from '../../server/datasets/kinds/geometry.ts';
import { language } from '../address.ts';
import * as api from '../api.ts';
import { datasets } from '../state.ts';
import { metresPerPixel } from './hits.ts';
import { NO_TARGETS, type SnapTargets, snapTargetsOf, snapTo } from './snap.ts';

/** How near to a line or a point one must come to be drawn to it, in pixels. */
export const SNAP_PX = 12;
/** Farther away everything is within some pixels of something. */
const LEAST_ZOOM = 11;
const MOST = 2000;

let targets: SnapTargets = NO_TARGETS;

/**
 * Keeps what lies in sight ready to be snapped to, as the map moves. What cannot be fetched is not snapped to.
 *
 * @returns stops it
 */
export function followSnapTargets(map: L.Map): () => void {
  let last = new AbortController();
  const learn = async () => {
    last.abort();
    last = new AbortController();
    const { signal } = last;
    if (map.getZoom() < LEAST_ZOOM) {
      targets = NO_TARGETS;
      return;
    }
    const bounds = map.getBounds().pad(0.2);
    const bbox = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    const within = { bbox, limit: MOST };
    const caller = { language: language.peek(), signal };
    const [segments, points] = await Promise.all([
      api.listSegments(within, caller),
      haveDeliveryPoints() ? api.listDeliveryPoints(within, caller) : null,
    ]);
    const places = points?.features.map(({ geometry }) => geometry.coordinates) ?? [];
    targets = snapTargetsOf(places, segments.features);
  };
  const learnQuietly = () => void learn().catch(() => {});
  map.on('moveend', learnQuietly);
  learnQuietly();
  return () => {
    map.off('moveend', learnQuietly);
    last.abort();
    targets = NO_TARGETS;
  };
}

/** Where a position is drawn to, as near as it looks on the map; on the grid, null where nothing is near. */
export function snapOnMap(map: L.Map, position: Position, except: string | null = null): Position | null {
  const world = map.project([position[1]!, position[0]!], 0).divideBy(256);
  const snapped = snapTo(targets, position, SNAP_PX * metresPerPixel(world, map.getZoom()), except);
  return snapped && roundPosition(snapped[0]!, snapped[1]!);
}

const haveDeliveryPoints = (): boolean =>
  datasets.peek().value?.items.some(({ kind }) => kind === 'delivery-points') ?? false;
