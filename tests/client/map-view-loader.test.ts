import { signal } from '@preact/signals';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { address } from '../../client/address.ts';
import type { Bbox } from '../../client/api.ts';
import { activities, isPartial } from '../../client/map/activity.ts';
import { keepRecent } from '../../client/map/recent.ts';
import { contains, requestArea } from '../../client/map/request-area.ts';
import { loadByView } from '../../client/map/view-loader.ts';

const view: Bbox = [9.6, 45.3, 9.8, 45.4];

describe('the area asked for', () => {
  test('holds the view with a margin', () => {
    expect(contains(requestArea(view, 12), [9.56, 45.28, 9.84, 45.42])).toBe(true);
  });
  test('stays the same while the map moves a little', () => {
    const cellDeg = 360 / 2 ** 12;
    const nudged = view.map((degrees) => degrees + cellDeg / 1000) as unknown as Bbox;
    expect(requestArea(nudged, 12)).toEqual(requestArea(view, 12));
  });
  test('is not much larger than the view', () => {
    const [west, south, east, north] = requestArea(view, 12);
    expect(east - west).toBeLessThan(0.2 * 1.5 + 2 * (360 / 2 ** 12));
    expect(north - south).toBeLessThan(0.1 * 1.5 + 2 * (360 / 2 ** 12));
  });
  test('stays on the globe', () => {
    expect(requestArea([-180, -85, 180, 85], 1)).toEqual([-180, -90, 180, 90]);
  });
});

test('the oldest answer not used since is forgotten first', () => {
  const kept = keepRecent<number>(2);
  kept.set('a', 1);
  kept.set('b', 2);
  kept.get('a');
  kept.set('c', 3);
  expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3]);
});

describe('loading by view', () => {
  const usual = address.peek();
  let stop = () => {};
  afterEach(() => {
    stop();
    address.value = usual;
    vi.useRealTimers();
  });

  interface Pending {
    area: Bbox;
    signal: AbortSignal;
    answer: (matched: number, returned?: number) => Promise<void>;
    fail: () => Promise<void>;
  }

  function start(leastZoom = 8) {
    const here = signal<{ box: Bbox; zoom: number } | null>(null);
    const question = signal('1000');
    const asked: Pending[] = [];
    const shown: (number | null)[] = [];
    stop = loadByView(here, {
      layer: 'firms',
      leastZoom,
      ask: () => ({
        question: question.value,
        fetch: (area, abortSignal) => {
          const { promise, resolve, reject } = Promise.withResolvers<{
            numberMatched: number;
            numberReturned: number;
          }>();
          asked.push({
            area,
            signal: abortSignal,
            answer: async (numberMatched, numberReturned = numberMatched) => {
              resolve({ numberMatched, numberReturned });
              await promise;
            },
            fail: async () => {
              reject(new Error('down'));
              await promise.catch(() => {});
            },
          });
          return promise;
        },
      }),
      show: (answer) => shown.push(answer?.numberMatched ?? null),
    });
    return { here, question, asked, shown };
  }

  test('asks for nothing before the map stands somewhere, nor from too far away', () => {
    const { here, asked } = start();
    expect(asked).toHaveLength(0);
    here.value = { box: view, zoom: 7 };
    expect(asked).toHaveLength(0);
    expect(activities.value.firms.tooFar).toBe(true);
    here.value = { box: view, zoom: 12 };
    expect(asked).toHaveLength(1);
    expect(activities.value.firms).toMatchObject({ loading: true, tooFar: false });
  });

  test('asks for nothing while the layer is off, and clears it', async () => {
    const { here, asked, shown } = start();
    here.value = { box: view, zoom: 12 };
    await asked[0]!.answer(3);
    address.value = { ...usual, layers: [] };
    expect(shown).toEqual([3, null]);
    here.value = { box: [11, 45, 11.2, 45.1], zoom: 12 };
    expect(asked).toHaveLength(1);
  });

  test('a whole answer serves every view within it', async () => {
    const { here, asked, shown } = start();
    here.value = { box: view, zoom: 12 };
    await asked[0]!.answer(3);
    here.value = { box: [9.65, 45.33, 9.75, 45.38], zoom: 13 };
    expect(asked).toHaveLength(1);
    expect(shown).toEqual([3]);
  });

  test('an answer that was cut short is asked for anew from nearer by', async () => {
    const { here, asked } = start();
    here.value = { box: view, zoom: 12 };
    await asked[0]!.answer(100_000, 4000);
    expect(isPartial(activities.value.firms)).toBe(true);
    here.value = { box: [9.65, 45.33, 9.75, 45.38], zoom: 13 };
    expect(asked).toHaveLength(2);
  });

  test('a newer request drops the older one, whose answer is not shown', async () => {
    const { here, asked, shown } = start();
    here.value = { box: view, zoom: 12 };
    here.value = { box: [11, 45, 11.2, 45.1], zoom: 12 };
    expect(asked[0]!.signal.aborted).toBe(true);
    await asked[0]!.answer(1);
    await asked[1]!.answer(2);
    expect(shown).toEqual([2]);
  });

  test('a new question keeps the old answer on the map until the new one is there', async () => {
    const { here, question, asked, shown } = start();
    here.value = { box: view, zoom: 12 };
    await asked[0]!.answer(1);
    question.value = '300';
    expect(shown).toEqual([1]);
    await asked[1]!.answer(2);
    expect(shown).toEqual([1, 2]);
    question.value = '1000';
    expect(asked).toHaveLength(2);
    expect(shown).toEqual([1, 2, 1]);
  });

  test('a failure is said and tried again', async () => {
    vi.useFakeTimers();
    const { here, asked, shown } = start();
    here.value = { box: view, zoom: 12 };
    await asked[0]!.fail();
    expect(activities.value.firms).toMatchObject({ failed: true, loading: false });
    vi.advanceTimersByTime(15_000);
    expect(asked).toHaveLength(2);
    await asked[1]!.answer(5);
    expect(activities.value.firms.failed).toBe(false);
    expect(shown).toEqual([5]);
  });
});
