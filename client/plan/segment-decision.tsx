import { choice, decide } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Fixes a segment in the plan or keeps it out; pressed once more, it is left to the figures. */
export function SegmentDecision({ id, name }: { id: string; name: string }) {
  const say = planWords.value.list;
  const isPinned = choice.value.pinned.includes(id);
  const isExcluded = choice.value.excluded.includes(id);
  return (
    <span class="plan-decision">
      <button
        type="button"
        aria-pressed={isPinned}
        aria-label={say.pinOf(name)}
        onClick={() => decide(id, isPinned ? 'free' : 'pinned')}
      >
        {isPinned ? say.pinned : say.pin}
      </button>
      <button
        type="button"
        aria-pressed={isExcluded}
        aria-label={say.excludeOf(name)}
        onClick={() => decide(id, isExcluded ? 'free' : 'excluded')}
      >
        {isExcluded ? say.excluded : say.exclude}
      </button>
    </span>
  );
}
