import type { ComponentChildren } from 'preact';
import { language } from '../address.ts';
import type { SegmentFeature } from '../api.ts';
import { formatDay, formatEuros, formatInstant, formatMetres, formatNumber, formatSpeed } from '../format.ts';
import { tryWhatIf } from '../what-if/leave.ts';
import { whatIfWords, words } from '../words/words.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { Icon } from './icon.tsx';
import { slippageInWords } from './slippage.ts';
import { worksInWords } from './works-in-words.ts';

export type SegmentShown = SegmentFeature['properties'] & { id: string; distanceM?: number };

/** One planned segment: what will be built, what was promised, and how the promise moved. */
export function SegmentItem({ segment }: { segment: SegmentShown }) {
  const { segments: say } = words.value;
  const trial = whatIfWords.value;
  const spoken = language.value;
  const slippage = slippageInWords(segment.slippageDays, say);
  const works = worksInWords(segment, say.worksType, spoken);
  return (
    <li class="segment" id={`segment-${segment.id}`} tabIndex={-1}>
      <p class="segment-head">
        <strong>{segment.name ?? say.unnamed}</strong> {segment.generated && <GeneratedMark />}
        <span class={`status status-${segment.status}`}>{say.status[segment.status]}</span>
      </p>
      {segment.overdue && (
        <p class="overdue">
          <Icon name="warning" size={18} />
          {say.overdue}
        </p>
      )}
      <dl class="facts">
        <Fact name={say.firstPromise}>{formatDay(segment.firstPromisedReadyOn, spoken)}</Fact>
        <Fact name={say.presentPromise}>
          {formatDay(segment.readyOn, spoken)}
          {slippage && (
            <span class={(segment.slippageDays ?? 0) > 0 ? 'slippage slipped' : 'slippage'}>{slippage}</span>
          )}
        </Fact>
        <Fact name={say.works}>{[formatMetres(segment.lengthM, spoken), works].filter(Boolean).join(': ')}</Fact>
        {segment.crossings !== null && <Fact name={say.crossings}>{formatNumber(segment.crossings, spoken)}</Fact>}
        {segment.terminations !== null && (
          <Fact name={say.terminations}>{formatNumber(segment.terminations, spoken)}</Fact>
        )}
        <Fact name={say.cost}>{formatEuros(segment.costEur, spoken)}</Fact>
        <Fact name={say.speed}>
          {segment.technology}, {formatSpeed(segment.downMbps, spoken)}
        </Fact>
        <Fact name={say.network}>{segment.network ?? formatMetres(null, spoken)}</Fact>
      </dl>
      {segment.editedAt !== null && <p class="row-details">{trial.edited(formatInstant(segment.editedAt, spoken))}</p>}
      <button type="button" class="what-if-start" title={trial.startHint} onClick={() => void tryWhatIf(segment.id)}>
        {trial.start}
        <span class="visually-hidden"> {segment.name ?? say.unnamed}</span>
      </button>
      {segment.announcements.length > 1 && <Announcements of={segment} />}
    </li>
  );
}

export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function Announcements({ of: { announcements } }: { of: SegmentShown }) {
  const { segments: say } = words.value;
  const spoken = language.value;
  return (
    <details>
      <summary>{say.history(announcements.length)}</summary>
      <ol>
        {announcements.map(({ announcedOn, promisedReadyOn, source }, index) => (
          <li key={index}>
            {say.announced(formatDay(announcedOn, spoken), formatDay(promisedReadyOn, spoken))}
            {source && <span class="row-details">{source}</span>}
          </li>
        ))}
      </ol>
    </details>
  );
}
