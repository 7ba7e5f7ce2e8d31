import { Worker } from 'node:worker_threads';
import type { FromEngine, ToEngine } from './embedded-thread.ts';

/** One life of the engine's thread: from its start to its close or death. */
export interface Engine {
  parameters: Record<string, string>;
  /** Runs messages of the wire protocol; their buffer is taken away. Rejects with EngineDeath. */
  exchange(messages: Uint8Array<ArrayBuffer>, expectsReady: boolean, take: (bytes: Uint8Array) => void): Promise<void>;
  /** Forgets everything of the present session. Rejects with EngineDeath. */
  reset(): Promise<void>;
  /** Closes the database; where that takes longer than `limitMs`, the thread is killed. */
  close(limitMs: number): Promise<void>;
  /** Ends the thread whatever it does, and resolves when it is gone; what waits for it rejects with `reason`. */
  kill(reason: EngineDeath): Promise<void>;
  /** Resolves when the thread is gone. */
  died: Promise<EngineDeath>;
}

/** The engine is gone; `code` is the SQLSTATE a client is told. What was committed stays. */
export class EngineDeath extends Error {
  override name = 'EngineDeath';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** SQLSTATE crash_shutdown */
const CRASHED = '57P02';

/**
 * Starts the engine on a folder, creating the database there if there is none.
 *
 * @throws EngineDeath where it cannot start
 */
export async function startEngine(folder: string): Promise<Engine> {
  const thread = new Worker(new URL('./embedded-thread.ts', import.meta.url), {
    workerData: { folder },
    execArgv: [],
  });
  const ready = Promise.withResolvers<Record<string, string>>();
  const closed = Promise.withResolvers<void>();
  const death = Promise.withResolvers<EngineDeath>();
  const waiting: { done: PromiseWithResolvers<void>; take: (bytes: Uint8Array) => void }[] = [];
  let reason: EngineDeath | null = null;

  thread.on('message', (message: FromEngine) => {
    if (message.kind === 'answer') waiting[0]?.take(message.bytes);
    else if (message.kind === 'done') waiting.shift()?.done.resolve();
    else if (message.kind === 'ready') ready.resolve(message.parameters);
    else closed.resolve();
  });
  thread.on('error', (error) => {
    reason ??= new EngineDeath(CRASHED, `The embedded database crashed and is being restarted: ${error.message}`);
  });
  thread.on('exit', () => {
    reason ??= new EngineDeath(CRASHED, 'The embedded database stopped unexpectedly and is being restarted');
    for (const { done } of waiting.splice(0)) done.reject(reason);
    ready.reject(reason);
    closed.resolve();
    death.resolve(reason);
  });

  const tell = (message: ToEngine, transfer: ArrayBuffer[], take: (bytes: Uint8Array) => void): Promise<void> => {
    if (reason !== null) return Promise.reject(reason);
    const done = Promise.withResolvers<void>();
    waiting.push({ done, take });
    thread.postMessage(message, transfer);
    return done.promise;
  };
  const kill = async (why: EngineDeath) => {
    reason ??= why;
    await thread.terminate();
  };

  return {
    parameters: await ready.promise,
    exchange: (messages, expectsReady, take) =>
      tell({ kind: 'exchange', messages, expectsReady }, [messages.buffer], take),
    reset: () => tell({ kind: 'reset' }, [], () => {}),
    async close(limitMs) {
      thread.postMessage({ kind: 'close' } satisfies ToEngine);
      const timer = setTimeout(closed.resolve, limitMs);
      await closed.promise;
      clearTimeout(timer);
      await kill(new EngineDeath('57P01', 'The database is closed'));
    },
    kill,
    died: death.promise,
  };
}
