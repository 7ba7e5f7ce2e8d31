import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { words } from '../words/words.ts';

/** Drawn at first, and by each wish for more: thousands at once would stop the page for a moment. */
const STEP = 100;

/** The beginning of a long list, and a button that shows more of it; the focus goes on with the first that is new. */
export function LongList<T>({
  items,
  step = STEP,
  children,
}: {
  items: readonly T[];
  /** Fewer where entries are tall, or drawn anew while a hand moves. */
  step?: number;
  children: (shown: readonly T[]) => ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useSignal(step);
  const firstNew = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (firstNew.current === null) return;
    const entries = box.current!.querySelectorAll('tbody > tr, li');
    entries[firstNew.current]?.querySelector<HTMLElement>('a')?.focus();
    firstNew.current = null;
  });

  const more = Math.min(step, items.length - shown.value);
  const count = (number: number) => formatNumber(number, language.value);
  return (
    <div ref={box}>
      {children(items.slice(0, shown.value))}
      {more > 0 && (
        <button
          type="button"
          class="btn btn-sm btn-outline-primary"
          onClick={() => {
            firstNew.current = shown.value;
            shown.value += step;
          }}
        >
          {words.value.more(count(more), count(shown.value), count(items.length))}
        </button>
      )}
    </div>
  );
}
