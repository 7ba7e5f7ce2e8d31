import { language } from '../address.ts';
import { formatEuros } from '../format.ts';
import { words } from '../words/words.ts';
import { GeneratedMark } from '../parts/generated-mark.tsx';
import { PinCost } from './pin-cost.tsx';
import type { Appraisal } from './plan-api.ts';
import { candidateById } from './by-id.ts';
import { pinned } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { reasonOf, stepById } from './ranked-state.ts';
import { SegmentDecision } from './segment-decision.tsx';

/** One segment of the plan: whom it reaches, what it costs and needs, when it is built. */
export function ChosenSegment({ segment }: { segment: Appraisal['segments'][number] }) {
  const say = planWords.value.list;
  const spoken = language.value;
  const { id, cost, needs, startsIn, readyIn } = segment;
  const name = segment.name ?? words.value.segments.unnamed;
  const isPinned = pinned.value.includes(id);
  const step = stepById.value.get(id);
  return (
    <li class={`plan-segment ${isPinned ? 'plan-segment-pinned' : ''}`} id={`segment-${id}`} tabIndex={-1}>
      <p class="plan-segment-head">
        <strong>{name}</strong> {segment.generated && <GeneratedMark />}
        <span class="plan-segment-cost">{formatEuros(cost.likely, spoken)}</span>
      </p>
      <p class="plan-reason">{step && reasonOf.value?.(step)[spoken]}</p>
      {cost.low !== cost.high && (
        <p class="row-details">
          {planWords.value.result.range(formatEuros(cost.low, spoken), formatEuros(cost.high, spoken))}
        </p>
      )}
      {needs.length > 0 && <p class="row-details">{say.needs(namesOf(needs))}</p>}
      {startsIn !== null && readyIn !== null && (
        <p class="row-details">
          {say.builds(quarterInWords(startsIn), quarterInWords(readyIn))}
          {segment.laterThanPromised && <span class="plan-late"> · {say.late}</span>}
        </p>
      )}
      <SegmentDecision id={id} name={name} />
      {isPinned && <PinCost id={id} />}
    </li>
  );
}

/** @param text such as `2027-Q1` */
function quarterInWords(text: string): string {
  const [year, number] = text.split('-Q') as [string, string];
  return planWords.value.list.quarter(number, year);
}

/** Names of segments as a list in words. */
function namesOf(ids: readonly string[]): string {
  return ids.map((id) => candidateById.value.get(id)?.name ?? words.value.segments.unnamed).join(', ');
}
