import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followLatest, poll, type Searched } from '../../client/plan/poll.ts';

type Answer = { state: 'computing' | 'done'; what: string };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a search is asked for again while it goes on, and every answer is told', async () => {
  const states: Answer['state'][] = ['computing', 'computing', 'done'];
  const told: Answer[] = [];
  const ask = () => Promise.resolve({ state: states.shift()!, what: 'plan' });
  const ended = poll(ask, (answer) => told.push(answer), new AbortController().signal);
  await vi.runAllTimersAsync();
  expect((await ended).state).toBe('done');
  expect(told.map(({ state }) => state)).toEqual(['computing', 'computing', 'done']);
});

test('only the wish that rests is asked for', async () => {
  const asked: string[] = [];
  const follower = followLatest<string, Answer>(
    250,
    (wish) => {
      asked.push(wish);
      return Promise.resolve({ state: 'done', what: wish });
    },
    () => {},
  );
  for (const wish of ['1', '2', '3']) {
    follower.want(wish, wish);
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual(['3']);
});

test('what is overtaken is aborted and says nothing any more', async () => {
  const told: Searched<Answer>[] = [];
  const signals: AbortSignal[] = [];
  const follower = followLatest<string, Answer>(
    10,
    (wish, signal) => {
      signals.push(signal);
      return Promise.resolve({ state: wish === 'endless' ? 'computing' : 'done', what: wish });
    },
    (now) => told.push(now),
  );
  follower.want('endless', 'endless');
  await vi.advanceTimersByTimeAsync(2000);
  const before = told.length;
  expect(before).toBeGreaterThan(2);
  expect(told.every(({ ended }) => !ended)).toBe(true);
  follower.want('other', 'other');
  expect(signals[0]!.aborted).toBe(true);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told.slice(before).map(({ about, ended }) => [about, ended])).toEqual([['other', true]]);
});

test('a failure is told and ends the search', async () => {
  const told: Searched<Answer>[] = [];
  const follower = followLatest<string, Answer>(
    10,
    () => Promise.reject(new Error('no')),
    (now) => told.push(now),
  );
  follower.want('plan', 'plan');
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).toEqual([{ about: 'plan', answer: null, error: new Error('no'), ended: true }]);
});
