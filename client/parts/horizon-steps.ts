/** How many years ahead the slider reaches. */
const YEARS_AHEAD = 5;
const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'];

/** The days the horizon slider stops at: today, then every end of a quarter; `YYYY-MM-DD`, ascending. */
export function horizonSteps(today: string): string[] {
  const year = Number(today.slice(0, 4));
  const ends = Array.from({ length: YEARS_AHEAD + 1 }, (_, ahead) =>
    QUARTER_ENDS.map((end) => `${year + ahead}-${end}`),
  ).flat();
  return [today, ...ends.filter((end) => end > today)];
}

/** Index of the last step that is not after the day; the first one where the day lies before all. */
export function stepAt(steps: readonly string[], day: string): number {
  return Math.max(
    0,
    steps.findLastIndex((step) => step <= day),
  );
}

/** Today in the reader's own time zone. */
export function localDay(now: Date): string {
  const part = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
