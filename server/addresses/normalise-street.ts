import { normaliseName } from '../search/normalise-name.ts';

/** Kinds of streets as registers shorten them, at the beginning of a name; written without a blank inside. */
const KINDS: [RegExp, string][] = [
  [/^v\.?le\b\.?/, 'viale '],
  [/^p\.?z?za\b\.?/, 'piazza '],
  [/^p\.?le\b\.?/, 'piazzale '],
  [/^p\.?z?tta\b\.?/, 'piazzetta '],
  [/^c\.?so\b\.?/, 'corso '],
  [/^c\.?na\b\.?/, 'cascina '],
  [/^(casc)\b\.?/, 'cascina '],
  [/^l\.?go\b\.?/, 'largo '],
  [/^(v\.?lo|vic)\b\.?/, 'vicolo '],
  [/^(fraz|fr)\b\.?/, 'frazione '],
  [/^loc\b\.?/, 'localita '],
  [/^(s\.?da|str)\b\.?/, 'strada '],
  [/^b\.?go\b\.?/, 'borgo '],
  [/^c\.?da\b\.?/, 'contrada '],
  [/^v\b\.?/, 'via '],
];

/** Saints are shortened in every way, and "S." does not say whether it is San, Santa or Santo. */
const SAINTS = /\b(santissim[oa]|sant[oaie]?|san|ss?)\b/g;

/**
 * A street's name by which two registers agree: the kind of street in full, without accents, apostrophes and capitals, saints as
 * "s". The order of the words is kept: "Via Roma" and "Roma Via" are not the same.
 */
export function normaliseStreet(text: string): string {
  const written = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+/u, '');
  const kind = KINDS.find(([shortened]) => shortened.test(written));
  const full = kind === undefined ? written : written.replace(kind[0], kind[1]);
  return normaliseName(full).replace(SAINTS, 's');
}

/** What stands for a house without a number. */
const NO_NUMBER = 'snc';

/**
 * A house number by which two registers agree, its suffix after a slash: "5/A", "5 a" and "5-A" are `5/a`, "12bis" is
 * `12/bis`; `snc` for "0", "0/SNC" and "s.n.c.", which are no number.
 */
export function normaliseNumber(number: string, suffix = ''): string {
  const written = normaliseName(`${number}/${suffix}`);
  const [, digits, rest] = /^0*(\d+)(.*)$/.exec(written) ?? [];
  const after = (rest ?? written).replaceAll(' ', '');
  const isUntold = /^(snc|sn|senzanumero|)$/.test(after);
  if (digits === undefined) return isUntold ? NO_NUMBER : after;
  if (isUntold) return digits === '0' ? NO_NUMBER : digits;
  return `${digits}/${after}`;
}

/** Whether a normalised number names one house, and not all that have none. */
export const isNumbered = (number: string): boolean => number !== NO_NUMBER;
