import type { Language } from './address.ts';

/** What an absent figure looks like: never zero. */
export const ABSENT: Record<Language, string> = { it: 'n.d.', en: 'n/a' };

const locales: Record<Language, string> = { it: 'it-IT', en: 'en-GB' };
const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs far more than using it, and a table uses thousands.
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format =
    numberFormats.get(key) ?? new Intl.NumberFormat(locales[language], { useGrouping: 'always', ...options });
  numberFormats.set(key, format);
  return format;
}

function dateFormat(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const format = dateFormats.get(key) ?? new Intl.DateTimeFormat(locales[language], options);
  dateFormats.set(key, format);
  return format;
}

type Absent = null | undefined;

export function formatNumber(number: number | Absent, language: Language, digits = 0): string {
  if (number === null || number === undefined) return ABSENT[language];
  return numberFormat(language, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(number);
}

/** Metres: `350 m`, and from one kilometre on `1,2 km`. */
export function formatMetres(metres: number | Absent, language: Language): string {
  if (metres === null || metres === undefined) return ABSENT[language];
  if (Math.round(metres) < 1000) return `${formatNumber(metres, language)} m`;
  return `${formatNumber(metres / 1000, language, metres < 99_950 ? 1 : 0)} km`;
}

/** Square metres as hectares; what is there but rounds to nothing is `< 0,1 ha`, since it is not nothing. */
export function formatHectares(areaM2: number | Absent, language: Language, unit = true): string {
  if (areaM2 === null || areaM2 === undefined) return ABSENT[language];
  const hectares = areaM2 / 10_000;
  const suffix = unit ? ' ha' : '';
  if (hectares > 0 && hectares < 0.05) return `< ${formatNumber(0.1, language, 1)}${suffix}`;
  return `${formatNumber(hectares, language, hectares !== 0 && hectares < 99.95 ? 1 : 0)}${suffix}`;
}

/** A share from 0 to 1 as a percentage; only what is whole shows as 100 %, only what is nothing as 0 %. */
export function formatShare(share: number | Absent, language: Language): string {
  if (share === null || share === undefined) return ABSENT[language];
  const percent = share * 100;
  const digits = (percent > 0 && percent < 1) || (percent > 99 && percent < 100) ? 1 : 0;
  const shown = digits === 1 ? Math.min(Math.max(percent, 0.1), 99.9) : percent;
  return numberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(shown / 100);
}

/** A day `YYYY-MM-DD` as `31 dic 2028`. */
export function formatDay(day: string | Absent, language: Language): string {
  if (day === null || day === undefined) return ABSENT[language];
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return dateFormat(language, options).format(new Date(`${day}T00:00:00Z`));
}

/** A moment as `3 dic 2026, 10:24`, in the reader's own time zone. */
export function formatInstant(instant: string | Absent, language: Language): string {
  if (instant === null || instant === undefined) return ABSENT[language];
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return dateFormat(language, options).format(new Date(instant));
}

export function formatEuros(euros: number | Absent, language: Language): string {
  if (euros === null || euros === undefined) return ABSENT[language];
  return numberFormat(language, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }).format(euros);
}

/** Mbit/s as `300 Mbit/s`, and from a thousand on `1 Gbit/s`, `2,5 Gbit/s`. */
export function formatSpeed(mbps: number | Absent, language: Language): string {
  if (mbps === null || mbps === undefined) return ABSENT[language];
  const [number, unit] = mbps >= 1000 ? [mbps / 1000, 'Gbit/s'] : [mbps, 'Mbit/s'];
  return `${numberFormat(language, { maximumFractionDigits: 1 }).format(number)} ${unit}`;
}
