import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { dropStaging, sweepStagings, touchStaging } from './datasets/staging.ts';
import { guessFromSample, previewFile } from './import-preview.ts';
import {
  checkFile,
  findUnchanged,
  mergeChecked,
  type CheckedFile,
  type Goal,
  type ImportOutcome,
  type ImportProgress,
} from './import-run.ts';
import { KINDS_BY_NAME } from './import-ways.ts';
import { resolveDay } from './imports.ts';
import type { Run, Upload } from './imports/contract.ts';
import { namesOf, propose, type Proposal } from './imports/propose.ts';
import type { ReadingLimits, Seen } from './imports/reading.ts';
import type { Imports } from './imports/conversation.ts';
import { settleCrs } from './imports/settle-crs.ts';
import { recallReadings, rememberReading } from './imports/store.ts';
import { turns } from './imports/turns.ts';
import { type KeptUpload, Uploads, type UploadLimits } from './imports/uploads.ts';
import { Problem, problemSays } from './problem.ts';
import { defect, layerUnknown, notChecked, runGone } from './imports/refusals.ts';

export interface ConversationOptions {
  /** Nobody else works on this database. */
  soleProcess?: boolean;
  /** Called once something has been imported. */
  onImported?: () => void;
  uploads?: Partial<UploadLimits>;
  reading?: Partial<ReadingLimits>;
  onDefect?: (error: unknown) => void;
}

interface ActiveRun {
  id: string;
  upload: KeptUpload;
  goal: Goal;
  state: Run['state'];
  progress: ImportProgress;
  checked: CheckedFile | null;
  problem: Problem | null;
  outcome: ImportOutcome | null;
  stop: AbortController;
  /** what goes on just now */
  working: Promise<void>;
  beganAt: number;
}

/** Runs whose report can still be asked for. */
const MOST_RUNS = 40;
const KEPT_MS = 6 * 60 * 60_000;
/** Files that are read at once; others wait their turn. */
const MOST_READING = 2;
const LOOK_AFTER_EVERY_MS = 60_000;

