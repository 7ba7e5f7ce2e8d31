import { computed, signal } from '@preact/signals';
import { address, go } from '../address.ts';
import { ApiProblem } from '../fetch-json.ts';
import { announce } from '../parts/announce.tsx';
import type { Loaded } from '../resource.ts';
import { reload } from '../state.ts';
import { KeyNotGiven, keyed } from './ask-for-key.ts';
import { followRun } from './follow-run.ts';
import * as api from './import-api.ts';
import { importWords } from './import-words.ts';
import { proposedName } from './proposed-name.ts';
import { sendFile } from './send-file.ts';

// How the conversation about a file stands. It outlives the page: who looks at the map meanwhile finds it again.

export const sending = signal<{ fileName: string; sent: number; total: number } | null>(null);
export const upload = signal<api.Upload | null>(null);
export const choices = signal<api.Choices | null>(null);
export const preview = signal<Loaded<api.Preview>>({ value: null, loading: false, error: null });
export const description = signal<api.Description | null>(null);
export const run = signal<api.Run | null>(null);
/** The run goes on, but nobody has answered the last look. */
export const unanswered = signal(false);
export const trouble = signal<Error | null>(null);
/** The address named a file that is no longer kept. */
export const gone = signal(false);
/** Files dropped together with the one that is talked about. */
export const queue = signal<readonly File[]>([]);
/** The data set of which the next file is to be a new version. */
export const successorOf = signal<api.Dataset | null>(null);
/** Row that map and table show as chosen. */
export const chosenRow = signal<number | null>(null);
/** Something was asked of the server that must not be asked twice. */
export const busy = signal(false);

export const step = computed(() => {
  if (sending.value !== null) return 'sending';
  if (upload.value === null) return 'choose';
  const state = run.value?.state;
  if (state === undefined || state === 'cancelled') return 'look';
  if (state === 'checking' || state === 'importing') return 'running';
  return state === 'checked' ? 'report' : state === 'failed' ? 'failed' : 'done';
});

const NOTHING = { value: null, loading: false, error: null };
let stopSending = new AbortController();
let stopPreview = new AbortController();
let stopFollowing = new AbortController();

/** Notes what went wrong; a key that was not given is nobody's fault. */
function note(error: unknown): void {
  if (error instanceof KeyNotGiven) return;
  trouble.value = error as Error;
}

/** Takes the first of some files; the others wait for their turn. */
export async function take(files: readonly File[]): Promise<void> {
  const [file, ...others] = files;
  if (file === undefined) return;
  forget();
  queue.value = others;
  stopSending = new AbortController();
  const { signal } = stopSending;
  try {
    const sent = await keyed((key) => {
      sending.value = { fileName: file.name, sent: 0, total: file.size };
      return sendFile(
        file,
        key,
        (bytes) => (sending.value = { fileName: file.name, sent: Math.min(bytes, file.size), total: file.size }),
        signal,
      ).finally(() => (sending.value = null));
    });
    begin(sent);
    go({ upload: sent.id, run: null }, 'replace');
  } catch (error) {
    if (!signal.aborted) note(error);
  }
}

export function cancelSending(): void {
  stopSending.abort(new DOMException('cancelled', 'AbortError'));
  announce(importWords.peek().sending.cancelled);
}

function begin(sent: api.Upload): void {
  upload.value = sent;
  const wanted = successorOf.peek();
  description.value = {
    name: wanted?.name ?? proposedName(sent.fileName),
    nature: null,
    origin: wanted?.origin ?? null,
    sourceUrl: wanted?.sourceUrl ?? null,
    licence: wanted?.licence ?? null,
    asOf: null,
  };
  if (wanted !== null && wanted.kind !== sent.proposed.kind)
    void propose({ kind: wanted.kind, layer: sent.proposed.layer });
  else choose(sent.proposed);
}

/** Takes other choices, and shows at once what they lead to. */
export function choose(next: api.Choices): void {
  choices.value = next;
  void look(async (signal, id) => api.previewUpload(id, next, signal));
}

