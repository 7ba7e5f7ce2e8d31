import { decide, excluded, pinned } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Fixes a segment in the plan or keeps it out; pressed once more, it is left to the figures. */
export function SegmentDecision({ id, name }: { id: string; name: string }) {
  const say = planWords.value.list;
  const isPinned = pinned.value.includes(id);
  const isExcluded = excluded.value.includes(id);
  return (
    <span class="plan-decision">
      <button type="button" aria-pressed={isPinned} onClick={() => decide(id, isPinned ? 'free' : 'pinned')}>
        {say.pin}
        <span class="visually-hidden"> {name}</span>
      </button>
      <button type="button" aria-pressed={isExcluded} onClick={() => decide(id, isExcluded ? 'free' : 'excluded')}>
        {say.exclude}
        <span class="visually-hidden"> {name}</span>
      </button>
    </span>
  );
}
