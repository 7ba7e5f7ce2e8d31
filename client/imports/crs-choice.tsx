import { language } from '../address.ts';
import { formatShare } from '../format.ts';
import { choose, preview } from './conversation.ts';
import { Choice } from './choice.tsx';
import type { Choices, Upload } from './import-api.ts';
import { importWords } from './import-words.ts';

/** What Italian files are in, as the EPSG register names them. */
const USUAL: Record<number, string> = {
  4326: 'WGS 84',
  32632: 'WGS 84 / UTM 32N',
  32633: 'WGS 84 / UTM 33N',
  3003: 'Monte Mario / Italy zone 1',
  3004: 'Monte Mario / Italy zone 2',
  3035: 'ETRS89-extended / LAEA Europe',
  6706: 'RDN2008',
  6707: 'RDN2008 / UTM 32N (N-E)',
  6708: 'RDN2008 / UTM 33N (N-E)',
  6875: 'RDN2008 / Italy zone (N-E)',
  7791: 'RDN2008 / UTM 32N',
};

/** In which coordinates the file speaks: what it declares, what its numbers suggest and why. */
export function CrsChoice({ declared, chosen }: { declared: Upload['layers'][number]['crs']; chosen: Choices }) {
  const say = importWords.value.understood;
  const guesses = preview.value.value?.crsGuesses ?? [];
  const names = new Map<number, string>([
    ...guesses.map(({ epsg, name }) => [epsg, name] as const),
    ...Object.entries(USUAL).map(([epsg, name]) => [Number(epsg), name] as const),
  ]);
  if (!names.has(chosen.epsg)) names.set(chosen.epsg, declared?.epsg === chosen.epsg ? declared.text.slice(0, 60) : '');
  return (
    <div class="import-crs">
      <Choice
        id="import-crs"
        label={say.crs}
        value={String(chosen.epsg)}
        options={[...names].map(([epsg, name]) => [String(epsg), `EPSG:${epsg} ${name}`])}
        take={(epsg) => choose({ ...chosen, epsg: Number(epsg) })}
      />
      <label class="import-check">
        <input
          type="checkbox"
          checked={chosen.swapAxes}
          onChange={({ currentTarget }) => choose({ ...chosen, swapAxes: currentTarget.checked })}
        />{' '}
        {say.swap}
      </label>
      <p class="import-hint">{declared === null ? say.noneDeclared : say.declared(declared.text.slice(0, 120))}</p>
      {guesses.length > 0 && (
        <ul class="import-hint">
          {guesses.map(({ epsg, name, fits, why }) => (
            <li key={epsg}>
              <strong>
                EPSG:{epsg} {name}
              </strong>
              : {why[language.value]} ({say.fits(formatShare(fits, language.value))})
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
