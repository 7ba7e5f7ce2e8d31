import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from '../datasets/files/open-file.ts';
import type { Format, FormatReader, Layer, Reading } from '../datasets/readers/format-reader.ts';
import { recognise, type Recognised } from '../datasets/readers/formats.ts';
import type { ReadEvent, SourceRecord } from '../datasets/readers/source-record.ts';
import type { Source } from '../datasets/readers/source.ts';
import { Problem, type ProblemExtras, type ProblemKind, type Bilingual } from '../problem.ts';

// Runs in a worker thread: whatever a wild file does to its reader ends this thread and nothing else.

/** What a thread is to do with a file: look what it is, or read one layer of it. */
export interface ReadTask {
  path: string;
  fileName: string;
  /** tell what it is and what it holds; else read */
  isLook: boolean;
  reading: Reading;
  /** records to read at the most; for looking: of each layer */
  mostRecords: number;
}

/** A layer and its first records. */
export interface SeenLayer extends Layer {
  sample: SourceRecord[];
  /** the sample is all of it */
  isWhole: boolean;
}

export type ThreadNews =
  | { type: 'seen'; format: Format; layers: SeenLayer[] }
  | { type: 'batch'; events: ReadEvent[]; bytesRead: number; bytesTotal: number }
  | { type: 'end'; isWhole: boolean }
  | { type: 'problem'; kind: ProblemKind; detail: Bilingual; extras: ProblemExtras }
  | { type: 'defect'; message: string };

const BATCH_RECORDS = 1000;
const BATCH_CHARACTERS = 2 * 1024 * 1024;
/** Batches on their way that nobody has taken in yet. */
const MOST_AHEAD = 2;
const MOST_LAYERS_SAMPLED = 12;
const SAMPLE_CHARACTERS = 1024 * 1024;

const port = parentPort!;
const task = workerData as ReadTask;
const tell = (news: ThreadNews): void => port.postMessage(news);
/** Of what is read, an archive's member unpacked; readers that look here and there in a file tell nothing of it. */
const progress = { bytesRead: 0, bytesTotal: 0 };

async function run(): Promise<void> {
  const file = await openFile(task.path, { name: task.fileName });
  try {
    const recognised = await recognise(file.source);
    progress.bytesTotal = recognised.source.bytes;
    await (task.isLook ? look(recognised) : read(recognised));
  } finally {
    await file.close();
  }
}

async function look({ reader, format, source }: Recognised): Promise<void> {
  const layers: SeenLayer[] = [];
  for (const layer of (await reader.layers(source)).slice(0, MOST_LAYERS_SAMPLED)) {
    layers.push(await sampleLayer(reader, source, layer));
    // A sign of life: a file of many layers may take its time.
    tell({ type: 'batch', events: [], ...progress });
  }
  tell({ type: 'seen', format, layers });
}

/** What goes wrong after some records is told when the file is read; what goes wrong before any, at once. */
async function sampleLayer(reader: FormatReader, source: Source, layer: Layer): Promise<SeenLayer> {
  const sample: SourceRecord[] = [];
  let columns = layer.columns;
  let size = 0;
  try {
    for await (const event of reader.read(source, { layer: layer.name })) {
      if (event.type === 'columns') columns = event.columns;
      if (event.type !== 'record') continue;
      sample.push(event.record);
      size += event.record.size;
      if (sample.length >= task.mostRecords || size > SAMPLE_CHARACTERS) {
        return { ...layer, columns, sample, isWhole: false };
      }
    }
  } catch (error) {
    if (sample.length === 0) throw error;
    return { ...layer, columns, sample, isWhole: false };
  }
  return { ...layer, columns, sample, isWhole: true };
}

async function read({ reader, source }: Recognised): Promise<void> {
  let events: ReadEvent[] = [];
  let size = 0;
  let ofBatch = 0;
  let records = 0;
  const send = async () => {
    await room();
    tell({ type: 'batch', events, ...progress });
    events = [];
    size = 0;
    ofBatch = 0;
  };
  for await (const event of reader.read(counted(source), task.reading)) {
    const counts = event.type === 'record' || event.type === 'fault';
    if (counts && records === task.mostRecords) {
      await send();
      tell({ type: 'end', isWhole: false });
      return;
    }
    events.push(event);
    if (counts) {
      records += 1;
      ofBatch += 1;
    }
    if (event.type === 'record') size += event.record.size;
    if (ofBatch >= BATCH_RECORDS || size >= BATCH_CHARACTERS) await send();
  }
  await send();
  tell({ type: 'end', isWhole: true });
}

let ahead = 0;
let roomAgain: (() => void) | null = null;
port.on('message', () => {
  ahead -= 1;
  roomAgain?.();
});

async function room(): Promise<void> {
  if (ahead >= MOST_AHEAD) await new Promise<void>((resolve) => (roomAgain = resolve));
  ahead += 1;
}

function counted(source: Source): Source {
  return {
    ...source,
    async *read(from) {
      for await (const piece of source.read(from)) {
        progress.bytesRead += piece.length;
        yield piece;
      }
    },
  };
}

try {
  await run();
} catch (error) {
  if (error instanceof Problem) {
    tell({ type: 'problem', kind: error.kind, detail: error.detail, extras: error.extras });
  } else tell({ type: 'defect', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
} finally {
  port.close();
}
