import type { Bilingual } from '../problem.ts';
import type { Choices } from './contract.ts';
import type { Guess } from './guess-crs.ts';

/** Below this share of positions in Italy the system that was taken is doubtful. */
const SURE_FITS = 0.9;

/** The coordinate system to propose, with what is doubtful about it. */
export function settleCrs(
  choices: Choices,
  declared: number | null,
  guesses: readonly Guess[],
  doubts: readonly Bilingual[],
) {
  const [best] = guesses;
  if (best === undefined) return { choices, doubts: [...doubts] };
  const straight = guesses.find(({ epsg, swapAxes }) => epsg === (declared ?? choices.epsg) && !swapAxes);
  if (straight && straight.fits >= SURE_FITS && (declared !== null || straight === best)) {
    return { choices, doubts: [...doubts] };
  }
  const swapped = guesses.find(({ epsg, swapAxes }) => epsg === declared && swapAxes);
  if (declared !== null && !swapped) return { choices, doubts: [...doubts] };
  const taken = swapped ?? best;
  return {
    choices: { ...choices, epsg: taken.epsg, swapAxes: taken.swapAxes },
    doubts: [...doubts, taken.swapAxes ? axesSwapped() : crsGuessed(taken)],
  };
}

const axesSwapped = (): Bilingual => ({
  en: 'Latitude, or north, seems to come first in the file: the axes are swapped on reading',
  it: 'Nel file sembra venire prima la latitudine, o il nord: gli assi vengono scambiati in lettura',
});

const crsGuessed = ({ epsg, name }: Guess): Bilingual => ({
  en: `The file declares no coordinate system: EPSG:${epsg} (${name}) is guessed from the numbers`,
  it: `Il file non dichiara un sistema di coordinate: dai numeri si deduce EPSG:${epsg} (${name})`,
});
