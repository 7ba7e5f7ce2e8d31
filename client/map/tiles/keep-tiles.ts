import type { TileLayer } from '../../../server/tiles/zooms.ts';
import { keepRecent } from '../recent.ts';
import { decodeTile } from './decode-tile.ts';
import type { TileFeature } from './decode-tile.ts';
import { joinQueue, sendRequests } from './request-queue.ts';
import { tileKey } from './tile-grid.ts';
import type { TilePlace } from './tile-grid.ts';

export interface Tile<P> extends TilePlace {
  features: TileFeature<P>[];
  /** The state of the data that it shows. */
  version: string;
}

/** What of a layer is in sight now, the most wanted first, and how to get it as it is in this state of the data. */
export interface Wish {
  places: readonly TilePlace[];
  version: string;
  fetch: (place: TilePlace) => Promise<Response>;
}

export interface KeptTiles<P> {
  find: (key: string) => Tile<P> | undefined;
  /** What has been asked for is waited for; what waits unasked and is no longer wished for is forgotten. */
  want: (wish: Wish) => void;
  /** How things stand with what is wished for. */
  standing: () => { loading: boolean; failed: boolean };
  stop: () => void;
}

/** Tiles kept for each layer: several screens at several zooms. */
const KEPT_TILES = 300;
const RETRY_AFTER_MS = 15_000;
export const NO_WISH: Wish = { places: [], version: '', fetch: () => Promise.reject(new Error('nothing is wanted')) };

/**
 * Keeps the tiles of a layer. A tile of an older state stays until the newer one is here, so that nothing vanishes
 * from the map to come back a moment later; what fails is asked for again after a while.
 *
 * @param onChange  a tile has come, or how things stand has changed
 */
export function keepTiles<P>(layer: TileLayer, onChange: () => void): KeptTiles<P> {
  const kept = keepRecent<Tile<P>>(KEPT_TILES);
  const asked = new Set<string>();
  const failed = new Set<string>();
  let wish = NO_WISH;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const isMissing = (place: TilePlace) => kept.get(tileKey(place))?.version !== wish.version;
  const stamp = (place: TilePlace) => `${wish.version} ${tileKey(place)}`;
  const takeNext = () => {
    const next = wish.places.find((place) => isMissing(place) && !asked.has(stamp(place)) && !failed.has(stamp(place)));
    return next === undefined ? null : ask(next, wish, stamp(next));
  };
  const ask = async (place: TilePlace, { version, fetch }: Wish, itsStamp: string): Promise<void> => {
    asked.add(itsStamp);
    try {
      const bytes = await (await fetch(place)).arrayBuffer();
      const isOvertaken = version !== wish.version && !isMissing(place);
      if (!isOvertaken) kept.set(tileKey(place), { ...place, version, features: decodeTile(bytes, layer) });
    } catch {
      failed.add(itsStamp);
      retry ??= setTimeout(tryAgain, RETRY_AFTER_MS);
    }
    asked.delete(itsStamp);
    if (stopped) clearTimeout(retry);
    else onChange();
  };
  const tryAgain = () => {
    retry = undefined;
    failed.clear();
    sendRequests();
    onChange();
  };
  const leaveQueue = joinQueue(takeNext);

  return {
    find: (key) => kept.get(key),
    want(newWish) {
      wish = newWish;
      sendRequests();
    },
    standing: () => ({
      loading: wish.places.some((place) => isMissing(place) && !failed.has(stamp(place))),
      failed: wish.places.some((place) => failed.has(stamp(place))),
    }),
    stop() {
      stopped = true;
      clearTimeout(retry);
      leaveQueue();
    },
  };
}
