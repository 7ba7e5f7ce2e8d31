import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import thresholdFile from '../../data/thresholds.json' with { type: 'json' };
import { openDatabase } from '../../server/database/data-source.ts';
import { loadDemonstration } from '../../server/demonstration.ts';
import { startRecompute } from '../../server/gaps/recompute.ts';
import { seedTargets } from '../../server/targets/store.ts';
import { parseThresholds } from '../../server/targets/thresholds.ts';
import { findChromium } from './browser.ts';
import { prepareTestPlace, type TestPlace } from './database.ts';
import { temporaryFolder } from './template-database.ts';

const ROOT = join(import.meta.dirname, '..', '..');

declare module 'vitest' {
  interface ProvidedContext {
    /** The demonstration data with its gaps computed, closed, to be copied. */
    demonstration: TestPlace['config'];
    /** The built client. */
    clientFolder: string;
  }
}

/**
 * Vitest's set-up of the browser tests, once a run: unpacks the browser, builds the client, loads the demonstration data,
 * computes gaps.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await findChromium();
  const clientFolder = await buildClient();
  const place = await prepareTestPlace();
  await fillWithDemonstration(place.config);
  provide('clientFolder', clientFolder);
  provide('demonstration', place.config);
  return async () => {
    await place.remove();
    await rm(clientFolder, { recursive: true, force: true });
  };
}

/** A copy, so that whoever builds the client anew meanwhile does not change what is tested. */
async function buildClient(): Promise<string> {
  // Vitest's own NODE_ENV would end up in the bundle.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts', 'build-client.ts')], { env });
  const folder = temporaryFolder();
  await cp(join(ROOT, 'dist'), folder, { recursive: true });
  return folder;
}

async function fillWithDemonstration(config: TestPlace['config']): Promise<void> {
  const { dataSource, kind, close } = await openDatabase(config);
  const thresholds = parseThresholds(thresholdFile);
  await seedTargets(dataSource, thresholds.targets);
  await loadDemonstration(dataSource, () => {});
  const errors: unknown[] = [];
  const recompute = startRecompute({
    dataSource,
    premisesReachM: thresholds.set.premisesReachM,
    soleProcess: kind === 'embedded',
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
  await recompute.stop();
  await close();
  if (errors.length > 0) throw new AggregateError(errors, 'gaps of the demonstration data could not be computed');
}
