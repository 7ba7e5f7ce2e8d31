import { chosenMunicipality, language } from '../address.ts';
import type { MunicipalitySheet } from '../api.ts';
import { formatNumber } from '../format.ts';
import { municipality } from '../state.ts';
import { whatIfGaps } from '../what-if/answer.ts';
import { whatIfWords, words } from '../words/words.ts';
import { useFocusedHeading } from './focus-heading.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { GoLink } from './go-link.tsx';
import { Icon } from './icon.tsx';
import { SheetFigures } from './sheet-figures.tsx';
import { SheetFirms } from './sheet-firms.tsx';
import { SheetSegments } from './sheet-segments.tsx';
import { SheetSources } from './sheet-sources.tsx';
import { SheetZones } from './sheet-zones.tsx';
import { Waiting } from './waiting.tsx';

/** Everything about one municipality: figures now and at the horizon, and what lies behind each of them. */
export function Sheet() {
  const { sheet, trouble } = words.value;
  return (
    <article class="sheet">
      <GoLink class="back-link" change={{ municipality: null, firm: null, pane: 'ranking' }}>
        <Icon name="back" size={18} />
        {sheet.back}
      </GoLink>
      <Waiting for={municipality.value} notFound={trouble.notFound}>
        {(found) => <SheetOf key={chosenMunicipality.value} found={found} />}
      </Waiting>
    </article>
  );
}

function SheetOf({ found }: { found: MunicipalitySheet }) {
  const heading = useFocusedHeading();
  const { sheet } = words.value;
  const spoken = language.value;
  const { gap } = found;
  const about = [
    found.provinceName,
    found.population !== null && sheet.inhabitants(formatNumber(found.population, spoken)),
  ];
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {found.name} {found.generated && <GeneratedMark />}
      </h2>
      <p class="sheet-about">{about.filter(Boolean).join(' · ')}</p>
      {whatIfGaps.value.has(found.code) && <p class="note what-if-note">{whatIfWords.value.sheetNote}</p>}
      {gap.state === 'recomputing' && (
        <p class="note" role="status">
          {sheet.recomputing}
        </p>
      )}
      {gap.before === null ? (
        <p class="note">{sheet.notComputed}</p>
      ) : (
        <SheetFigures found={found} before={gap.before} />
      )}
      {gap.failures.length > 0 && (
        <div class="note note-warning">
          <p>{sheet.failures(gap.failures.length)}</p>
          <ul>
            {gap.failures.map(({ zoneId, culprits }) => (
              <li key={zoneId}>{sheet.failure(zoneId, culprits.join(', '))}</li>
            ))}
          </ul>
        </div>
      )}
      <p>
        <GoLink class="btn btn-sm btn-primary" change={{ page: 'plan', firm: null, pane: 'map' }}>
          {sheet.plan}
        </GoLink>
      </p>
      <SheetFirms found={found} />
      <SheetSegments />
      <SheetZones />
      <SheetSources found={found} />
    </>
  );
}
