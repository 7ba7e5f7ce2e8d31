import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, median } from './measure.ts';
import { startServer } from './running-server.ts';

const LATER_STARTS = 3;

/** `npm start` on the embedded database: the first time, with the demonstration data to load, and later times. */
export const benchStart: Bench = async ({ short, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
  const environment = { DATA_DIR: folder, DATABASE_URL: '' };
  try {
    const first = await startServer(environment);
    await first.stop();
    say(`first start: page ${Math.round(first.pageMs)} ms, ready ${Math.round(first.readyMs)} ms`);
    const later: { pageMs: number; readyMs: number }[] = [];
    for (let round = 0; round < (short ? 1 : LATER_STARTS); round++) {
      const server = await startServer(environment);
      await server.stop();
      later.push(server);
      say(`later start: page ${Math.round(server.pageMs)} ms, ready ${Math.round(server.readyMs)} ms`);
    }
    return {
      firstPageMs: Math.round(first.pageMs),
      firstReadyMs: Math.round(first.readyMs),
      laterPageMs: Math.round(median(later.map(({ pageMs }) => pageMs))),
      laterReadyMs: Math.round(median(later.map(({ readyMs }) => readyMs))),
      laterStarts: later.length,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
