import { batch, computed, effect, signal } from '@preact/signals';
import { plansUntil, todayInItaly } from '../../server/targets/days.ts';
import { chosenMunicipality, go, horizon, language, proposed, question as pageQuestion, target } from '../address.ts';
import * as api from '../api.ts';
import { ApiProblem, ConnectionLost } from '../fetch-json.ts';
import { reload, storedMunicipality, targets } from '../state.ts';
import type { WhatIfQuestion } from '../worker/protocol.ts';
import { forgetAnswers, takeAnswer } from './answer.ts';
import { type Calculator, startCalculator } from './calculator.ts';
import { changeOf, type Draft, draftOf, segmentOf } from './draft.ts';
import { type History, redo, startHistory, step, undo } from './history.ts';

/** A segment that is being changed, as far as nobody has saved it. */
export interface WhatIfSession {
  feature: api.SegmentFeature;
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
  what: 'opening' | 'computing' | 'saving';
  /** In the reader's language where the server says it; null where no answer came. */
  says: string | null;
  /** The key was not accepted, or the segment has changed meanwhile. */
  kind?: string;
}

export const phase = signal<Phase>('none');
export const session = signal<WhatIfSession | null>(null);
export const trouble = signal<Trouble | null>(null);
/** The horizon while the hand is on its slider. */
export const horizonUnderHand = signal<string | null>(null);
/** Questions asked and answered, counted: they tell whoever measures. */
export const asked = signal(0);
export const answered = signal(0);

export const draft = computed(() => session.value && (session.value.held ?? session.value.history.present));
export const isChanged = computed(() => session.value !== null && hasChange(session.value));

const hasChange = ({ feature, history: { present } }: WhatIfSession): boolean =>
  Object.keys(changeOf(feature, present)).length > 1;

let calculator: Calculator | null = null;
let opened = '';
/** Stays in this page's memory and goes nowhere but into the header of a request. */
let administratorKey: string | null = null;

export const hasKey = (): boolean => administratorKey !== null;

const POLL_MS = 700;
const WIRED_FROM_MBPS = 300;

/** Starts a what-if on a segment, in place of another one that has no changes. */
export async function startWhatIf(id: string): Promise<void> {
  endWhatIf();
  opened = id;
  phase.value = 'opening';
  try {
    const feature = await api.getSegment(id, { language: language.peek() });
    if (opened === id && phase.peek() === 'opening') open(feature);
  } catch (error) {
    if (opened === id) trouble.value = { what: 'opening', ...told(error) };
  }
}

function open(feature: api.SegmentFeature): void {
  const { municipalityCodes } = feature.properties;
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
    session.value = { feature, history: startHistory(draftOf(feature)), held: null };
    phase.value = 'open';
    trouble.value = null;
    const chosen = chosenMunicipality.peek();
    const first = municipalityCodes[0];
    if (first !== undefined && (chosen === null || !municipalityCodes.includes(chosen))) go({ municipality: first });
    go({ pane: 'map', firm: null }, 'replace');
  });
}

/** Everything that the worker's answer depends on; null where there is nothing to ask. */
const question = computed((): Omit<WhatIfQuestion, 'number'> | null => {
  const [now, feature] = [draft.value, session.value?.feature];
  if (!now || !feature) return null;
  const asks = target.value;
  const known = targets.value.value;
  const day = horizonUnderHand.value ?? horizon.value;
  const technologies = known?.items.find(({ downMbps }) => downMbps === asks)?.technologies;
  const years = known?.thresholds.plansWithinYears;
  if (years === undefined) return null;
  const chosen = chosenMunicipality.value;
  return {
    language: language.value,
    segment: segmentOf(feature, now),
    target: { downMbps: asks, technologies: technologies ?? (asks >= WIRED_FROM_MBPS ? 'wired' : 'any') },
    horizon: day,
    plansUntil: plansUntil(day, todayInItaly(new Date()), years),
    proposed: proposed.value,
    codes: [...new Set([...(chosen === null ? [] : [chosen]), ...feature.properties.municipalityCodes])],
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
    trouble.value = null;
    horizonUnderHand.value = null;
    forgetAnswers();
  });
}

/** Saves the change; `key` where none has been given yet, or another one is. */
export async function saveWhatIf(key?: string): Promise<void> {
  const open = session.peek();
  administratorKey = key ?? administratorKey;
  if (open === null || administratorKey === null || phase.peek() !== 'open') return;
  phase.value = 'saving';
  trouble.value = null;
  const { feature, history } = open;
  try {
    await api.changeSegment(feature.id, changeOf(feature, history.present), administratorKey, {
      language: language.peek(),
    });
    phase.value = 'saved';
    void handOver();
  } catch (error) {
    phase.value = 'open';
    trouble.value = { what: 'saving', ...told(error) };
    if (trouble.peek()?.kind?.startsWith('credential')) administratorKey = null;
  }
}

/** Waits until the server has computed what was saved; then its figures take over from those of the what-if. */
async function handOver(): Promise<void> {
  const code = chosenMunicipality.peek();
  const isComputed = async () => {
    const caller = { language: language.peek() };
    const found = code && (await api.getMunicipality(code, pageQuestion.peek(), caller).catch(() => undefined));
    return found === null || (found && found.gap.state === 'current');
  };
  while (phase.peek() === 'saved' && !(await isComputed())) await pause(POLL_MS);
  reload();
  while (phase.peek() === 'saved' && storedMunicipality.peek().loading) await pause(POLL_MS / 10);
  if (phase.peek() === 'saved') endWhatIf();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function told(error: unknown): Pick<Trouble, 'says' | 'kind'> {
  if (error instanceof ApiProblem) return { says: error.message, kind: error.kind };
  return { says: error instanceof ConnectionLost ? null : String(error) };
}