/** Asks what the program would do with another kind or layer. */
export function propose(wish: api.Proposal): Promise<void> {
  return look(async (signal, id) => {
    const next = await api.proposeChoices(id, wish, signal);
    signal.throwIfAborted();
    choices.value = next;
    return api.previewUpload(id, next, signal);
  });
}

async function look(ask: (signal: AbortSignal, id: string) => Promise<api.Preview>): Promise<void> {
  stopPreview.abort();
  stopPreview = new AbortController();
  const { signal } = stopPreview;
  preview.value = { ...preview.peek(), loading: true, error: null };
  try {
    const value = await ask(signal, upload.peek()!.id);
    if (signal.aborted) return;
    preview.value = { value, loading: false, error: null };
    chosenRow.value = null;
    announce(importWords.peek().preview.ready(value.rows.length, faultyRows(value)));
  } catch (error) {
    if (!signal.aborted) preview.value = { value: preview.peek().value, loading: false, error: error as Error };
  }
}

export const faultyRows = ({ rows }: api.Preview): number => rows.filter(({ faults }) => faults.length > 0).length;

/** Asks something that leads to a run, and follows that. */
async function start(asking: () => Promise<api.Run>): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  trouble.value = null;
  try {
    const started = await asking();
    go({ run: started.id }, 'replace');
    await follow(started);
  } catch (error) {
    note(error);
  } finally {
    busy.value = false;
  }
}

async function follow(first: api.Run): Promise<void> {
  stopFollowing.abort();
  stopFollowing = new AbortController();
  const { signal } = stopFollowing;
  run.value = first;
  busy.value = false;
  try {
    await followRun(
      (signal) => api.getRun(first.id, signal),
      (answer) => {
        unanswered.value = answer === null;
        if (answer !== null) run.value = answer;
      },
      signal,
    );
    // Lists and figures on the page are of the time before.
    if (run.peek()?.state === 'imported') reload();
  } catch (error) {
    if (!signal.aborted) note(error);
  } finally {
    if (!signal.aborted) unanswered.value = false;
  }
}

export const check = (): Promise<void> =>
  start(() => api.check(upload.peek()!.id, { choices: choices.peek()!, dataset: description.peek()! }));

export const importRows = (rows: 'all' | 'faultless'): Promise<void> =>
  start(() => api.importRun(run.peek()!.id, rows));

/** Stops what runs; the file and what was said of it stay. */
export async function cancel(): Promise<void> {
  const running = run.peek();
  if (running === null) return;
  try {
    const ended = await api.cancelRun(running.id);
    stopFollowing.abort();
    unanswered.value = false;
    // Who stopped too late sees what was done.
    run.value = ended.state === 'cancelled' ? null : ended;
    if (ended.state === 'cancelled') {
      go({ run: null }, 'replace');
      announce(importWords.peek().run.cancelled);
    } else if (ended.state === 'imported') reload();
  } catch (error) {
    note(error);
  }
}

/** Ends the conversation; a file that was not imported is thrown away. */
export function close(): void {
  const left = upload.peek();
  if (left !== null) void api.removeUpload(left.id).catch(() => {});
  forget();
  successorOf.value = null;
  go({ upload: null, run: null }, 'replace');
}

function forget(): void {
  for (const stop of [stopPreview, stopFollowing]) stop.abort();
  upload.value = choices.value = description.value = run.value = trouble.value = chosenRow.value = null;
  preview.value = NOTHING;
  unanswered.value = gone.value = busy.value = false;
}

/** Takes a conversation up again that the address names. */
export async function resume(): Promise<void> {
  const { upload: id, run: runId } = address.peek();
  if (id === null || upload.peek() !== null || busy.peek()) return;
  busy.value = true;
  try {
    begin(await api.getUpload(id));
    if (runId === null) return;
    await follow(await api.getRun(runId, new AbortController().signal));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 404) return note(error);
    // The file may be there while its run is not.
    if (upload.peek() === null) {
      gone.value = true;
      go({ upload: null, run: null }, 'replace');
    } else go({ run: null }, 'replace');
  } finally {
    busy.value = false;
  }
}
