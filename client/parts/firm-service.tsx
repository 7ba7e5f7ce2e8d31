import { language } from '../address.ts';
import type { FirmCard } from '../api.ts';
import { formatDay, formatMetres, formatShare, formatSpeed } from '../format.ts';
import { words } from '../words/words.ts';
import { Emphasised } from './emphasised.tsx';
import { FirmMark } from './firm-mark.tsx';
import { GeneratedMark } from './generated-mark.tsx';
import { Icon } from './icon.tsx';

/** The answer in one sentence. */
export function FirmVerdict({ firm }: { firm: FirmCard }) {
  const { card } = words.value;
  const spoken = language.value;
  const { municipalityFtthShare: share, municipalityName } = firm;
  return (
    <div class={`verdict verdict-${firm.atTarget.service}`}>
      <FirmMark service={firm.atTarget.service} />
      <p>
        <Emphasised text={verdictOn(firm)} />
        {firm.position === null && share !== null && municipalityName !== null && (
          <span class="verdict-more">{card.municipalityShare(municipalityName, formatShare(share, spoken))}</span>
        )}
      </p>
    </div>
  );
}

function verdictOn({ atTarget, asked, position, municipalityCode }: FirmCard): string {
  const { card } = words.value;
  const spoken = language.value;
  const speed = formatSpeed(asked.target, spoken);
  switch (atTarget.service) {
    case 'served':
      return card.served(speed);
    case 'servedByHorizon':
      return card.servedByHorizon(speed, formatDay(atTarget.servedFrom, spoken));
    case 'notServed':
      return (
        card.notServed(speed, formatDay(asked.horizon, spoken)) +
        (atTarget.servedFrom === null ? '' : card.promisedLater(formatDay(atTarget.servedFrom, spoken)))
      );
    case 'unknown':
      if (position !== null) return card.notYet;
      return municipalityCode === null ? card.placeless : card.unknown;
  }
}

const TARGET_SIGNS = { served: 'check', servedByHorizon: 'clock', notServed: 'cross', unknown: 'question' } as const;

/** One tick for each target. */
export function FirmTargets({ firm }: { firm: FirmCard }) {
  const { card } = words.value;
  const spoken = language.value;
  return (
    <section aria-labelledby="card-targets">
      <h3 id="card-targets">{card.targets}</h3>
      <ul class="target-ticks">
        {firm.targets
          .toSorted((a, b) => a.downMbps - b.downMbps)
          .map(({ downMbps, service, servedFrom }) => (
            <li key={downMbps} class={`tick-${service}${downMbps === firm.asked.target ? ' asked' : ''}`}>
              <Icon name={TARGET_SIGNS[service]} size={22} />
              <strong>{formatSpeed(downMbps, spoken)}</strong>
              <span>
                {service === 'served' && card.meets}
                {service === 'servedByHorizon' && card.meetsFrom(formatDay(servedFrom, spoken))}
                {service === 'notServed' && card.meetsNot}
                {service === 'unknown' && card.meetsUnknown}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** What can be bought on the spot, and from which network. */
export function FirmServices({ firm }: { firm: FirmCard }) {
  const { card } = words.value;
  const spoken = language.value;
  return (
    <section aria-labelledby="card-services">
      <h3 id="card-services">{card.buyNow}</h3>
      {firm.services.length === 0 ? (
        <p class="empty">{card.buyNothing}</p>
      ) : (
        <ul class="services">
          {firm.services.map((service) => (
            <li key={service.id}>
              <span class={`technology technology-${service.technology}`}>{service.technology}</span>
              <span>
                <strong>{card.down(formatSpeed(service.downMbps, spoken))}</strong>
                {service.upMbps !== null && `, ${card.up(formatSpeed(service.upMbps, spoken))}`}
                <span class="row-details">
                  {[
                    service.network,
                    service.operator !== service.network && service.operator,
                    service.distanceM === 0 ? card.inPlace : formatMetres(service.distanceM, spoken),
                    service.asOf && card.asOf(formatDay(service.asOf, spoken)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}{' '}
                  {service.generated && <GeneratedMark />}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
