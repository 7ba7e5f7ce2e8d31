import { parseArgs } from 'node:util';
import thresholdFile from '../data/thresholds.json' with { type: 'json' };
import { computeInBackground } from './compute-in-background.ts';
import { ConfigError, maskPassword, readConfig } from './config.ts';
import { openDatabase } from './database/data-source.ts';
import { createLog, say } from './logging.ts';
import { type Program, runProgram } from './program.ts';
import { parseThresholds } from './targets/thresholds.ts';

/** `npm run worker`: computes gaps beside a server, on this or another machine, from the queue in their common database. */
async function start(program: Program): Promise<void> {
  const { threads } = parseArgs({ options: { threads: { type: 'string' } } }).values;
  const config = readConfig({ ...process.env, ...(threads !== undefined && { WORKER_THREADS: threads }) });
  if (config.databaseUrl === undefined) {
    throw new ConfigError(
      'DATABASE_URL is not set: the embedded database belongs to one process, the server, which computes there itself',
    );
  }
  if (config.threads === 0) throw new ConfigError('WORKER_THREADS: a worker needs at least one thread');
  const log = createLog(config.logLevel);
  const database = await openDatabase(config, { log: say, asItIs: true });
  program.opened('database', () => database.close());
  if (program.stopping) return;
  const recompute = computeInBackground(database, config, log, parseThresholds(thresholdFile).set.premisesReachM);
  program.opened('recompute', () => recompute.stop());
  say(`working for ${maskPassword(config.databaseUrl)}`);
}

runProgram(start);
