import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CHOSEN_LINES } from '../../client/map/styles.ts';
import { decodeTile } from '../../client/map/tiles/decode-tile.ts';
import { keepTiles } from '../../client/map/tiles/keep-tiles.ts';
import type { KeptTiles } from '../../client/map/tiles/keep-tiles.ts';
import { inWorld, insideTile, isOn, piecesOf, tileKey, tilesInSight } from '../../client/map/tiles/tile-grid.ts';
import type { TilePlace } from '../../client/map/tiles/tile-grid.ts';
import { encodeTile } from '../../server/tiles/encode-tile.ts';
import { BUFFER, EXTENT } from '../../server/tiles/tile.ts';

const sights = fc.record({
  zoom: fc.double({ min: 6, max: 18, noNaN: true }),
  west: fc.double({ min: 0.5, max: 0.53, noNaN: true }),
  north: fc.double({ min: 0.35, max: 0.37, noNaN: true }),
  widthPx: fc.integer({ min: 1, max: 1500 }),
  heightPx: fc.integer({ min: 1, max: 1000 }),
});

test('the outline of the chosen municipality hides the edges at which its tiles are cut', () => {
  const leastTilePx = 256 / Math.SQRT2;
  for (const { widthPx } of CHOSEN_LINES) {
    expect(widthPx / 2 + 0.5).toBeLessThan((BUFFER / EXTENT) * leastTilePx);
  }
});

