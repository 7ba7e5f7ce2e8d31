import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureAdministrator } from './accounts/store.ts';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database/data-source.ts';
import { loadDemonstration } from './demonstration.ts';
import { startRecompute } from './gaps/recompute.ts';
import { listen } from './http-server.ts';
import { importFile } from './imports.ts';
import { createLog, say } from './logging.ts';
import { RATE_LIMITS } from './security.ts';
import { seedTargets } from './targets/store.ts';
import { parseThresholds } from './targets/thresholds.ts';

const ROOT = join(import.meta.dirname, '..');
/** How long a request may still run once the program is asked to stop. */
const GRACE_MS = 10_000;
/** How long stopping may take in all: the database alone may need 30 s. */
const STOP_LIMIT_MS = 45_000;
const PROGRESS_EVERY_MS = 2000;

type Part = 'requests' | 'recompute' | 'database';
/** How each part that is open is closed, in this order: who asks before who answers. */
const closers: Record<Part, (() => Promise<void>) | null> = { requests: null, recompute: null, database: null };
let stopping = false;

/** Opens everything in order; ends early, between two steps, when the program is asked to stop meanwhile. */
async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    void stop(1);
  });
  const { version } = (await readJson('package.json')) as { version: string };
  const thresholds = parseThresholds(await readJson('data/thresholds.json'));

  // First of all: a port that is taken shows at once, and the page is there while the database is being opened.
  const { app, open } = createApp({
    clientFolder: join(ROOT, 'dist'),
    basemapUrl: config.basemapUrl,
    log,
    limits: RATE_LIMITS,
    checkAnswers: ['development', 'test'].includes(process.env['NODE_ENV'] ?? ''),
  });
  const server = await listen(app, config.host, config.port);
  closers.requests = () => server.stop(GRACE_MS);

  const database = await openDatabase(config, { log: say });
  closers.database = () => database.close();
  const { dataSource, kind } = database;
  if (stopping) return;
  const newKey = await ensureAdministrator(dataSource, config.adminKey);
  if (newKey !== null) say(`Administrator key, shown only this once (lost? set ADMIN_KEY): ${newKey}`);
  await seedTargets(dataSource, thresholds.targets);
  await loadDemonstration(dataSource, say);
  if (stopping) return;

  const recompute = startRecompute({
    dataSource,
    premisesReachM: thresholds.set.premisesReachM,
    soleProcess: kind === 'embedded',
    onProgress: reportProgress(),
    onError: (error, municipality) => log.error({ err: error, municipality }, 'a gap could not be computed'),
  });
  closers.recompute = () => recompute.stop();
  open({
    dataSource,
    about: { version, database: kind, basemapUrl: config.basemapUrl ?? null },
    thresholds: thresholds.set,
    importFile: async (content, description) => {
      const outcome = await importFile(dataSource, content, description);
      recompute.wake();
      return outcome;
    },
    wakeRecompute: () => recompute.wake(),
  });
  say(`Ultimo Miglio ${version} is ready at ${server.address}`);
}

/** Says how many gaps are still to be computed, every two seconds at most. */
function reportProgress(): (left: number) => void {
  let saidAt = 0;
  return (left) => {
    if (left > 0 && performance.now() - saidAt < PROGRESS_EVERY_MS) return;
    saidAt = performance.now();
    say(left === 0 ? 'gaps are up to date' : `computing gaps: ${left} municipalities to go`);
  };
}

/** Closes what is open and ends the process; what fails to close does not keep the rest open. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  await starting;
  let code = exitCode;
  for (const close of Object.values(closers)) {
    await close?.().catch((error: unknown) => {
      complain(error);
      code = 1;
    });
  }
  process.exit(code);
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(ROOT, path), 'utf8'));
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(1);
    say('stopping; once more to stop at once');
    void stop(0);
  });
}

const starting = start().catch((error: unknown) => {
  complain(error);
  // Not awaited: it waits for this very promise.
  void stop(1);
});
