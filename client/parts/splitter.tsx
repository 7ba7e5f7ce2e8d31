import { useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { words } from '../words/words.ts';

/** Share of the width that the panel takes, in per cent. */
const USUAL = 52;
const LEAST = 30;
const MOST = 70;
const KEPT_AS = 'panel-width';

/** The bar between map and panel: dragged, or moved with the arrow keys. */
export function Splitter({ within }: { within: RefObject<HTMLDivElement | null> }) {
  const width = useSignal(keptWidth());
  useSignalEffect(() => {
    within.current?.style.setProperty('--panel-width', `${width.value}%`);
  });
  const widen = (percent: number) => {
    width.value = Math.min(Math.max(percent, LEAST), MOST);
    localStorage.setItem(KEPT_AS, String(Math.round(width.value)));
  };
  const drag = (event: PointerEvent & { currentTarget: HTMLDivElement }) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !within.current) return;
    const box = within.current.getBoundingClientRect();
    widen(((box.right - event.clientX) / box.width) * 100);
  };
  const steps: Record<string, number> = { ArrowLeft: 2, ArrowRight: -2 };
  return (
    <div
      class="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={words.value.splitter}
      aria-valuenow={Math.round(width.value)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      ref={(bar) => {
        if (bar) within.current?.style.setProperty('--panel-width', `${width.peek()}%`);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDblClick={() => widen(USUAL)}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        widen(width.peek() + step);
      }}
    />
  );
}

function keptWidth(): number {
  const kept = Number(localStorage.getItem(KEPT_AS));
  return kept >= LEAST && kept <= MOST ? kept : USUAL;
}
