import { useMemo } from 'preact/hooks';
import { LongList } from '../parts/long-list.tsx';
import { words } from '../words/words.ts';
import { ChosenSegment } from './chosen-segment.tsx';
import { excluded, pinned, problem } from './plan-state.ts';
import { appraised } from './plan-result.ts';
import { planWords } from './plan-words.ts';
import { RankedSegments } from './ranked-segments.tsx';
import { SegmentDecision } from './segment-decision.tsx';

/** What the plan builds and in which order; then what it leaves out, the best first. */
export function PlanSegments() {
  const say = planWords.value.list;
  const plan = appraised.value;
  return (
    <>
      {plan !== null && (
        <section class="plan-list" aria-labelledby="plan-chosen">
          <h2 id="plan-chosen">{say.chosen}</h2>
          {plan.segments.length === 0 ? (
            <p class="empty">{say.noneChosen}</p>
          ) : (
            <LongList items={plan.segments}>
              {(segments) => (
                <ol class="plan-segments">
                  {segments.map((segment) => (
                    <ChosenSegment key={segment.id} segment={segment} />
                  ))}
                </ol>
              )}
            </LongList>
          )}
        </section>
      )}
      <HandPicked />
      <RankedSegments />
    </>
  );
}

/** What was kept out by hand, and what was fixed but is nothing to choose from any more. */
function HandPicked() {
  const say = planWords.value.list;
  const [byHand, kept] = [pinned.value, excluded.value];
  const candidates = problem.value?.candidates;
  const names = useMemo(() => new Map(candidates?.map(({ id, name }) => [id, name])), [candidates]);
  if (!candidates) return null;
  const gone = [...byHand, ...kept].filter((id) => !names.has(id));
  const out = kept.filter((id) => names.has(id));
  return (
    <>
      <List title={say.excludedList} ids={out} nameOf={(id) => names.get(id) ?? words.value.segments.unnamed} />
      <List title={say.goneList} ids={gone} nameOf={(id) => id} />
    </>
  );
}

function List({ title, ids, nameOf }: { title: string; ids: readonly string[]; nameOf: (id: string) => string }) {
  if (ids.length === 0) return null;
  return (
    <section class="plan-list" aria-label={title}>
      <h3>{title}</h3>
      <ul class="plan-segments">
        {ids.map((id) => (
          <li key={id} class="plan-segment plan-segment-excluded" id={`segment-${id}`} tabIndex={-1}>
            <p class="plan-segment-head">
              <strong>{nameOf(id)}</strong>
            </p>
            <SegmentDecision id={id} name={nameOf(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
