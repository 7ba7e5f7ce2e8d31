import { expect, test } from 'vitest';
import { horizonSteps, localDay, stepAt } from '../../client/parts/horizon-steps.ts';

test('the slider stops at today, then at every end of a quarter for five years', () => {
  const steps = horizonSteps('2026-05-20');
  expect(steps.slice(0, 4)).toEqual(['2026-05-20', '2026-06-30', '2026-09-30', '2026-12-31']);
  expect(steps.at(-1)).toBe('2031-12-31');
  expect(steps).toEqual(steps.toSorted());
});

test('on the last day of a quarter, today is not there twice', () => {
  expect(horizonSteps('2026-12-31').slice(0, 2)).toEqual(['2026-12-31', '2027-03-31']);
});

test('a day between two stops stands at the earlier, a day outside at the end', () => {
  const steps = horizonSteps('2026-05-20');
  expect(steps[stepAt(steps, '2026-08-15')]).toBe('2026-06-30');
  expect(steps[stepAt(steps, '2026-12-31')]).toBe('2026-12-31');
  expect(stepAt(steps, '2020-01-01')).toBe(0);
  expect(steps[stepAt(steps, '2050-01-01')]).toBe('2031-12-31');
});

test('today is the reader’s own day', () => {
  expect(localDay(new Date(2026, 0, 3, 23, 59))).toBe('2026-01-03');
});
