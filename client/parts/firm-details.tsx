import { language } from '../address.ts';
import type { FirmCard } from '../api.ts';
import { formatDay, formatMetres, formatNumber, formatShare, formatSpeed } from '../format.ts';
import { words } from '../words/words.ts';
import { GoLink } from './go-link.tsx';
import { Fact, SegmentItem } from './segment-item.tsx';

/** How far service is from a firm that has none. */
export function FirmNearest({ firm }: { firm: FirmCard }) {
  const { card, firms } = words.value;
  const spoken = language.value;
  const { nearestServedM, nearestServedAfterM, nearestSegmentM } = firm.atTarget;
  const metres = (distanceM: number | null, none: string) =>
    distanceM === null ? none : distanceM === 0 ? card.inPlace : formatMetres(distanceM, spoken);
  return (
    <section aria-labelledby="card-nearest">
      <h3 id="card-nearest">{card.nearest}</h3>
      <dl class="facts distances">
        <Fact name={card.nearestServed}>{metres(nearestServedM, firms.noneNear)}</Fact>
        <Fact name={card.nearestServedAfter}>{metres(nearestServedAfterM, firms.noneNear)}</Fact>
        <Fact name={card.nearestSegment}>{metres(nearestSegmentM, firms.noSegmentNear)}</Fact>
      </dl>
    </section>
  );
}

/** The segments that will serve it; where none will, the nearest one. */
export function FirmSegments({ firm }: { firm: FirmCard }) {
  const { card } = words.value;
  const { servingSegments, nearestSegment, atTarget } = firm;
  if (servingSegments.length > 0) {
    return (
      <section aria-labelledby="card-serving">
        <h3 id="card-serving">{servingSegments.length === 1 ? card.serving : card.servingMore}</h3>
        <ul class="segments">
          {servingSegments.map((segment) => (
            <SegmentItem key={segment.id} segment={segment} />
          ))}
        </ul>
      </section>
    );
  }
  if (atTarget.service === 'served') return null;
  return (
    <section aria-labelledby="card-serving">
      <h3 id="card-serving">{card.serving}</h3>
      <p class="empty">{card.servingNone}</p>
      {nearestSegment && (
        <>
          <h4>
            {card.nearestSegment}: {formatMetres(nearestSegment.distanceM, language.value)}
          </h4>
          <ul class="segments">
            <SegmentItem segment={nearestSegment} />
          </ul>
        </>
      )}
    </section>
  );
}

/** The aid class of its place, and why. */
export function FirmAid({ firm }: { firm: FirmCard }) {
  const { card, aidClass, aidClassMeans } = words.value;
  const { aidClass: found, networks } = firm.atTarget;
  const speed = formatSpeed(firm.asked.target, language.value);
  const why = () => {
    if (found === null) return card.aidAbsent;
    if (found === 'white') return card.aidWhy.white(speed, formatDay(firm.asked.plansUntil, language.value));
    // Without the names of just so many networks the sentence would contradict itself.
    if (found === 'grey' && networks.length === 1) return card.aidWhy.grey(speed, networks.join(', '));
    if (found === 'black' && networks.length > 1) return card.aidWhy.black(speed, networks.join(', '));
    return `${aidClass[found]}: ${aidClassMeans[found]}.`;
  };
  return (
    <section aria-labelledby="card-aid">
      <h3 id="card-aid">{card.aid}</h3>
      <p class={found === null ? 'aid-why' : `aid-why aid-${found}`}>
        {found !== null && <span class="aid-swatch" aria-hidden="true" />}
        {why()}
      </p>
    </section>
  );
}

export function FirmAbout({ firm }: { firm: FirmCard }) {
  const { card } = words.value;
  const spoken = language.value;
  return (
    <section aria-labelledby="card-about">
      <h3 id="card-about">{card.about}</h3>
      <dl class="facts">
        {firm.activity && <Fact name={card.activity}>{firm.activity}</Fact>}
        {firm.ateco && <Fact name={card.ateco}>{firm.ateco}</Fact>}
        <Fact name={card.employees}>{formatNumber(firm.employees, spoken)}</Fact>
        <Fact name={card.export}>{formatShare(firm.exportShare, spoken)}</Fact>
        {firm.pledgedMbps !== null && (
          <Fact name={card.pledge}>{card.pledged(formatSpeed(firm.pledgedMbps, spoken))}</Fact>
        )}
        <Fact name={card.precision}>{card.precisions[firm.positionPrecision ?? 'none']}</Fact>
        {firm.source && (
          <Fact name={card.source}>
            <Source text={firm.source} />
          </Fact>
        )}
        <Fact name={card.dataset}>
          <GoLink change={{ page: 'data' }}>
            {card.fromRow(
              firm.datasetName,
              firm.datasetVersion,
              firm.sourceRow === null ? null : formatNumber(firm.sourceRow, spoken),
            )}
          </GoLink>
        </Fact>
      </dl>
    </section>
  );
}

/** A source that begins with an address on the web leads there. */
function Source({ text }: { text: string }) {
  const [, url, rest] = /^(https?:\/\/\S+)(.*)$/s.exec(text) ?? [];
  if (url === undefined) return <>{text}</>;
  return (
    <>
      <a href={url} rel="noreferrer">
        {new URL(url).hostname}
      </a>
      {rest}
    </>
  );
}
