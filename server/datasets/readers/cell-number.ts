/** What parts whole numbers from fractions in the cells of a file; the other of the two parts thousands. */
export type Decimal = 'point' | 'comma';

/** Blanks and apostrophes between groups of three digits, as people and spreadsheets write them. */
const LOOSE_GROUPS = /(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))/g;

const WRITTEN = {
  point: { plain: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i, grouped: /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/ },
  comma: { plain: /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i, grouped: /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ },
};

/**
 * The number in a cell; null where there is none. Thousands may be grouped by the other sign, by blanks or by
 * apostrophes: with a comma for decimals "1.234,5" is 1234.5, with a point "1,234.5" is.
 *
 * @param whole  a count is expected: then "33.091" is 33091 whatever parts decimals, for it has none
 */
export function readNumber(text: string, decimal: Decimal, whole = false): number | null {
  const written = text.trim().replace(LOOSE_GROUPS, '');
  if (whole && (WRITTEN.point.grouped.test(written) || WRITTEN.comma.grouped.test(written))) {
    const [counted, fraction = ''] = splitGroups(written);
    if (/^0*$/.test(fraction)) return finite(Number(counted));
  }
  const { plain, grouped } = WRITTEN[decimal];
  const [sign, groups] = decimal === 'comma' ? [',', '.'] : ['.', ','];
  if (!plain.test(written) && !grouped.test(written)) return null;
  return finite(Number(written.replaceAll(groups, '').replace(sign, '.')));
}

/** A grouped number as its digits without groups, and what follows its decimal sign. */
function splitGroups(written: string): string[] {
  const groups = /[.,]/.exec(written)![0];
  return written.replaceAll(groups, '').split(groups === '.' ? ',' : '.');
}

const finite = (number: number): number | null => (Number.isFinite(number) ? number : null);

/**
 * What parts decimals in a file, from a sample of its cells; null where they do not tell. A group of just three digits
 * tells nothing by itself: "9.683" is a longitude in one file, and a count in another.
 */
export function detectDecimal(cells: Iterable<string>): Decimal | null {
  let comma = 0;
  let point = 0;
  for (const cell of cells) {
    const written = cell.trim().replace(LOOSE_GROUPS, '');
    if (isSurely(written, 'comma')) comma += 1;
    else if (isSurely(written, 'point')) point += 1;
  }
  return comma === point ? null : comma > point ? 'comma' : 'point';
}

/** Whether a cell can be read only with this decimal sign. */
function isSurely(written: string, decimal: Decimal): boolean {
  if (!/[.,]/.test(written)) return false;
  const other = decimal === 'comma' ? 'point' : 'comma';
  return readNumber(written, decimal) !== null && readNumber(written, other) === null;
}
