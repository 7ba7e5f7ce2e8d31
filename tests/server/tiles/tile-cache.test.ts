import { expect, test } from 'vitest';
import { TileCache } from '../../../server/tiles/tile-cache.ts';
import type { PackedBytes } from '../../../server/versioned-bytes.ts';

const tile = (bytes: number): PackedBytes => ({ bytes: new Uint8Array(bytes), gzipped: false });
const here = new AbortController().signal;

/** Draws when it is let. */
function slowly() {
  const { promise, resolve } = Promise.withResolvers<PackedBytes>();
  let drawn = 0;
  return {
    draw: () => {
      drawn++;
      return promise;
    },
    resolve,
    times: () => drawn,
  };
}

test('who asks for the same tile at the same time shares one drawing, and the tile is kept', async () => {
  const cache = new TileCache({ mostBytes: 1e6, mostAtOnce: 4 });
  const slow = slowly();
  const asked = [1, 2, 3].map(() => cache.get('a', here, slow.draw));
  const wanted = tile(10);
  slow.resolve(wanted);
  expect(await Promise.all(asked)).toEqual([wanted, wanted, wanted]);
  expect(await cache.get('a', here, slow.draw)).toBe(wanted);
  expect(slow.times()).toBe(1);
});

test('a drawing that fails is not kept', async () => {
  const cache = new TileCache({ mostBytes: 1e6, mostAtOnce: 4 });
  await expect(cache.get('a', here, () => Promise.reject(new Error('no database')))).rejects.toThrow('no database');
  expect(await cache.get('a', here, () => Promise.resolve(tile(3)))).toEqual(tile(3));
});

test('beyond its bound it forgets what was used longest ago', async () => {
  const cache = new TileCache({ mostBytes: 3000, mostAtOnce: 4 });
  const drawn: string[] = [];
  const get = (key: string) =>
    cache.get(key, here, () => {
      drawn.push(key);
      return Promise.resolve(tile(1000));
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await get(key);
  expect(drawn).toEqual(['a', 'b', 'c', 'b']);
});

test('few are drawn at once, and one whose asker has gone away is not drawn', async () => {
  const cache = new TileCache({ mostBytes: 1e6, mostAtOnce: 1 });
  const [first, second, third] = [slowly(), slowly(), slowly()];
  const leaving = new AbortController();
  const [one, other, last] = [
    cache.get('first', here, first.draw),
    cache.get('second', leaving.signal, second.draw),
    cache.get('third', here, third.draw),
  ];
  expect([first.times(), second.times(), third.times()]).toEqual([1, 0, 0]);
  leaving.abort();
  first.resolve(tile(1));
  expect(await one).toEqual(tile(1));
  expect(await other).toBeNull();
  third.resolve(tile(3));
  expect(await last).toEqual(tile(3));
  expect(second.times()).toBe(0);
});

test('one who stays gets the tile that another one has left', async () => {
  const cache = new TileCache({ mostBytes: 1e6, mostAtOnce: 1 });
  const [busy, wanted] = [slowly(), slowly()];
  const leaving = new AbortController();
  const first = cache.get('busy', here, busy.draw);
  const left = cache.get('wanted', leaving.signal, wanted.draw);
  const stays = cache.get('wanted', here, wanted.draw);
  leaving.abort();
  busy.resolve(tile(1));
  wanted.resolve(tile(2));
  expect(await Promise.all([first, left, stays])).toEqual([tile(1), tile(2), tile(2)]);
});

test('who has gone away before he asks leaves nothing behind, and the next one gets his tile', async () => {
  const cache = new TileCache({ mostBytes: 1e6, mostAtOnce: 2 });
  expect(await cache.get('a', AbortSignal.abort(), async () => tile(5))).toBeNull();
  expect(await cache.get('a', here, async () => tile(10))).toEqual(tile(10));
});