describe('the tiles in sight', () => {
  test('show every pixel, and no tile is there for nothing', () => {
    fc.assert(
      fc.property(sights, fc.nat(100), fc.nat(100), ({ zoom, west, north, widthPx, heightPx }, right, down) => {
        const worldPx = 256 * 2 ** zoom;
        const corner = { x: west * worldPx, y: north * worldPx };
        const tiles = tilesInSight({ zoom, corner, widthPx, heightPx }, 14);
        const world = { x: west + (widthPx * right) / 100 / worldPx, y: north + (heightPx * down) / 100 / worldPx };
        expect(tiles.filter((tile) => isOn(tile, world))).toHaveLength(1);
        const side = Math.max(widthPx, heightPx) / (256 * 0.7) + 2;
        expect(tiles.length).toBeLessThanOrEqual(side * side);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test('begin in the middle, stay in the world, and end at the zoom of the finest', () => {
    const [first] = tilesInSight({ zoom: 10, corner: { x: 1000, y: 1000 }, widthPx: 700, heightPx: 700 }, 14);
    expect(first).toEqual({ z: 10, x: 5, y: 5 });
    const all = tilesInSight({ zoom: 1, corner: { x: -300, y: -300 }, widthPx: 2000, heightPx: 2000 }, 14);
    expect(all.map(tileKey).toSorted()).toEqual(['1/0/0', '1/0/1', '1/1/0', '1/1/1']);
    expect(tilesInSight({ zoom: 18, corner: { x: 1e6, y: 1e6 }, widthPx: 1, heightPx: 1 }, 14)[0]!.z).toBe(14);
  });

  test('a place in a tile is the same place of the world', () => {
    const tile = { z: 9, x: 269, y: 183 };
    const world = inWorld(tile, { x: 1024, y: 4000 });
    expect(isOn(tile, world)).toBe(true);
    expect(insideTile(tile, world).x).toBeCloseTo(1024, 6);
    expect(insideTile(tile, world).y).toBeCloseTo(4000, 6);
  });
});

describe('what shows a tile that is not here yet', () => {
  const ground = { z: 9, x: 269, y: 183 };
  const shownBy = (...here: TilePlace[]) =>
    piecesOf(ground, (key) => here.find((tile) => tileKey(tile) === key)).map(({ ground, tile }) => [
      tileKey(ground),
      tileKey(tile),
    ]);

  test('its own, else a coarser one, else the finer ones that are here', () => {
    const coarser = { z: 7, x: 67, y: 45 };
    const finer = { z: 11, x: 1077, y: 733 };
    expect(shownBy(ground, coarser, finer)).toEqual([['9/269/183', '9/269/183']]);
    expect(shownBy(coarser, finer)).toEqual([['9/269/183', '7/67/45']]);
    expect(shownBy(finer)).toEqual([['11/1077/733', '11/1077/733']]);
    expect(shownBy({ z: 7, x: 68, y: 45 }, { z: 11, x: 1090, y: 733 })).toEqual([]);
  });
});

test('a tile is read as the server wrote it', () => {
  const ring = [0, 0, 100, 0, 100, 100, 0, 0];
  const bytes = encodeTile('zones', [{ type: 'polygons', lines: [ring], properties: { id: 'a', areaM2: 12.5 } }]);
  const [feature] = decodeTile<{ id: string }>(bytes.slice().buffer, 'zones');
  expect(feature).toMatchObject({ kind: 'area', properties: { id: 'a', areaM2: 12.5 } });
  expect(feature!.courses[0]!.map(({ x, y }) => [x, y]).flat()).toEqual(ring);
  expect(decodeTile(new ArrayBuffer(0), 'zones')).toEqual([]);
});

describe('keeping tiles', () => {
  const row = (...columns: number[]): TilePlace[] => columns.map((x) => ({ z: 9, x, y: 183 }));
  let tiles: KeptTiles<object>;
  let requests: { key: string; answer: () => Promise<void>; fail: () => Promise<void> }[] = [];

  const want = (places: TilePlace[], version = '1') =>
    tiles.want({
      places,
      version,
      fetch: (place) => {
        const { promise, resolve, reject } = Promise.withResolvers<Response>();
        const done = () => new Promise<void>((heard) => setImmediate(heard));
        requests.push({
          key: `${version} ${place.x}`,
          answer: () => (resolve(new Response(new Uint8Array())), done()),
          fail: () => (reject(new Error('down')), done()),
        });
        return promise;
      },
    });
  const asked = () => requests.map(({ key }) => key);
  const versionAt = (x: number) => tiles.find(`9/${x}/183`)?.version;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    requests = [];
    tiles = keepTiles('zones', () => {});
  });
  afterEach(async () => {
    tiles.stop();
    for (const { answer } of requests) await answer();
    vi.useRealTimers();
  });

  test('asks for the most wanted first, a few at once, and for each one once', async () => {
    want(row(1, 2, 3, 4, 5, 6));
    expect(asked()).toEqual(['1 1', '1 2', '1 3', '1 4']);
    want(row(1, 2, 3, 4, 5, 6));
    await requests[1]!.answer();
    expect(asked()).toEqual(['1 1', '1 2', '1 3', '1 4', '1 5']);
    expect(versionAt(2)).toBe('1');
    expect(tiles.standing()).toEqual({ loading: true, failed: false });
  });

  test('waits for what it has asked for, and forgets what it has not', async () => {
    want(row(1, 2, 3, 4, 5, 6));
    want(row(7));
    await requests[0]!.answer();
    expect(asked()).toEqual(['1 1', '1 2', '1 3', '1 4', '1 7']);
    expect(versionAt(1)).toBe('1');
  });

  test('keeps the older tile until the newer one is here, and shows no older one after it', async () => {
    want(row(1));
    await requests[0]!.answer();
    want(row(1), '2');
    want(row(1), '3');
    expect(asked()).toEqual(['1 1', '2 1', '3 1']);
    expect(versionAt(1)).toBe('1');
    await requests[2]!.answer();
    expect(versionAt(1)).toBe('3');
    await requests[1]!.answer();
    expect(versionAt(1)).toBe('3');
    expect(tiles.standing().loading).toBe(false);
  });

  test('says what has failed, and asks again after a while', async () => {
    want(row(1));
    await requests[0]!.fail();
    expect(tiles.standing()).toEqual({ loading: false, failed: true });
    expect(asked()).toEqual(['1 1']);
    vi.advanceTimersByTime(15_000);
    expect(asked()).toEqual(['1 1', '1 1']);
    await requests[1]!.answer();
    expect(tiles.standing()).toEqual({ loading: false, failed: false });
  });

  test('the least recently used are forgotten first', async () => {
    for (let x = 0; x < 302; x += 1) {
      want(row(x));
      await requests.at(-1)!.answer();
    }
    expect(versionAt(0)).toBeUndefined();
    expect(versionAt(301)).toBe('1');
  });
});
