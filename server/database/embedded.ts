import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineDeath, startEngine } from './embedded-engine.ts';
import type { Engine } from './embedded-engine.ts';
import { takePidLock } from './pid-lock.ts';
import { WireStream } from './wire-stream.ts';
import type { WireClient, WireServer, WireSession } from './wire-stream.ts';

/** PostgreSQL with PostGIS inside this program, its files in a folder of ours, no network port. */
export interface EmbeddedServer {
  /** One end of a new connection, for the pg driver's `stream` option. There is one session at a time; others wait. */
  connect(): WireStream;
  /** Waits for what runs (at most `limitMs`), closes the database and gives the folder free. */
  close(limitMs?: number): Promise<void>;
}

export interface EmbeddedOptions {
  /** a statement that runs longer fails, and the engine is restarted; 120 s if absent */
  statementLimitMs?: number;
  log?: (line: string) => void;
}

const STATEMENT_LIMIT_MS = 120_000;
const CLOSE_LIMIT_MS = 30_000;

/**
 * Opens the database in `dataDir`, creating both where absent.
 *
 * The engine has no statement_timeout, so a watchdog kills and restarts it; that does to the data what kill -9 does:
 * what was committed stays, what was not is gone. COPY ... FROM STDIN is the one statement it cannot run: the engine
 * waits for nobody's data and ends itself (COPY ... TO STDOUT works).
 *
 * @throws FolderInUse where another process has it open
 * @throws EngineDeath where the engine cannot start
 */
export async function openEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const { statementLimitMs = STATEMENT_LIMIT_MS, log = () => {} } = options;
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = await takePidLock(join(dataDir, 'database.lock'), dataDir, log);
  try {
    const folder = await prepareFolder(dataDir, log);
    const server = supervise(folder.path, statementLimitMs, log);
    await server.engine();
    await folder.complete();
    return {
      connect: () => new WireStream(server),
      async close(limitMs = CLOSE_LIMIT_MS) {
        await server.close(limitMs);
        await lock.release();
      },
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** A mark beside the folder tells a database that was never finished, which nobody can have written to. */
async function prepareFolder(dataDir: string, log: (line: string) => void) {
  const path = join(dataDir, 'database');
  const mark = join(dataDir, 'database.unfinished');
  if (existsSync(mark)) await rm(path, { recursive: true, force: true });
  if (existsSync(path)) {
    log('opening the embedded database');
    return { path, complete: async () => {} };
  }
  log('creating the embedded database (first start, about 10 s)');
  await writeFile(mark, 'The database is being created. If this file stays, the next start begins anew.\n');
  return { path, complete: () => rm(mark) };
}

interface Supervised extends WireServer {
  engine(): Promise<Engine>;
  close(limitMs: number): Promise<void>;
}

/** Keeps one engine running on the folder and lets clients in one at a time. */
function supervise(folder: string, statementLimitMs: number, log: (line: string) => void): Supervised {
  let running: Promise<Engine> | null = null;
  let closing = false;
  let lastTurn: Promise<void> = Promise.resolve();

  const engine = (): Promise<Engine> => {
    if (running !== null) return running;
    const starting = startEngine(folder);
    running = starting;
    starting.then(
      (started) =>
        started.died.then((death) => {
          if (closing) return;
          log(death.message);
          running = null;
          engine().catch((error: Error) => log(error.message));
        }),
      () => {
        // Left null, so that the next client has it tried again.
        if (running === starting) running = null;
      },
    );
    return starting;
  };

  return {
    engine,
    async attach(client) {
      if (closing) throw closed();
      const previous = lastTurn;
      const turn = Promise.withResolvers<void>();
      lastTurn = turn.promise;
      await previous;
      try {
        if (closing) throw closed();
        return openSession(await engine(), client, statementLimitMs, turn.resolve);
      } catch (error) {
        turn.resolve();
        throw error;
      }
    },
    async close(limitMs) {
      closing = true;
      const patience = Promise.withResolvers<'ran out'>();
      const timer = setTimeout(() => patience.resolve('ran out'), limitMs);
      const ranOut = (await Promise.race([lastTurn, patience.promise])) === 'ran out';
      clearTimeout(timer);
      const present = await running?.catch(() => null);
      await present?.close(ranOut ? 0 : limitMs);
    },
  };
}

function openSession(engine: Engine, client: WireClient, statementLimitMs: number, leave: () => void): WireSession {
  let ended = false;
  void engine.died.then((death) => {
    if (!ended) client.fail(death);
    leave();
  });
  const watched = async (work: Promise<void>) => {
    const watchdog = setTimeout(() => void engine.kill(tooLong(statementLimitMs)), statementLimitMs);
    await work.catch(async (error: unknown) => {
      if (!(error instanceof EngineDeath)) throw error;
      await engine.died;
    });
    clearTimeout(watchdog);
  };
  return {
    parameters: engine.parameters,
    send: (messages, expectsReady) =>
      watched(engine.exchange(messages, expectsReady, (bytes) => ended || client.receive(bytes))),
    async end() {
      if (ended) return;
      ended = true;
      await watched(engine.reset());
      leave();
    },
  };
}

/** SQLSTATE admin_shutdown */
function closed(): EngineDeath {
  return new EngineDeath('57P01', 'The database is closed');
}

/** SQLSTATE query_canceled: what PostgreSQL's own statement_timeout gives. */
function tooLong(limitMs: number): EngineDeath {
  return new EngineDeath(
    '57014',
    `A statement ran longer than ${limitMs / 1000} s: it was cancelled, its transaction rolled back, and the embedded database restarted`,
  );
}
