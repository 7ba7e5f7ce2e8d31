/** An angle in a cell, in degrees, and the letter beside it that says which way it counts. */
export interface Angle {
  degrees: number;
  /** null where nothing says whether it is a latitude or a longitude */
  axis: 'lat' | 'lng' | null;
}

const DIRECTIONS: Record<string, { axis: 'lat' | 'lng'; sign: 1 | -1 }> = {
  n: { axis: 'lat', sign: 1 },
  s: { axis: 'lat', sign: -1 },
  e: { axis: 'lng', sign: 1 },
  w: { axis: 'lng', sign: -1 },
  o: { axis: 'lng', sign: -1 }, // ovest
};
const DIRECTION = '(n|s|e|w|o|nord|north|sud|south|est|east|west|ovest)\\.?';
const LEADING = new RegExp(`^(?:lat|lon|lng|long)?\\.?\\s*${DIRECTION}(?=[\\s\\d+-])\\s*`, 'i');
const TRAILING = new RegExp(`\\s*${DIRECTION}$`, 'i');
/** `45d18m29.88s`, whose last letter is not the south. */
const WITH_LETTERS = /^([+-]?\d+)\s*d\s*(\d+)\s*m\s*([\d.,]+)\s*s/i;
/** One number, or degrees, minutes and seconds; the seconds' fraction may follow their sign, as in 29"88. */
const SIXTIETHS =
  /^([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:[°º˚d:]\s*|\s+|$)(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’´m:]\s*|\s+|$)(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:(?:["″”s]|''|′′|’’)(\d{1,6})?)?)?)?$/i;

/**
 * Reads an angle as people write it: `45.3083`, `45,3083 N`, `45°18'29"88 N`, `45° 18' 29.88"`, `N 45 18 29.88`,
 * `45:18:29.88`; null where it is none. Minutes and seconds below 60.
 */
export function readAngle(text: string): Angle | null {
  let rest = text.trim().replace(WITH_LETTERS, '$1°$2\'$3"');
  const named = LEADING.exec(rest) ?? TRAILING.exec(rest);
  if (named !== null) rest = rest.replace(named[0], '').trim();
  const direction = named === null ? null : DIRECTIONS[named[1]![0]!.toLowerCase()]!;
  const written = SIXTIETHS.exec(rest);
  if (written === null) return null;
  const [whole, minutes, seconds, after] = written.slice(1);
  const parts = [whole, minutes, after === undefined ? seconds : `${seconds}.${after}`];
  const [degrees, minute = 0, second = 0] = parts
    .filter((part) => part !== undefined)
    .map((part) => Number(part.replace(',', '.')));
  // Only what stands last may have a fraction.
  const broken = [whole, minutes].some((part, at) => parts[at + 1] !== undefined && /[.,]/.test(part ?? ''));
  if (broken || !(minute < 60) || !(second < 60) || Math.abs(degrees!) > 180) return null;
  const size = Math.abs(degrees!) + minute / 60 + second / 3600;
  const sign = (whole!.startsWith('-') ? -1 : 1) * (direction?.sign ?? 1);
  return size > 180 ? null : { degrees: sign * size, axis: direction?.axis ?? null };
}

/** Ways to part two numbers in a cell, the least doubtful first. */
const PARTINGS = [/\s*[;|/\t]\s*/, /\s*,\s+/, /\s+/, ','];

/**
 * Two numbers in one cell, as they stand: `45,3083; 10,4157`, `45.3083, 10.4157`, `45,3083 10,4157`,
 * `45,3083,10,4157`, `45°18'29"N 10°24'56"E`, `(1610823.4 5023456.7)`; null where there are not just two.
 * Metres of a projected system are read as they are.
 */
export function readPair(text: string): [Angle, Angle] | null {
  const bare = text.trim().replace(/^[([{]\s*(.*?)\s*[)\]}]$/, '$1');
  for (const parting of PARTINGS) {
    const parts = bare.split(parting);
    const pair = parts.length === 4 && parting === ',' ? joinDecimals(parts) : parts;
    if (pair.length !== 2) continue;
    const [first, second] = [readOrdinate(pair[0]!), readOrdinate(pair[1]!)];
    if (first !== null && second !== null) return [first, second];
  }
  return readLettered(bare);
}

/** An angle, or a number of metres. */
function readOrdinate(text: string): Angle | null {
  const angle = readAngle(text);
  if (angle !== null) return angle;
  return /^[+-]?\d{1,8}([.,]\d+)?$/.test(text) ? { degrees: Number(text.replace(',', '.')), axis: null } : null;
}

const joinDecimals = (parts: string[]): string[] => [`${parts[0]},${parts[1]}`, `${parts[2]},${parts[3]}`];

const LETTER_AFTER = /^(.*?\d[^\d]*?[nsewo])[\s,;]+(?=[\d+-])(.*)$/i;
const LETTER_BEFORE = /^([nsewo].*?)[\s,;]+(?=[nsewo])(.*)$/i;

/** Two angles with blanks inside, parted where the letter of one is: `45 18 29.88 N 10 24 56.52 E`. */
function readLettered(text: string): [Angle, Angle] | null {
  for (const letters of [LETTER_AFTER, LETTER_BEFORE]) {
    const [first, second] = (letters.exec(text) ?? []).slice(1).map(readAngle);
    if (first && second) return [first, second];
  }
  return null;
}

/**
 * Which of two ordinates comes first: what their letters say, else the only order in which both are degrees. null
 * where either would do.
 */
export function orderOf([first, second]: readonly [Angle, Angle]): 'lngLat' | 'latLng' | null {
  if (first.axis === 'lat' || second.axis === 'lng') return 'latLng';
  if (first.axis === 'lng' || second.axis === 'lat') return 'lngLat';
  if (Math.abs(first.degrees) > 90 && Math.abs(second.degrees) <= 90) return 'lngLat';
  return Math.abs(second.degrees) > 90 && Math.abs(first.degrees) <= 90 ? 'latLng' : null;
}
