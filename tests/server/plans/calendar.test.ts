import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildingTimes } from '../../../server/plans/calendar.ts';

const CASES = { numRuns: 1000, seed: 20171206 };
const segment = (lengthM: number, readyOn = '2028-12-31') => ({ lengthM, readyOn });
const ordinal = (quarter: string) => {
  const [year, number] = quarter.split('-Q').map(Number);
  return year! * 4 + number! - 1;
};

test('works begin in the quarter after today, so many metres in each', () => {
  const times = buildingTimes([segment(1000), segment(1500), segment(500), segment(1)], {
    today: '2026-11-27',
    metresPerYear: 4000,
  });
  expect(times.map((time) => [time!.startsIn, time!.readyIn])).toEqual([
    ['2027-Q1', '2027-Q1'],
    ['2027-Q2', '2027-Q3'],
    ['2027-Q3', '2027-Q3'],
    ['2027-Q4', '2027-Q4'],
  ]);
});

test('a segment whose quarter ends after its promised day is later than promised', () => {
  const at = (readyOn: string, metresPerYear = 4000) =>
    buildingTimes([segment(1000, readyOn)], { today: '2027-02-01', metresPerYear })[0]!;
  expect(at('2027-06-30')).toEqual({ startsIn: '2027-Q2', readyIn: '2027-Q2', laterThanPromised: false });
  expect(at('2027-06-29').laterThanPromised).toBe(true);
  expect(at('2027-07-01').laterThanPromised).toBe(false);
  // A thousand metres at a metre a year: after the year 3000, and later than any promise.
  expect(at('2199-12-31', 1)).toEqual({ startsIn: '2027-Q2', readyIn: '3027-Q1', laterThanPromised: true });
});

test('without a capacity there is no calendar', () => {
  expect(buildingTimes([segment(1), segment(2)], { today: '2026-11-27', metresPerYear: null })).toEqual([null, null]);
});

test('works never go back, and no span of quarters is given more metres than it has', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.nat(50_000).map((decimetres) => decimetres / 10),
        { maxLength: 30 },
      ),
      fc.integer({ min: 1, max: 20_000 }),
      (lengths, metresPerYear) => {
        const times = buildingTimes(
          lengths.map((lengthM) => segment(lengthM)),
          { today: '2026-11-27', metresPerYear },
        );
        let doneM = 0;
        let before = ordinal('2027-Q1');
        for (const [place, time] of times.entries()) {
          doneM += lengths[place]!;
          const [starts, ready] = [ordinal(time!.startsIn), ordinal(time!.readyIn)];
          expect(starts).toBeGreaterThanOrEqual(before);
          expect(ready).toBeGreaterThanOrEqual(starts);
          const quarters = ready - ordinal('2027-Q1') + 1;
          expect(doneM).toBeLessThanOrEqual((quarters * metresPerYear) / 4 + 1e-3);
          // Nobody idles: what is done fills all quarters but the last.
          if (lengths[place]! > 0) expect(doneM).toBeGreaterThan(((quarters - 1) * metresPerYear) / 4 - 1e-3);
          before = Math.max(starts, ready - 1);
        }
      },
    ),
    CASES,
  );
});
