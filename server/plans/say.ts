import type { Bilingual, Language } from '../problem.ts';

// Figures as people read them, the same in notices, on paper and in the browser.

const LOCALES: Record<Language, string> = { it: 'it-IT', en: 'en-GB' };
const numberFormats = new Map<string, Intl.NumberFormat>();

// Making a formatter costs far more than using it.
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format =
    numberFormats.get(key) ?? new Intl.NumberFormat(LOCALES[language], { useGrouping: 'always', ...options });
  numberFormats.set(key, format);
  return format;
}

export const sayNumber = (number: number, language: Language, digits = 0): string =>
  numberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(number);

/** `1.234 €`, `€1,234`; with `digits` 2 to the cent. */
export const sayEuros = (eur: number, language: Language, digits = 0): string =>
  numberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(eur);

export const sayPercent = (share: number, language: Language, digits = 0): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(share);

/** `350 m`, and from one kilometre on `1,2 km`. */
export const sayMetres = (metres: number, language: Language): string =>
  Math.round(metres) < 1000
    ? `${sayNumber(metres, language)} m`
    : `${sayNumber(metres / 1000, language, metres < 99_950 ? 1 : 0)} km`;

/** `300 Mbit/s`, and from a thousand on `1 Gbit/s`, `2,5 Gbit/s`. */
export function saySpeed(mbps: number, language: Language): string {
  const [number, unit] = mbps >= 1000 ? [mbps / 1000, 'Gbit/s'] : [mbps, 'Mbit/s'];
  return `${numberFormat(language, { maximumFractionDigits: 1 }).format(number)} ${unit}`;
}

const dateFormats = Object.fromEntries(
  (['it', 'en'] as const).map((language) => [
    language,
    new Intl.DateTimeFormat(LOCALES[language], { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  ]),
) as Record<Language, Intl.DateTimeFormat>;

/** A day `YYYY-MM-DD` as `31 dic 2028`. */
export const sayDay = (day: string, language: Language): string =>
  dateFormats[language].format(new Date(`${day}T00:00:00Z`));

/** `2027-Q1` as `1º trim. 2027`, `Q1 2027`. */
export const sayQuarter = (quarter: string, language: Language): string => {
  const [year, number] = quarter.split('-Q');
  return language === 'it' ? `${number}º trim. ${year}` : `Q${number} ${year}`;
};

/** The first few of a list, and how many more there are; `gender` is that of the Italian word for what is listed. */
export function sayList(
  items: readonly string[],
  language: Language,
  most = 5,
  gender: 'feminine' | 'masculine' = 'feminine',
): string {
  const named = items.slice(0, most).join(', ');
  const more = sayNumber(items.length - most, language);
  if (items.length <= most) return named;
  if (language === 'en') return `${named} and ${more} more`;
  return `${named} e ${gender === 'feminine' ? 'altre' : 'altri'} ${more}`;
}

/** The same in both languages. */
export const inBoth = (say: (language: Language) => string): Bilingual => ({ it: say('it'), en: say('en') });
