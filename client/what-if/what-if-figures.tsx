import type { Figures } from '../api.ts';
import { horizon, language, proposed, target } from '../address.ts';
import { formatHectares, formatMetres, formatNumber } from '../format.ts';
import { whatIfWords } from '../words/words.ts';
import { statusCounts } from '../../server/segments/status.ts';
import { missingMunicipalities, whatIfGaps, type WhatIfGap } from './answer.ts';
import { Difference } from './difference.tsx';
import { draft, horizonUnderHand, session } from './session.ts';
import { lengthM } from './length.ts';

type Pair = Pick<Figures, 'firmsNotServed' | 'zoneGapM2'>;

/** What the change brings: over all municipalities that the segment touches, and one by one where they are several. */
export function WhatIfFigures() {
  const say = whatIfWords.value;
  const gaps = [...whatIfGaps.value.values()];
  if (gaps.length === 0) return <p role="status">{say.computing}</p>;
  const affected = gaps.filter(isAffected);
  const shown = affected.length > 0 ? affected : gaps;
  return (
    <>
      <p class="what-if-where">{shown.length === 1 ? say.ofOne(shown[0]!.name) : say.ofSeveral(shown.length)}</p>
      <FigureTable unchanged={sumOf(shown, 'unchanged')} changed={sumOf(shown, 'changed')} />
      {affected.length > 1 && (
        <details>
          <summary>{say.each}</summary>
          <ul class="what-if-each">
            {affected.map(({ code, name, unchanged, changed }) => (
              <li key={code}>
                {name}: <FirmsDifference unchanged={unchanged} changed={changed} />,{' '}
                <AreaDifference unchanged={unchanged} changed={changed} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {!counts() && <p class="what-if-note">{say.doesNotCount}</p>}
      {missingMunicipalities.value.length > 0 && (
        <p class="what-if-note" role="status">
          {say.missing(missingMunicipalities.value.join(', '))}
        </p>
      )}
    </>
  );
}

function FigureTable({ unchanged, changed }: { unchanged: Pair; changed: Pair }) {
  const say = whatIfWords.value;
  const spoken = language.value;
  const { stored } = session.value!;
  const before = stored === null ? null : lengthM(stored.geometry.coordinates);
  const after = lengthM(draft.value!.lines);
  return (
    <table>
      <thead>
        <tr>
          <td />
          <th scope="col">{say.planned}</th>
          <th scope="col">{say.changed}</th>
          <th scope="col">{say.difference}</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{say.firmsNotServed}</th>
          <td>{formatNumber(unchanged.firmsNotServed, spoken)}</td>
          <td class="what-if-changed">{formatNumber(changed.firmsNotServed, spoken)}</td>
          <td>
            <FirmsDifference unchanged={unchanged} changed={changed} />
          </td>
        </tr>
        <tr>
          <th scope="row">{say.zoneGap}</th>
          <td>{formatHectares(unchanged.zoneGapM2, spoken)}</td>
          <td class="what-if-changed">{formatHectares(changed.zoneGapM2, spoken)}</td>
          <td>
            <AreaDifference unchanged={unchanged} changed={changed} />
          </td>
        </tr>
        <tr class="what-if-length">
          <th scope="row">{say.length}</th>
          <td>{formatMetres(before, spoken)}</td>
          <td>{formatMetres(after, spoken)}</td>
          <td>
            <Difference
              from={before ?? 0}
              to={after}
              format={(metres) => formatMetres(metres, spoken)}
              isGood="neither"
            />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

const FirmsDifference = ({ unchanged, changed }: { unchanged: Pair; changed: Pair }) => (
  <Difference
    from={unchanged.firmsNotServed}
    to={changed.firmsNotServed}
    format={(count) => formatNumber(count, language.value)}
  />
);

const AreaDifference = ({ unchanged, changed }: { unchanged: Pair; changed: Pair }) => (
  <Difference
    from={unchanged.zoneGapM2}
    to={changed.zoneGapM2}
    format={(areaM2) => formatHectares(areaM2, language.value)}
  />
);

const isAffected = ({ unchanged, changed }: WhatIfGap): boolean =>
  unchanged.firmsNotServed !== changed.firmsNotServed || unchanged.zoneGapM2 !== changed.zoneGapM2;

const sumOf = (gaps: readonly WhatIfGap[], which: 'unchanged' | 'changed'): Pair => ({
  firmsNotServed: gaps.reduce((sum, gap) => sum + gap[which].firmsNotServed, 0),
  zoneGapM2: gaps.reduce((sum, gap) => sum + gap[which].zoneGapM2, 0),
});

/** Whether the segment serves anybody at what is asked; where it does not, moving it changes nothing. */
function counts(): boolean {
  const { status, readyOn, reachM, downMbps } = draft.value!;
  const day = horizonUnderHand.value ?? horizon.value;
  return (
    statusCounts(status, proposed.value) &&
    readyOn !== null &&
    readyOn <= day &&
    reachM !== null &&
    (downMbps ?? 0) >= target.value
  );
}
