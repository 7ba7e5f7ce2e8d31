import { join } from 'node:path';
import thresholdFile from '../data/thresholds.json' with { type: 'json' };
import packageFile from '../package.json' with { type: 'json' };
import { ensureAdministrator } from './accounts/store.ts';
import { createApp } from './app.ts';
import { computeInBackground } from './compute-in-background.ts';
import { readConfig } from './config.ts';
import { openDatabase } from './database/data-source.ts';
import { sweepFolders } from './datasets/files/own-folder.ts';
import { loadDemonstration } from './demonstration.ts';
import { listen } from './http-server.ts';
import { openImports } from './import-conversation.ts';
import { importFile } from './imports.ts';
import { createLog, say } from './logging.ts';
import { type Program, runProgram } from './program.ts';
import { RATE_LIMITS } from './security.ts';
import { seedTargets } from './targets/store.ts';
import { parseThresholds } from './targets/thresholds.ts';

const ROOT = join(import.meta.dirname, '..');
/** How long a request may still run once the program is asked to stop. */
const GRACE_MS = 10_000;

/** Opens everything in order; ends early, between two steps, when the program is asked to stop meanwhile. */
async function start(program: Program): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    void program.stop(1);
  });
  const { version } = packageFile;
  const thresholds = parseThresholds(thresholdFile);

  // First of all: a port that is taken shows at once, and the page is there while the database is being opened.
  const { app, open } = createApp({
    clientFolder: join(ROOT, 'dist'),
    basemapUrl: config.basemapUrl,
    log,
    limits: RATE_LIMITS,
    maxUploadBytes: config.fileLimits.fileBytes,
    checkAnswers: ['development', 'test'].includes(process.env['NODE_ENV'] ?? ''),
  });
  const server = await listen(app, config.host, config.port);
  program.opened('requests', () => server.stop(GRACE_MS));

  const database = await openDatabase(config, { log: say });
  program.opened('database', () => database.close());
  const { dataSource, kind } = database;
  if (program.stopping) return;
  const newKey = await ensureAdministrator(dataSource, config.adminKey);
  if (newKey !== null) say(`Administrator key, shown only this once (lost? set ADMIN_KEY): ${newKey}`);
  await seedTargets(dataSource, thresholds.targets);
  await loadDemonstration(dataSource, say);
  if (program.stopping) return;

  const recompute =
    config.threads === 0 ? null : computeInBackground(database, config, log, thresholds.set.premisesReachM);
  program.opened('recompute', async () => recompute?.stop());
  await sweepFolders();
  const imports = await openImports(dataSource, {
    soleProcess: kind === 'embedded',
    onImported: () => recompute?.wake(),
    onDefect: (error) => log.error({ err: error }, 'an import failed'),
  });
  program.opened('imports', () => imports.close());
  open({
    dataSource,
    about: { version, database: kind, basemapUrl: config.basemapUrl ?? null },
    thresholds: thresholds.set,
    importFile: async (content, description) => {
      const outcome = await importFile(dataSource, content, description);
      recompute?.wake();
      return outcome;
    },
    imports,
    wakeRecompute: () => recompute?.wake(),
  });
  say(`Ultimo Miglio ${version} is ready at ${server.address}`);
}

runProgram(start);
