import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { createAnswerReader, queryMessage, readyForQuery, syncMessage } from './wire-messages.ts';
import type { TransactionStatus } from './wire-messages.ts';

// PostgreSQL itself (PGlite, WebAssembly) in a thread of its own: while a statement runs, the program goes on.

/** What the thread is told to do; it does one thing after the other. */
export type ToEngine =
  | { kind: 'exchange'; messages: Uint8Array<ArrayBuffer>; expectsReady: boolean }
  /** forget everything of the present session: its transaction, settings, prepared statements, locks */
  | { kind: 'reset' }
  | { kind: 'close' };

export type FromEngine =
  | { kind: 'ready'; parameters: Record<string, string> }
  | { kind: 'answer'; bytes: Uint8Array }
  /** the exchange or reset is over */
  | { kind: 'done' }
  | { kind: 'closed' };

const ANSWER_CHUNK_BYTES = 64 * 1024;
const CHECKPOINT_CHECK_MS = 30_000;

/**
 * Without the background processes of a server nothing else makes checkpoints, and the log would grow for ever:
 * one is due every 32 MB.
 */
const CHECKPOINT_IF_DUE = `DO $$ BEGIN
  IF pg_current_wal_insert_lsn() - (SELECT redo_lsn FROM pg_control_checkpoint()) > 32 * 1024 * 1024 THEN CHECKPOINT;
  END IF; END $$`;

const port = parentPort as MessagePort;
const { folder } = workerData as { folder: string };
const engine = await PGlite.create({ dataDir: folder, extensions: { postgis, pg_trgm }, ...(await compileModules()) });
tell({ kind: 'ready', parameters: await readParameters() });

let status: TransactionStatus | null = 'I';
let queue: Promise<void> = Promise.resolve();
port.on('message', (message: ToEngine) => {
  if (message.kind === 'exchange') inTurn(() => exchange(message.messages, message.expectsReady));
  else if (message.kind === 'reset') inTurn(reset);
  else inTurn(close);
});
const checkpoints = setInterval(() => inTurn(checkpointIfDue), CHECKPOINT_CHECK_MS).unref();

/** One thing after the other. A failure is thrown on: the thread dies of it and is replaced. */
function inTurn(job: () => Promise<void>): void {
  queue = queue.then(job).catch((cause: unknown) => {
    throw cause instanceof Error ? cause : new Error('the database engine ended itself', { cause });
  });
}

function tell(message: FromEngine, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

/** PGlite compiles its modules anew for every instance, and a first start makes two; compiled once they serve both. */
async function compileModules() {
  const compile = async (name: string) =>
    WebAssembly.compile(await readFile(new URL(name, import.meta.resolve('@electric-sql/pglite'))));
  const [pgliteWasmModule, initdbWasmModule] = await Promise.all([compile('./pglite.wasm'), compile('./initdb.wasm')]);
  return { pgliteWasmModule, initdbWasmModule };
}

async function exchange(messages: Uint8Array<ArrayBuffer>, expectsReady: boolean): Promise<void> {
  let chunk = new Uint8Array(ANSWER_CHUNK_BYTES);
  let used = 0;
  const flush = () => {
    if (used > 0) tell({ kind: 'answer', bytes: chunk.subarray(0, used) }, [chunk.buffer]);
    chunk = new Uint8Array(ANSWER_CHUNK_BYTES);
    used = 0;
  };
  status = await run(messages, expectsReady, (piece) => {
    if (piece.length > ANSWER_CHUNK_BYTES - used) flush();
    if (piece.length > ANSWER_CHUNK_BYTES) {
      const bytes = piece.slice();
      tell({ kind: 'answer', bytes }, [bytes.buffer]);
    } else {
      chunk.set(piece, used);
      used += piece.length;
    }
  });
  flush();
  tell({ kind: 'done' });
}

async function reset(): Promise<void> {
  // Sync first: after an error within extended messages the engine ignores everything up to it.
  for (const message of [syncMessage(), queryMessage('ROLLBACK'), queryMessage('DISCARD ALL')]) {
    status = await run(message, true);
  }
  tell({ kind: 'done' });
}

async function close(): Promise<void> {
  clearInterval(checkpoints);
  await engine.close();
  tell({ kind: 'closed' });
  port.close();
}

async function checkpointIfDue(): Promise<void> {
  if (status === 'I') await run(queryMessage(CHECKPOINT_IF_DUE), true);
}

/**
 * Runs one part of messages; after an error the engine skips to the next Sync, as PostgreSQL does.
 *
 * Unlike PostgreSQL it says ReadyForQuery at once after an error, and once more at the Sync: a client would take the
 * second for the end of its next query. So only the last is passed on, and only where one was promised.
 *
 * @param take  gets the pieces of the answer: views of the engine's memory, to be copied at once
 * @returns the transaction's status where one was promised
 * @throws where the engine gave up: PGlite swallows a crash of its WebAssembly code (out of memory, a FATAL error),
 *         and the answer then lacks its ReadyForQuery
 */
async function run(
  messages: Uint8Array,
  expectsReady: boolean,
  take: (piece: Uint8Array) => void = () => {},
): Promise<TransactionStatus | null> {
  const answer = createAnswerReader(take);
  await engine.execProtocolRawStream(messages, { onRawData: (piece) => answer.read(piece) });
  if (!expectsReady) return null;
  const reached = answer.status();
  if (reached === null) throw new Error('the database engine broke off in the middle of an answer');
  take(readyForQuery(reached));
  return reached;
}

async function readParameters(): Promise<Record<string, string>> {
  const { rows } = await engine.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('server_version', 'server_encoding', 'client_encoding',
       'DateStyle', 'IntervalStyle', 'TimeZone', 'integer_datetimes', 'standard_conforming_strings')`,
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