/** Opens the conversation by which files become data sets; what a killed program left staged is swept away. */
export async function openImports(db: DataSource, options: ConversationOptions = {}): Promise<Imports> {
  const { soleProcess = false, onImported = () => {}, reading = {}, onDefect = () => {} } = options;
  await sweepStagings(db, soleProcess);
  const uploads = new Uploads(options.uploads, reading);
  const runs = new Map<string, ActiveRun>();
  const takeTurn = turns(MOST_READING);
  const lookingAfter = setInterval(() => void lookAfterRuns().catch(onDefect), LOOK_AFTER_EVERY_MS).unref();

  async function understand(seen: Seen, asked: Parameters<typeof propose>[2]): Promise<Proposal> {
    const proposal = propose(seen.layers, KINDS_BY_NAME, asked);
    const { choices, declaredEpsg } = proposal;
    const layer = seen.layers.find(({ name }) => name === (choices.layer ?? ''))!;
    const guesses = await guessFromSample(db, layer.sample, choices);
    return { ...proposal, ...settleCrs(choices, declaredEpsg, guesses, proposal.doubts) };
  }

  async function describe({ id, file, seen, expiresAt }: KeptUpload): Promise<Upload> {
    const shapes = seen.layers.map((layer) => shapeOf(seen, layer.name));
    const remembered = [...(await recallReadings(db, shapes)).values()][0];
    const { choices, doubts } = await understand(seen, { kind: null, layer: null });
    return {
      id,
      fileName: file.fileName,
      bytes: file.bytes,
      sha256: file.sha256,
      expiresAt: new Date(expiresAt).toISOString(),
      format: seen.format,
      layers: seen.layers.map((layer) => ({
        name: layer.name,
        columns: namesOf(layer),
        crs: layer.crs,
        records: layer.records ?? (layer.isWhole ? layer.sample.length : null),
        encoding: layer.text?.encoding ?? null,
        delimiter: layer.text?.delimiter ?? null,
        headerLine: layer.text?.headerLine ?? null,
      })),
      proposed: remembered ?? choices,
      remembered: remembered !== undefined,
      doubts: remembered === undefined ? doubts : [],
    };
  }
  const described = new Map<string, Upload>();

  function findRun(id: string): ActiveRun {
    const run = runs.get(id);
    if (run === undefined) throw runGone();
    return run;
  }

  /** Does a part of a run, and keeps what goes wrong for who asks. */
  function work(run: ActiveRun, part: () => Promise<void>): void {
    run.upload.users += 1;
    run.working = part()
      .catch((error: unknown) => {
        if (run.stop.signal.aborted) return;
        if (!(error instanceof Problem)) onDefect(error);
        run.problem = error instanceof Problem ? error : defect();
        run.state = 'failed';
      })
      .finally(() => void (run.upload.users -= 1));
  }

  async function check(run: ActiveRun): Promise<void> {
    const { upload, goal, stop } = run;
    const present = await findUnchanged(db, upload.file.sha256, goal);
    if (present !== null) {
      run.outcome = { outcome: 'unchanged', dataset: present };
      run.state = 'unchanged';
      return;
    }
    await takeTurn(async () => {
      stop.signal.throwIfAborted();
      run.checked = await checkFile(db, upload.file, goal, {
        onProgress: (progress) => void (run.progress = progress),
        signal: stop.signal,
        limits: reading,
      });
    });
    if (run.state === 'checking') run.state = 'checked';
  }

  async function merge(run: ActiveRun, rows: 'all' | 'faultless'): Promise<void> {
    const { upload, goal, stop } = run;
    try {
      run.progress = { ...run.progress, rows: 0 };
      const onRows = (more: number) => void (run.progress.rows += more);
      run.outcome = await mergeChecked(db, upload.file, goal, run.checked!, { rows, signal: stop.signal, onRows });
    } finally {
      await dropStaging(db, run.checked!.staged);
    }
    run.state = run.outcome.outcome;
    await rememberReading(db, shapeOf(upload.seen, goal.choices.layer ?? ''), goal.choices);
    onImported();
  }

  async function discard(run: ActiveRun): Promise<void> {
    if (run.checked !== null && run.outcome === null) await dropStaging(db, run.checked.staged);
  }

  async function lookAfterRuns(): Promise<void> {
    for (const run of runs.values()) {
      if (run.state === 'checked') await touchStaging(db, run.checked!.staged);
      if (Date.now() - run.beganAt > KEPT_MS && run.state !== 'checking' && run.state !== 'importing') {
        runs.delete(run.id);
        await discard(run);
      }
    }
  }

  async function cancel(id: string): Promise<Run> {
    const run = findRun(id);
    if (run.outcome === null && run.state !== 'cancelled') {
      run.stop.abort(new Error('cancelled'));
      await run.working;
      if (run.outcome === null) {
        await discard(run);
        run.state = 'cancelled';
      }
    }
    return tell(run);
  }

  return {
    async receive(content, fileName) {
      const upload = await uploads.receive(content, fileName);
      const description = await describe(upload);
      described.set(upload.id, description);
      if (described.size > 100) described.delete([...described.keys()][0]!);
      return description;
    },
    upload(id) {
      uploads.find(id);
      return described.get(id)!;
    },
    async removeUpload(id) {
      for (const run of runs.values()) if (run.upload.id === id) await cancel(run.id);
      await uploads.remove(id);
    },
    async proposal(id, asked) {
      const { seen } = uploads.find(id);
      if (asked.layer !== null && !seen.layers.some(({ name }) => name === asked.layer))
        throw layerUnknown(asked.layer);
      return (await understand(seen, asked)).choices;
    },
    preview: async (id, choices) => previewFile(db, uploads.find(id), choices, reading),
    check(id, { choices, dataset: { name, nature, origin, sourceUrl, licence, asOf } }) {
      const upload = uploads.find(id);
      const day = resolveDay({ kind: choices.kind, asOf: asOf ?? undefined, fileName: upload.file.fileName });
      const goal: Goal = {
        name,
        choices,
        asOf: day,
        nature: nature ?? undefined,
        origin: origin ?? undefined,
        sourceUrl: sourceUrl ?? undefined,
        licence: licence ?? undefined,
      };
      forgetOldest(runs, discard);
      const run: ActiveRun = {
        id: randomUUID(),
        upload,
        goal,
        state: 'checking',
        progress: { rows: 0, bytesRead: 0, bytesTotal: upload.file.bytes },
        checked: null,
        problem: null,
        outcome: null,
        stop: new AbortController(),
        working: Promise.resolve(),
        beganAt: Date.now(),
      };
      runs.set(run.id, run);
      work(run, () => check(run));
      return tell(run);
    },
    run: (id) => tell(findRun(id)),
    faults(id) {
      const { checked, goal, upload } = findRun(id);
      const names = goal.choices.columns;
      return {
        fileName: `${upload.file.fileName.replace(/\.[^.]*$/, '').replace(/[^\w.() -]/g, '_')}-faults.csv`,
        faults: checked?.intake.faults.toSorted((a, b) => a.row - b.row) ?? [],
        columnOf: (column) => names[column] ?? column,
      };
    },
    importRun(id, rows) {
      const run = findRun(id);
      if (run.state !== 'checked') throw notChecked(run.state);
      if (rows === 'all' && run.checked!.intake.faultCount > 0) throw run.checked!.intake.rejection();
      run.state = 'importing';
      work(run, () => merge(run, rows));
      return tell(run);
    },
    cancel,
    async close() {
      clearInterval(lookingAfter);
      for (const { id } of runs.values()) await cancel(id);
      await uploads.close();
    },
  };
}

/** By what the next file of the same shape is known: format and names of the columns. */
function shapeOf(seen: Seen, layerName: string): string {
  const layer = seen.layers.find(({ name }) => name === layerName) ?? seen.layers[0]!;
  const names = namesOf(layer).toSorted();
  return createHash('sha256')
    .update(JSON.stringify([seen.format, layer.name, names]))
    .digest('hex');
}

function tell({ id, upload, state, progress, checked, problem, outcome }: ActiveRun): Run {
  const intake = checked?.intake;
  return {
    id,
    uploadId: upload.id,
    state,
    progress,
    report: intake
      ? {
          rowsRead: intake.rowsRead,
          rowsFaultless: checked.rowsFaultless,
          faultCount: intake.faultCount,
          faults: intake.firstFaults(),
          warnings: checked.warnings,
        }
      : null,
    problem: problem && problemSays(problem),
    dataset: outcome?.dataset ?? null,
  };
}

function forgetOldest(runs: Map<string, ActiveRun>, discard: (run: ActiveRun) => Promise<void>): void {
  const idle = [...runs.values()].filter(({ state }) => state !== 'checking' && state !== 'importing');
  for (const run of idle.slice(0, Math.max(runs.size + 1 - MOST_RUNS, 0))) {
    runs.delete(run.id);
    void discard(run).catch(() => {});
  }
}
