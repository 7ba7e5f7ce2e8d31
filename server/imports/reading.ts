import { Worker } from 'node:worker_threads';
import type { Format, Reading } from '../datasets/readers/format-reader.ts';
import type { ReadEvent } from '../datasets/readers/source-record.ts';
import { Problem, type Bilingual } from '../problem.ts';
import type { ReadTask, SeenLayer, ThreadNews } from './read-thread.ts';

/** A file on disk that is to be read. */
export interface FileOnDisk {
  path: string;
  fileName: string;
  bytes: number;
}

export interface ReadingLimits {
  /** a thread that tells nothing for so long is ended */
  silenceMs: number;
  /** what a thread may hold */
  memoryMb: number;
  /** program of the thread; for tests of what wild ones do */
  program: URL;
}

const LIMITS: ReadingLimits = {
  silenceMs: 30_000,
  memoryMb: 400,
  program: new URL('read-thread.ts', import.meta.url),
};

/** What a file is and what it holds. */
export interface Seen {
  format: Format;
  layers: SeenLayer[];
}

/** Some of what a reader tells, and how far it has come. */
export interface Batch {
  events: ReadEvent[];
  bytesRead: number;
  bytesTotal: number;
  /** The file is read to its end; false until then, and where there was more than was asked for. */
  isEnd: boolean;
}

/**
 * Looks what a file is, and at its first records.
 *
 * @throws Problem 'file-unreadable'
 */
export async function lookAtFile(
  file: FileOnDisk,
  mostRecords: number,
  limits?: Partial<ReadingLimits>,
): Promise<Seen> {
  for await (const news of listenToThread({ ...onDisk(file), isLook: true, reading: {}, mostRecords }, limits)) {
    if (news.type === 'seen') return { format: news.format, layers: news.layers };
  }
  throw new Error('the reading thread ended without a word');
}

/**
 * Reads a layer of a file in a thread of its own, a batch at a time; the thread is never more than two batches ahead.
 *
 * @throws Problem 'file-unreadable' also where the reader ran out of memory or fell silent
 */
export async function* readFile(
  file: FileOnDisk,
  reading: Reading,
  mostRecords = Infinity,
  limits?: Partial<ReadingLimits>,
): AsyncGenerator<Batch> {
  for await (const news of listenToThread(
    { ...onDisk(file), isLook: false, reading: onlyReading(reading), mostRecords },
    limits,
  )) {
    if (news.type === 'batch')
      yield { events: news.events, bytesRead: news.bytesRead, bytesTotal: news.bytesTotal, isEnd: false };
    if (news.type === 'end') yield { events: [], bytesRead: file.bytes, bytesTotal: file.bytes, isEnd: news.isWhole };
  }
}

/** What a thread can be handed. */
const onDisk = ({ path, fileName }: FileOnDisk) => ({ path, fileName });
const onlyReading = ({ layer = null, encoding = null, delimiter = null, headerLine = null }: Reading): Reading => ({
  layer,
  encoding,
  delimiter,
  headerLine,
});

async function* listenToThread(task: ReadTask, given: Partial<ReadingLimits> = {}): AsyncGenerator<ThreadNews> {
  const limits = { ...LIMITS, ...given };
  const worker = new Worker(limits.program, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  const heard: ThreadNews[] = [];
  let ended: Error | 'ended' | null = null;
  let wake: () => void = () => {};
  worker.on('message', (news: ThreadNews) => {
    heard.push(news);
    wake();
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    ended = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(limits.memoryMb) : error;
    wake();
  });
  worker.on('exit', () => {
    ended ??= 'ended';
    wake();
  });
  try {
    for (;;) {
      const news = heard.shift();
      if (news === undefined) {
        if (ended === 'ended') return;
        if (ended !== null) throw ended as Error;
        await wokenOrSilent((resolve) => (wake = resolve), limits.silenceMs);
        continue;
      }
      if (news.type === 'problem') throw new Problem(news.kind, news.detail, news.extras);
      if (news.type === 'defect') throw new Error(news.message);
      yield news;
      if (news.type === 'batch') worker.postMessage('taken in');
      if (news.type === 'seen' || news.type === 'end') return;
    }
  } finally {
    await worker.terminate();
  }
}

async function wokenOrSilent(listen: (wake: () => void) => void, silenceMs: number): Promise<void> {
  const woken = Promise.withResolvers<void>();
  listen(woken.resolve);
  const timer = setTimeout(() => woken.reject(tooLong(silenceMs)), silenceMs);
  try {
    await woken.promise;
  } finally {
    clearTimeout(timer);
  }
}

const unreadable = (detail: Bilingual) => new Problem('file-unreadable', detail);

const tooMuch = (memoryMb: number) =>
  unreadable({
    en: `Reading the file took more than ${memoryMb} MB of memory and was ended: a single record of it may be huge. Split the file, or simplify its shapes`,
    it: `La lettura del file ha superato ${memoryMb} MB di memoria ed è stata interrotta: forse una sola riga è enorme. Suddividere il file, o semplificarne le forme`,
  });

const tooLong = (silenceMs: number) =>
  unreadable({
    en: `Reading the file came no further for ${silenceMs / 1000} s and was ended. The file may be damaged: save it again from the program it came from`,
    it: `La lettura del file non è avanzata per ${silenceMs / 1000} s ed è stata interrotta. Forse il file è danneggiato: salvarlo di nuovo dal programma d'origine`,
  });
