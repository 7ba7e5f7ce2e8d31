import { effect, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { address } from '../address.ts';
import type { Layer } from '../address.ts';
import type { Bbox } from '../api.ts';
import { report } from './activity.ts';
import { keepRecent } from './recent.ts';
import { contains, requestArea } from './request-area.ts';

/** What the map shows: degrees and zoom; null before it has been placed. */
export type View = ReadonlySignal<{ box: Bbox; zoom: number } | null>;

interface Answer {
  numberMatched: number;
  numberReturned: number;
}

export interface Asking<T> {
  layer: Layer;
  /** Below this zoom nothing is asked for: too much would lie in the view. */
  leastZoom: number;
  /** Read inside an effect: what the answer depends on besides the area, and how to get it. */
  ask: () => { question: string; fetch: (area: Bbox, signal: AbortSignal) => Promise<T> };
  /** Called with every new answer, and with null when nothing is to be shown. */
  show: (answer: T | null) => void;
}

/** Answers kept for each layer: some steps back and forth. */
const KEPT_ANSWERS = 8;
const RETRY_AFTER_MS = 15_000;

/**
 * Keeps a layer filled with what lies in the view: asks when the layer is on and the map has left the area it
 * knows, drops a request that a newer one overtakes, shows the old answer meanwhile, and tries again after a failure.
 *
 * @returns stops it
 */
export function loadByView<T extends Answer>(view: View, { layer, leastZoom, ask, show }: Asking<T>): () => void {
  const kept = keepRecent<T>(KEPT_ANSWERS);
  const attempt = signal(0);
  let known: { question: string; area: Bbox; whole: boolean } | null = null;
  let running: { key: string; abort: AbortController } | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const stopRunning = () => {
    running?.abort.abort();
    running = null;
    clearTimeout(retry);
  };
  const accept = (question: string, area: Bbox, answer: T) => {
    const whole = answer.numberReturned >= answer.numberMatched;
    known = { question, area, whole };
    report(layer, { loading: false, failed: false, shown: answer.numberReturned, matched: answer.numberMatched });
    show(answer);
  };

  const stopEffect = effect(() => {
    void attempt.value;
    const here = view.value;
    const isOn = address.value.layers.includes(layer);
    const tooFar = here !== null && here.zoom < leastZoom;
    if (here === null || !isOn || tooFar) {
      stopRunning();
      if (known !== null) show(null);
      known = null;
      report(layer, { loading: false, failed: false, tooFar: isOn && tooFar, shown: null, matched: null });
      return;
    }
    const { question, fetch } = ask();
    const area = requestArea(here.box, here.zoom);
    const key = `${question} ${area.join(',')}`;
    if (running?.key === key) return;
    stopRunning();
    const answered =
      known?.question === question && (known.whole ? contains(known.area, here.box) : sameArea(known.area, area));
    const stored = kept.get(key);
    report(layer, { tooFar: false, loading: !answered && stored === undefined });
    if (answered) return;
    if (stored !== undefined) {
      accept(question, area, stored);
      return;
    }
    const abort = new AbortController();
    running = { key, abort };
    fetch(area, abort.signal).then(
      (answer) => {
        if (abort.signal.aborted) return;
        running = null;
        kept.set(key, answer);
        accept(question, area, answer);
      },
      () => {
        if (abort.signal.aborted) return;
        running = null;
        report(layer, { loading: false, failed: true });
        retry = setTimeout(() => (attempt.value += 1), RETRY_AFTER_MS);
      },
    );
  });
  return () => {
    stopEffect();
    stopRunning();
  };
}

const sameArea = (a: Bbox, b: Bbox): boolean => contains(a, b) && contains(b, a);
