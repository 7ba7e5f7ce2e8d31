import { deepStrictEqual } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Request } from 'playwright-core';
import type { MunicipalitySheet } from '../../client/api.ts';
import { enWhatIf } from '../../client/words/en-what-if.ts';
import { openBrowser } from '../../tests/helpers/browser.ts';
import { openDatabase } from '../../server/database/data-source.ts';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Bench, median } from './measure.ts';
import { generateRegion } from './region/generate.ts';
import { DOWN_MBPS, loadRegion } from './region/load.ts';
import { startServer } from './running-server.ts';
import { drawnFigures, type Watched, watch } from './what-if-watch.ts';

const AREAS_EACH = 80;
const KEY = 'key-of-the-benchmark-only-0123456789';
const QUESTION = `target=${DOWN_MBPS}&horizon=2028-12-31`;
/** Pixels of the map; the hand goes round once a turn. */
const RADIUS_PX = 110;
const TURN_MS = 3000;

/**
 * A segment dragged about in the page, in a municipality with 80 coverage areas amid others: frames, tasks of the main thread,
 * and how long after the hand the figures come. Saved, the server's figures must be those of the page, to the digit.
 */
export const benchWhatIf: Bench = async ({ short, say }) => {
  const region = generateRegion({ municipalities: short ? 7 : 19, areasEach: AREAS_EACH, seed: 1 });
  const serverUrl = process.env['DATABASE_URL'];
  const place = await makePlace(serverUrl);
  const { code } = region.municipalities[Math.floor(region.municipalities.length / 2)]!;
  const browser = await openBrowser();
  try {
    await loadRegion(place.dataSource, region);
    const server = await startServer({ ADMIN_KEY: KEY, ...(await place.hand()) });
    try {
      const read = async <T>(path: string) => (await (await fetch(`${server.address}/api/v1${path}`)).json()) as T;
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
      await page.addInitScript(watch);
      const sheet = () => read<MunicipalitySheet>(`/municipalities/${code}?${QUESTION}`);
      while ((await sheet()).gap.state !== 'current') await pause(250);
      await page.goto(`${server.address}/?lang=en&${QUESTION}&municipality=${code}`);
      await page.getByRole('button', { name: enWhatIf.start }).first().click();
      await page.locator('.what-if-bar table').waitFor();
      await pause(1500);

      await dragAbout(page, TURN_MS);
      const watched = await dragAbout(page, short ? TURN_MS : 4 * TURN_MS);
      say(`delays: ${watched.delaysMs.length}, longest task ${watched.longestTaskMs} ms`);
      await page.getByRole('button', { name: enWhatIf.save, exact: true }).click();
      await page.getByLabel(enWhatIf.key).fill(KEY);
      const promised = await page.evaluate(drawnFigures);
      await page.getByRole('button', { name: enWhatIf.saveWithKey }).click();
      await page.locator('.what-if-bar').waitFor({ state: 'detached' });
      for (const { code, changed } of promised) {
        const path = `/municipalities/${code}?${QUESTION}`;
        while ((await read<MunicipalitySheet>(path)).gap.state !== 'current') await pause(250);
        deepStrictEqual((await read<MunicipalitySheet>(path)).gap.after, changed);
      }
      const delays = watched.delaysMs.toSorted((a, b) => a - b);
      return {
        database: serverUrl ? 'native' : 'embedded',
        municipalities: region.municipalities.length,
        areasEach: AREAS_EACH,
        draggedSeconds: Math.round(watched.seconds),
        framesPerSecond: Math.round(watched.framesPerSecond),
        longestFrameMs: Math.round(watched.longestFrameMs),
        tasksOf50MsOrMore: watched.longTasks,
        longestTaskMs: Math.round(watched.longestTaskMs),
        figures: delays.length,
        figuresAfterMs: Math.round(median(delays)),
        figuresAfterP95Ms: Math.round(delays[Math.floor(delays.length * 0.95)]!),
        figuresAfterMostMs: Math.round(delays.at(-1)!),
        requestsWhileDragging: watched.requests,
        equalToTheServer: promised.length,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    await place.remove();
  }
};

/** Drags the whole segment round and round, a move about every 16 ms, and lets it go where it was not. */
async function dragAbout(page: Page, forMs: number): Promise<Watched> {
  const grip = (await page.getByRole('button', { name: enWhatIf.grips.whole }).boundingBox())!;
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  let requests = 0;
  const count = (request: Request) => void (requests += request.url().endsWith('/status') ? 0 : 1);
  page.on('request', count);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => window.watching.start());
  const startedAt = performance.now();
  for (let passedMs = 0; passedMs < forMs; passedMs = performance.now() - startedAt) {
    const angle = (2 * Math.PI * passedMs) / TURN_MS;
    await page.mouse.move(x + RADIUS_PX * Math.sin(angle), y + RADIUS_PX * (Math.cos(angle) - 1));
    await pause(Math.max(0, 16 - (performance.now() - startedAt - passedMs)));
  }
  const watched = await page.evaluate(() => window.watching.end());
  await page.mouse.up();
  page.off('request', count);
  await page.waitForFunction(() => {
    const { asked, answered } = document.querySelector<HTMLElement>('.what-if-bar')!.dataset;
    return asked === answered;
  });
  return { ...watched, requests };
}

/** A database to fill, then to hand to the program: an embedded one has one process at a time. */
async function makePlace(serverUrl: string | undefined) {
  if (serverUrl) {
    const { dataSource, close } = await openFreshNative(serverUrl);
    const { url } = dataSource.options as { url: string };
    return { dataSource, hand: async () => ({ DATABASE_URL: url }), remove: close };
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
  const { dataSource, close } = await openDatabase({ dataDir });
  return {
    dataSource,
    async hand() {
      await close();
      return { DATA_DIR: dataDir, DATABASE_URL: '' };
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
