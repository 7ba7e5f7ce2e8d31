import { isDay, printable, type RowReader } from './row-reader.ts';

/** A day that was promised, and when; the list is kept whole, so that slippage shows. */
export interface Announcement {
  announcedOn: string | null;
  promisedReadyOn: string;
  source: string | null;
}

const COLUMN = 'announcements';
const MAX_ANNOUNCEMENTS = 1000;

/** The announcements of a record, oldest first; where a day of announcing is not known, in the order of the file. */
export function readAnnouncements(row: RowReader): Announcement[] {
  const value = parseText(row.raw(COLUMN));
  if (value === null || value === '') return [];
  if (!Array.isArray(value) || value.length > MAX_ANNOUNCEMENTS) {
    row.fault(COLUMN, value, {
      en: 'a list of {announced_on, promised_ready_on, source} is expected',
      it: 'è atteso un elenco di {announced_on, promised_ready_on, source}',
    });
    return [];
  }
  const read = (value as unknown[]).map((entry) => readAnnouncement(row, entry)).filter((entry) => entry !== null);
  return read.every(({ announcedOn }) => announcedOn !== null)
    ? read.toSorted((a, b) => (a.announcedOn! < b.announcedOn! ? -1 : a.announcedOn! > b.announcedOn! ? 1 : 0))
    : read;
}

/** The day promised last, which may be earlier than one promised before. */
export function latestPromise(announcements: readonly Announcement[]): string | null {
  return announcements.at(-1)?.promisedReadyOn ?? null;
}

/** Programs that know no lists in a property write them as text. */
function parseText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function readAnnouncement(row: RowReader, entry: unknown): Announcement | null {
  const given = (typeof entry === 'object' && entry !== null ? entry : {}) as Record<string, unknown>;
  const announcedOn = given['announced_on'] ?? given['announcedOn'] ?? null;
  const promisedReadyOn = given['promised_ready_on'] ?? given['promisedReadyOn'] ?? null;
  const source = given['source'] ?? null;
  const known = isDayText(promisedReadyOn) && (announcedOn === null || isDayText(announcedOn));
  if (!known || (source !== null && typeof source !== 'string')) {
    return row.fault(COLUMN, entry, {
      en: 'needs promised_ready_on (YYYY-MM-DD); announced_on (YYYY-MM-DD) and source (text) may be absent',
      it: 'serve promised_ready_on (AAAA-MM-GG); announced_on (AAAA-MM-GG) e source (testo) possono mancare',
    });
  }
  return { announcedOn, promisedReadyOn, source: source === null ? null : printable(source).slice(0, 1000) };
}

function isDayText(value: unknown): value is string {
  return typeof value === 'string' && isDay(value);
}
