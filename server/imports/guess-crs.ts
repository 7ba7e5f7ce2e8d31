import type { Bilingual } from '../problem.ts';

/** A coordinate system that files of Italy come in; those of `alike` differ from it by less than a metre. */
export interface Candidate {
  epsg: number;
  name: string;
  alike: readonly number[];
}

/** In the order of how often they are met. */
export const CANDIDATES: readonly Candidate[] = [
  { epsg: 4326, name: 'WGS 84', alike: [6706] },
  { epsg: 32632, name: 'WGS 84 / UTM 32N', alike: [7791, 6707, 25832] },
  { epsg: 32633, name: 'WGS 84 / UTM 33N', alike: [7792, 6708, 25833] },
  { epsg: 3003, name: 'Monte Mario / Italia 1', alike: [] },
  { epsg: 3004, name: 'Monte Mario / Italia 2', alike: [] },
  { epsg: 3035, name: 'ETRS89 / LAEA Europe', alike: [] },
  { epsg: 6875, name: 'RDN2008 / Italy zone', alike: [7794] },
];

/** Italy in degrees, some 20 km wider than it is. */
const ITALY: readonly (readonly (readonly [number, number])[])[] = [
  [
    [6.3, 45.1],
    [6.6, 43.9],
    [7.4, 43.6],
    [8.3, 43.7],
    [9.6, 43.8],
    [9.6, 42.2],
    [11.3, 41.9],
    [12.2, 40.5],
    [14.9, 39.6],
    [15.4, 37.7],
    [16.3, 37.6],
    [17.4, 38.9],
    [18.2, 39.5],
    [18.8, 39.7],
    [18.8, 40.5],
    [16.4, 41.7],
    [16.4, 42.1],
    [14.3, 42.8],
    [13.9, 43.9],
    [12.6, 44.5],
    [12.8, 45.2],
    [14.1, 45.4],
    [14.1, 46.8],
    [12.3, 47.3],
    [10.3, 47.1],
    [8.4, 46.7],
    [7.0, 46.2],
  ],
  [
    [7.9, 38.6],
    [10.1, 38.6],
    [10.1, 41.5],
    [7.9, 41.5],
  ],
  [
    [11.7, 35.2],
    [15.9, 36.3],
    [15.9, 38.9],
    [11.7, 38.4],
  ],
];

/** Whether a position, [lng, lat], lies in Italy or close to it. */
export function isInItaly(lng: number, lat: number): boolean {
  return ITALY.some((ring) => {
    let inside = false;
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [[x, y], [px, py]] = [ring[at]!, ring[before]!];
      if (y > lat !== py > lat && lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
    }
    return inside;
  });
}

export interface Guess {
  epsg: number;
  name: string;
  swapAxes: boolean;
  /** share of the positions that lie in Italy by it */
  fits: number;
  /** share of the positions that lie in a municipality here */
  near: number;
}

/** Below this share a system is no guess. */
const MIN_FITS = 0.5;

/** Guesses worth showing, the likeliest first. */
export function rankGuesses(guesses: readonly Guess[]): Guess[] {
  return guesses
    .filter(({ fits }) => fits >= MIN_FITS)
    .toSorted((a, b) => b.near - a.near || b.fits - a.fits || Number(a.swapAxes) - Number(b.swapAxes));
}

/** Why a system is guessed, and which others are as good. */
export function reasonFor({ epsg, fits, near, swapAxes }: Guess): Bilingual {
  const alike = CANDIDATES.find((candidate) => candidate.epsg === epsg)?.alike ?? [];
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const en = [`${percent(fits)} of the positions lie in Italy`];
  const it = [`${percent(fits)} delle posizioni è in Italia`];
  if (near > 0) en.push(`${percent(near)} in municipalities that are here`);
  if (near > 0) it.push(`${percent(near)} nei comuni presenti`);
  if (swapAxes) en.push('if latitude, or north, comes first in the file');
  if (swapAxes) it.push('se nel file viene prima la latitudine, o il nord');
  if (alike.length > 0) en.push(`EPSG:${alike.join(', ')} give the same within a metre`);
  if (alike.length > 0) it.push(`EPSG:${alike.join(', ')} danno lo stesso entro un metro`);
  return { en: en.join('; '), it: it.join('; ') };
}
