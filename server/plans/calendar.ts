/** When a segment is built by one crew; quarters such as `2027-Q1`. */
export interface BuildingTime {
  startsIn: string;
  readyIn: string;
  /** The quarter in which it is ready ends after the promised day. */
  laterThanPromised: boolean;
}

/** Metres are measured to a tenth at best: what is over a quarter by less is not over it. */
const OVER_QUARTERS = 1e-9;

/**
 * Works one after the other, from the first day of the quarter after today, so many metres in each quarter.
 *
 * @param segments  in building order
 * @returns for each its time; null for all where no capacity is given
 */
export function buildingTimes(
  segments: readonly { lengthM: number; readyOn: string }[],
  { today, metresPerYear }: { today: string; metresPerYear: number | null },
): (BuildingTime | null)[] {
  if (metresPerYear === null) return segments.map(() => null);
  const first = quarterOf(today) + 1;
  let doneM = 0;
  return segments.map(({ lengthM, readyOn }) => {
    const starts = Math.floor((doneM * 4) / metresPerYear + OVER_QUARTERS);
    doneM += lengthM;
    const ends = Math.max(starts, Math.ceil((doneM * 4) / metresPerYear - OVER_QUARTERS) - 1);
    return {
      startsIn: quarterName(first + starts),
      readyIn: quarterName(first + ends),
      laterThanPromised: lastDayOf(first + ends) > dayNumber(readyOn),
    };
  });
}

/** Quarters since the year 0. */
const quarterOf = (day: string): number => Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);

const quarterName = (quarter: number): string => `${Math.floor(quarter / 4)}-Q${(quarter % 4) + 1}`;

/** 20281231 for 2028-12-31, since years of five digits do not sort as text. */
const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

const lastDayOf = (quarter: number): number => Math.floor(quarter / 4) * 10_000 + [331, 630, 930, 1231][quarter % 4]!;
