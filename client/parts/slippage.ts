import type { Words } from '../words/it.ts';

const DAYS_IN_A_MONTH = 30.44;

/** How far the latest promise lies from the first, in words; null where there is no promise to compare. */
export function slippageInWords(slippageDays: number | null, words: Words['segments']): string | null {
  if (slippageDays === null) return null;
  if (slippageDays === 0) return words.onTime;
  const days = Math.abs(slippageDays);
  const length = days < 60 ? words.days(days) : words.months(Math.round(days / DAYS_IN_A_MONTH));
  return slippageDays > 0 ? words.slipped(length) : words.ahead(length);
}
