import type { FollowedGap, WhatIfReply } from '../../client/worker/protocol.ts';

/** What was seen while a segment was dragged. */
export interface Watched {
  seconds: number;
  framesPerSecond: number;
  longestFrameMs: number;
  /** Tasks of the main thread of 50 ms or more: browsers tell of no shorter ones. */
  longTasks: number;
  longestTaskMs: number;
  /** From the first movement of the hand that led to a question until its figures were in the page. */
  delaysMs: number[];
  requests: number;
}

declare global {
  interface Window {
    watching: { start(): void; end(): Omit<Watched, 'requests'>; gaps: Pick<FollowedGap, 'code' | 'changed'>[] };
  }
}

/** Runs in the page before its own scripts. */
export function watch(): void {
  let startedAt = 0;
  let frames: number[] = [];
  let tasks: number[] = [];
  let delays: number[] = [];
  let movedAt: number | null = null;
  let lastAsked = 0;
  const askedAt = new Map<number, number>();

  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    entryTypes: ['longtask'],
  });
  document.addEventListener('pointermove', (event) => (movedAt ??= event.timeStamp), true);
  const frame = (now: number) => {
    frames.push(now);
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new MutationObserver(() => {
    const { asked, answered } = document.querySelector<HTMLElement>('.what-if-bar')?.dataset ?? {};
    if (Number(asked) > lastAsked && movedAt !== null) {
      lastAsked = Number(asked);
      askedAt.set(lastAsked, movedAt);
      movedAt = null;
    }
    for (const [number, at] of askedAt) {
      if (number > Number(answered)) continue;
      if (at > startedAt) delays.push(performance.now() - at);
      askedAt.delete(number);
    }
  }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-asked', 'data-answered'] });

  window.watching = {
    gaps: [],
    start() {
      startedAt = performance.now();
      [frames, tasks, delays] = [[], [], []];
    },
    end() {
      const seconds = (performance.now() - startedAt) / 1000;
      const gaps = frames.slice(1).map((at, index) => at - frames[index]!);
      return {
        seconds,
        framesPerSecond: frames.length / seconds,
        longestFrameMs: Math.max(...gaps),
        longTasks: tasks.length,
        longestTaskMs: Math.max(0, ...tasks),
        delaysMs: delays,
      };
    },
  };
  // What the worker tells, with all its digits.
  window.Worker = class extends Worker {
    constructor(...given: ConstructorParameters<typeof Worker>) {
      super(...given);
      this.addEventListener('message', ({ data }: MessageEvent<WhatIfReply>) => {
        if (data.kind !== 'answer') return;
        window.watching.gaps = data.municipalities.map(({ code, changed }) => ({ code, changed }));
      });
    }
  };
}

/** Runs in the page: the figures that it shows last, by municipality. */
export const drawnFigures = () => window.watching.gaps;
