import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../../tests/helpers/browser.ts';
import { type Bench, median } from './measure.ts';
import { startServer } from './running-server.ts';

const ROUNDS = 5;
const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** The first load of the page: what it weighs, and when the map can be used, on loopback with an empty cache. */
export const benchPage: Bench = async ({ short, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
  const server = await startServer({ DATA_DIR: folder, DATABASE_URL: '' });
  const browser = await openBrowser();
  try {
    await server.untilComputed();
    const usableMs: number[] = [];
    for (let round = 0; round < (short ? 1 : ROUNDS); round++) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const startedAt = performance.now();
      await page.goto(server.address, { waitUntil: 'commit' });
      await page.waitForSelector('[data-map-ready="true"]');
      usableMs.push(performance.now() - startedAt);
      await context.close();
    }
    const first = await readFile(join(DIST, 'index.html'), 'utf8');
    say(`map usable after ${usableMs.map(Math.round).join(', ')} ms`);
    return {
      scriptKb: await gzippedKb('.js', (name) => first.includes(name)),
      laterScriptKb: await gzippedKb('.js', (name) => !first.includes(name)),
      styleKb: await gzippedKb('.css', () => true),
      mapUsableMs: Math.round(median(usableMs)),
      rounds: usableMs.length,
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

/** Files of a kind that the build made, gzipped, in kB: what the page names is fetched first, the rest when it is wanted. */
async function gzippedKb(ending: string, counts: (name: string) => boolean): Promise<number> {
  const names = (await readdir(DIST, { recursive: true })).filter(
    (name) => name.endsWith(ending) && counts(basename(name)),
  );
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(DIST, name))).length));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 100) / 10;
}
