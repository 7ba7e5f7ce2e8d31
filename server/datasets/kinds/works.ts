import { sumOfShares, sumsToOne, WORKS_TYPES, type Works, type WorksType } from '../../segments/works.ts';
import { lettersOf, type RowReader } from './row-reader.ts';

const COLUMN = 'works';

/**
 * Shares of a segment's length by works type: an object of shares from 0 to 1, also written as text, or a text of percents
 * such as `existingDuct:60;trench:40`. Null where the record has none, or a fault.
 */
export function readWorks(row: RowReader): Works | null {
  const given = row.raw(COLUMN);
  if (given === null || (typeof given === 'string' && given.trim() === '')) return null;
  const entries = typeof given === 'string' ? entriesOfText(given.trim()) : entriesOfObject(given);
  if (entries === null) return row.fault(COLUMN, given, NO_WORKS);
  const works: Works = {};
  for (const [name, share] of entries) {
    const type = WORKS_TYPES.find((known) => lettersOf(known) === lettersOf(name));
    if (type === undefined) return row.fault(COLUMN, given, unknownType(name));
    if (type in works) return row.fault(COLUMN, given, twice(type));
    if (!(share >= 0 && share <= 1)) return row.fault(COLUMN, given, noShare(type));
    works[type] = share;
  }
  return sumsToOne(works) ? works : row.fault(COLUMN, given, noWhole(works));
}

type Entry = [name: string, share: number];

/** Programs that know no objects in a property write them as text. */
function entriesOfText(text: string): Entry[] | null {
  if (text.startsWith('{')) return entriesOfObject(parseJson(text));
  const parts = text.split(';').filter((part) => part.trim() !== '');
  const entries = parts.map((part): Entry | null => {
    const [, name, percent] = /^([^:]+):\s*(\d+(?:\.\d+)?)\s*%?\s*$/.exec(part) ?? [];
    // To six digits, so that 33.3 % is 0.333.
    return name === undefined ? null : [name, Math.round(Number(percent) * 1e4) / 1e6];
  });
  return entries.every((entry) => entry !== null) ? entries : null;
}

function entriesOfObject(value: unknown): Entry[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const entries = Object.entries(value);
  return entries.every((entry): entry is Entry => typeof entry[1] === 'number') ? entries : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const SHOWN_CHARACTERS = 40;

const NO_WORKS = {
  en: 'expected are shares, {"trench": 0.4, "existingDuct": 0.6}, or percents, trench:40;existingDuct:60',
  it: 'sono attese quote, {"trench": 0.4, "existingDuct": 0.6}, o percentuali, trench:40;existingDuct:60',
};

function unknownType(name: string) {
  const [shown, known] = [name.trim().slice(0, SHOWN_CHARACTERS), WORKS_TYPES.join(', ')];
  return { en: `"${shown}" is none of ${known}`, it: `"${shown}" non è tra ${known}` };
}

const twice = (type: WorksType) => ({ en: `has ${type} twice`, it: `contiene ${type} due volte` });

const noShare = (type: WorksType) => ({
  en: `the share of ${type} is not between 0 and 1 (0 and 100 %)`,
  it: `la quota di ${type} non è tra 0 e 1 (0 e 100 %)`,
});

function noWhole(works: Works) {
  const sum = sumOfShares(works);
  return { en: `the shares sum to ${sum}, not to 1 (100 %)`, it: `la somma delle quote è ${sum}, non 1 (100 %)` };
}
