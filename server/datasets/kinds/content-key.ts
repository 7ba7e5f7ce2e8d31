import { normaliseName } from '../../search/normalise-name.ts';
import type { RowReader } from './row-reader.ts';

/** What keys by content begin with; those that a file repeats are then numbered: see `numberRepeats` in staging.ts. */
export const BY_CONTENT = '~';

/** 1e-7 degrees, as places are stored. */
const PLACES = 1e7;

/**
 * Tells a record of a file without ids from the others by what it says, so that it is the same one in whichever line it comes: by
 * its name and municipality where it has both, else by its place and what it says in these columns.
 */
export function contentKey(row: RowReader, telling: readonly string[]): string {
  const said = telling.map((column) => {
    const value = row.raw(column);
    return typeof value === 'string' || typeof value === 'number' ? normaliseName(String(value)) : '';
  });
  const knowsItself = telling.includes('com_istat_code') && said.every((text) => text !== '');
  return BY_CONTENT + digest(JSON.stringify(knowsItself ? said : [...said, placeOf(row)]));
}

function placeOf(row: RowReader): unknown {
  const { geometry } = row;
  const coordinates =
    typeof geometry === 'object' && geometry !== null && 'coordinates' in geometry
      ? geometry.coordinates
      : [row.raw('lng'), row.raw('lat')].map((value) => (value === null || value === '' ? null : Number(value)));
  return JSON.stringify(coordinates, (_, value: unknown) =>
    typeof value === 'number' ? Math.round(value * PLACES) : value,
  );
}

/** Two different texts have the same one once in 2^100 or so; then they count as repeats, and none is lost. */
function digest(text: string): string {
  return hash53(text, 1).toString(36) + hash53(text, 2).toString(36).padStart(11, '0');
}

/** Source: cyrb53 (bryc, public domain): 53 bits from two multiplications per character. */
function hash53(text: string, seed: number): number {
  let [low, high] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 2_654_435_761);
    high = Math.imul(high ^ code, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & high) + (low >>> 0);
}
