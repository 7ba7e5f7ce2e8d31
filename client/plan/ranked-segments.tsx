import { useSignal } from '@preact/signals';
import type { Ranked } from '../../server/plans/priority.ts';
import { WEIGHTS } from '../../server/plans/settings.ts';
import { language } from '../address.ts';
import { formatEuros, formatNumber } from '../format.ts';
import { GeneratedMark } from '../parts/generated-mark.tsx';
import { LongList } from '../parts/long-list.tsx';
import { words } from '../words/words.ts';
import type { RankHolds } from './plan-api.ts';
import { problem } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { holdsOf, ranked, reasonOf } from './ranked-state.ts';
import { SegmentDecision } from './segment-decision.tsx';

/** More than a screen holds, few enough to be put in another order at each step of a slider. */
const AT_ONCE = 50;

/** The segments that the plan leaves out, the best first, following the weights. */
export function RankedSegments() {
  const say = planWords.value.list;
  if (problem.value === null) return null;
  return (
    <section class="plan-list" aria-labelledby="plan-others">
      <h2 id="plan-others">{say.others}</h2>
      {ranked.value.length === 0 ? (
        <p class="empty">{say.noOthers}</p>
      ) : (
        <>
          <p class="row-details">{say.othersNote}</p>
          <LongList items={ranked.value} step={AT_ONCE}>
            {(items) => (
              <ol class="plan-segments plan-ranking">
                {items.map((one) => (
                  <RankedSegment key={problem.value!.candidates[one.candidate]!.id} ranked={one} />
                ))}
              </ol>
            )}
          </LongList>
        </>
      )}
    </section>
  );
}

function RankedSegment({ ranked: one }: { ranked: Ranked }) {
  const say = planWords.value.list;
  const spoken = language.value;
  const { id, name: given, generated } = problem.value!.candidates[one.candidate]!;
  const name = given ?? words.value.segments.unnamed;
  return (
    <li class="plan-segment" id={`segment-${id}`} tabIndex={-1}>
      <p class="plan-segment-head">
        <span class="plan-rank">{say.ranking(one.rank)}</span> <strong>{name}</strong> {generated && <GeneratedMark />}
        <span class="plan-segment-cost">+{formatEuros(one.cost.likely, spoken)}</span>
      </p>
      <p class="plan-reason">{reasonOf.value?.(one)[spoken]}</p>
      <SegmentDecision id={id} name={name} />
      <Holds of={one} />
    </li>
  );
}

/** Over which weights and costs the rank is what it is; computed when somebody wants to know. */
function Holds({ of }: { of: Ranked }) {
  const say = planWords.value.list;
  const isOpen = useSignal(false);
  return (
    <details class="plan-holds" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{say.holds}</summary>
      {isOpen.value && <HoldsList holds={holdsOf.value(of.candidate)} />}
    </details>
  );
}

function HoldsList({ holds }: { holds: RankHolds }) {
  const { list: say, weights } = planWords.value;
  const spoken = language.value;
  const number = (value: number) => formatNumber(value, spoken, value !== 0 && value < 0.1 ? 3 : 2);
  return (
    <ul>
      {WEIGHTS.map((name) => (
        <li key={name}>{say.holdsWeights(weights.names[name], rangeInWords(holds.weights[name], number))}</li>
      ))}
      <li>{say.holdsCost(rangeInWords(holds.costEur, (euros) => formatEuros(euros, spoken)))}</li>
      <li>{say.rankAt(holds.rankAtLowCost, holds.rankAtHighCost)}</li>
    </ul>
  );
}

function rangeInWords({ from, to }: RankHolds['costEur'], format: (number: number) => string): string {
  const say = planWords.value.list;
  if (from !== null && to !== null) return say.between(format(from), format(to));
  if (from !== null) return say.from(format(from));
  return to === null ? say.always : say.upTo(format(to));
}
