import { batch, computed, effect, signal } from '@preact/signals';
import { plansUntil, todayInItaly } from '../../server/targets/days.ts';
import type { Position } from 'geojson';
import { chosenMunicipality, go, horizon, language, proposed, target } from '../address.ts';
import * as api from '../api.ts';
import { ApiProblem, ConnectionLost } from '../fetch-json.ts';
import { targets } from '../state.ts';
import type { WhatIfQuestion } from '../worker/protocol.ts';
import { forgetAnswers, takeAnswer } from './answer.ts';
import { type Calculator, startCalculator } from './calculator.ts';
import { canSplitAt, changeOf, type Draft, draftOf, type Grip, NEW_ID, newDraft, placeOf, segmentOf } from './draft.ts';
import { type History, redo, startHistory, step, undo } from './history.ts';

/** A segment that is being changed, as far as nobody has saved it. */
export interface WhatIfSession {
  /** As the server has it; null where it has just been drawn. */
  stored: api.SegmentFeature | null;
  history: History<Draft>;
  /** What the hand holds before it lets go. */
  held: Draft | null;
}

/**
 * `opening`: the segment is fetched; `saved`: the server has it and computes its figures, those of the what-if show
 * until then.
 */
export type Phase = 'none' | 'opening' | 'open' | 'saving' | 'saved';

export interface Trouble {
  what: 'opening' | 'computing' | 'saving' | 'splitting' | 'removing';
  /** In the reader's language where the server says it; null where no answer came. */
  says: string | null;
  /** The key was not accepted, or the segment has changed meanwhile. */
  kind?: string;
}

export const phase = signal<Phase>('none');
export const session = signal<WhatIfSession | null>(null);
export const trouble = signal<Trouble | null>(null);
/** The grip that was chosen last. */
export const chosenGrip = signal<Grip | null>(null);
/** The horizon while the hand is on its slider. */
export const horizonUnderHand = signal<string | null>(null);
/** Questions asked and answered, counted: they tell whoever measures. */
export const asked = signal(0);
export const answered = signal(0);

export const draft = computed(() => session.value && (session.value.held ?? session.value.history.present));
export const isChanged = computed(() => session.value !== null && hasChange(session.value));

/** What has just been drawn is a change as a whole. */
const hasChange = ({ stored, history: { present } }: WhatIfSession): boolean =>
  stored === null || Object.keys(changeOf(stored, present)).length > 1;

/** Where the segment, as it is stored, would be split: at the grip that was chosen last; null where it cannot be. */
export const splitPlace = computed((): Position | null => {
  const [open, grip] = [session.value, chosenGrip.value];
  if (open === null || open.stored === null || grip === null || isChanged.value) return null;
  const { present } = open.history;
  return canSplitAt(present, grip) ? placeOf(present, grip) : null;
});

let calculator: Calculator | null = null;
let opened = '';

const WIRED_FROM_MBPS = 300;

/** Starts a what-if on a segment, in place of another one that has no changes. */
export async function startWhatIf(id: string): Promise<void> {
  endWhatIf();
  opened = id;
  phase.value = 'opening';
  try {
    const feature = await api.getSegment(id, { language: language.peek() });
    if (opened === id && phase.peek() === 'opening') open(feature, draftOf(feature));
  } catch (error) {
    if (opened === id) trouble.value = { what: 'opening', ...told(error) };
  }
}

/** Starts a what-if on a segment that has just been drawn. */
export function startNewWhatIf(lines: Position[][]): void {
  endWhatIf();
  opened = NEW_ID;
  open(null, newDraft(lines, horizon.peek()));
}

function open(stored: api.SegmentFeature | null, start: Draft): void {
  calculator = startCalculator((reply, to) => {
    if (reply.kind === 'failed') {
      trouble.value = { what: 'computing', says: reply.isConnection ? null : reply.error };
      return;
    }
    batch(() => {
      takeAnswer(reply);
      answered.value = to.number;
      if (trouble.peek()?.what === 'computing') trouble.value = null;
    });
  });
  batch(() => {
    session.value = { stored, history: startHistory(start), held: null };
    phase.value = 'open';
    trouble.value = null;
    chooseTouched(stored);
    go({ pane: 'map', firm: null }, 'replace');
  });
}

/** Chooses a municipality that the segment touches, unless one is chosen. */
export function chooseTouched(segment: api.SegmentFeature | null): void {
  const codes = segment?.properties.municipalityCodes ?? [];
  const chosen = chosenMunicipality.peek();
  if (codes[0] !== undefined && (chosen === null || !codes.includes(chosen))) go({ municipality: codes[0] });
}

/** Everything that the worker's answer depends on; null where there is nothing to ask. */
const question = computed((): Omit<WhatIfQuestion, 'number'> | null => {
  const [now, open] = [draft.value, session.value];
  if (!now || !open) return null;
  const asks = target.value;
  const known = targets.value.value;
  const day = horizonUnderHand.value ?? horizon.value;
  const technologies = known?.items.find(({ downMbps }) => downMbps === asks)?.technologies;
  const years = known?.thresholds.plansWithinYears;
  if (years === undefined) return null;
  const chosen = chosenMunicipality.value;
  return {
    language: language.value,
    segment: segmentOf(open.stored?.id ?? NEW_ID, now),
    target: { downMbps: asks, technologies: technologies ?? (asks >= WIRED_FROM_MBPS ? 'wired' : 'any') },
    horizon: day,
    plansUntil: plansUntil(day, todayInItaly(new Date()), years),
    proposed: proposed.value,
    codes: [...new Set([...(chosen === null ? [] : [chosen]), ...(open.stored?.properties.municipalityCodes ?? [])])],
  };
});

effect(() => {
  const next = question.value;
  if (next === null || calculator === null) return;
  asked.value = asked.peek() + 1;
  calculator.ask({ ...next, number: asked.peek() });
});

/** Asks again what could not be computed. */
export function askAgain(): void {
  const current = question.peek();
  if (current !== null) calculator?.ask({ ...current, number: asked.peek() });
}

/** What the hand holds, while it holds it; null lets go without a change. */
export function hold(held: Draft | null): void {
  const open = session.peek();
  if (open !== null && phase.peek() === 'open') session.value = { ...open, held };
}

/** Makes a step that can be undone; `doing` as for `step`. */
export function change(next: Draft, doing: string | null = null): void {
  rewrite((history) => step(history, next, doing));
}

export const undoChange = (): void => rewrite(undo);
export const redoChange = (): void => rewrite(redo);

function rewrite(to: (history: History<Draft>) => History<Draft>): void {
  const open = session.peek();
  if (open !== null && phase.peek() === 'open') session.value = { ...open, held: null, history: to(open.history) };
}

/** Ends the what-if; what was not saved is gone. */
export function endWhatIf(): void {
  calculator?.stop();
  calculator = null;
  batch(() => {
    opened = '';
    phase.value = 'none';
    session.value = null;
    chosenGrip.value = null;
    trouble.value = null;
    horizonUnderHand.value = null;
    forgetAnswers();
  });
}

/** What went wrong, as the reader is told. */
export function told(error: unknown): Pick<Trouble, 'says' | 'kind'> {
  if (error instanceof ApiProblem) return { says: error.message, kind: error.kind };
  return { says: error instanceof ConnectionLost ? null : String(error) };
}
