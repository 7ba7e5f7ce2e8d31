/**
 * A name as it is stored for searching, and as a query for it is put: without accents, in lower case, every run of
 * anything but letters and digits as one blank. So "Sant'Agata, S.r.l." and "sant agata s r l" are the same.
 *
 * What it returns holds none of the characters that mean something in a LIKE pattern (%, _, \) and no NUL.
 */
export function normaliseName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
