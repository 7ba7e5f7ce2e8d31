import { chosenFirm, chosenMunicipality } from '../address.ts';
import type { FirmCard as Card } from '../api.ts';
import { firmCard, municipality } from '../state.ts';
import { words } from '../words/words.ts';
import { FirmAbout, FirmAid, FirmNearest, FirmSegments } from './firm-details.tsx';
import { FirmServices, FirmTargets, FirmVerdict } from './firm-service.tsx';
import { useFocusedHeading } from './focus-heading.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { GoLink } from './go-link.tsx';
import { Icon } from './icon.tsx';
import { Waiting } from './waiting.tsx';

/** The card of one firm: are we covered, and if not, when? */
export function FirmPanel() {
  const { card, sheet } = words.value;
  const within = chosenMunicipality.value;
  const name = municipality.value.value?.name ?? firmCard.value.value?.municipalityName;
  return (
    <article class="sheet firm-card">
      {within === null ? (
        <GoLink class="back-link" change={{ firm: null, pane: 'ranking' }}>
          <Icon name="back" size={18} />
          {sheet.back}
        </GoLink>
      ) : (
        <GoLink class="back-link" change={{ firm: null, pane: 'sheet' }}>
          <Icon name="back" size={18} />
          {card.backTo(name ?? within)}
        </GoLink>
      )}
      <Waiting for={firmCard.value} notFound={card.notFound}>
        {(firm) => <CardOf key={chosenFirm.value} firm={firm} />}
      </Waiting>
    </article>
  );
}

function CardOf({ firm }: { firm: Card }) {
  const heading = useFocusedHeading();
  const placed = firm.position !== null;
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {firm.name} {firm.generated && <GeneratedMark />}
      </h2>
      <p class="sheet-about">
        {words.value.card.eyebrow}
        {firm.municipalityCode && (
          <>
            {' · '}
            <GoLink change={{ municipality: firm.municipalityCode, firm: null, pane: 'sheet' }}>
              {firm.municipalityName ?? firm.municipalityCode}
            </GoLink>
          </>
        )}
      </p>
      <FirmVerdict firm={firm} />
      {placed && (
        <>
          <FirmTargets firm={firm} />
          <FirmServices firm={firm} />
          {firm.atTarget.service !== 'served' && <FirmNearest firm={firm} />}
          <FirmSegments firm={firm} />
        </>
      )}
      <FirmAid firm={firm} />
      <FirmAbout firm={firm} />
    </>
  );
}
