import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../tests/helpers/browser.ts';
import { backgroundPixels } from '../../tests/helpers/map-colour.ts';
import { openFreshNative } from '../acceptance/databases.ts';
import { serveBarePage } from './map/bare-page.ts';
import { benchRanking } from './map/ranking.ts';
import { countRequests, takeFrames, watchFrames } from './map/watch-page.ts';
import { type Bench, type Figures, median } from './measure.ts';
import { loadRegion } from './region/load.ts';
import { wholeRegion } from './region/whole-region.ts';
import { startServer } from './running-server.ts';

const SEED = 1;
const AREAS_EACH = 5;
const ROUNDS = 5;
const SHORT = { municipalities: 150, areasEach: 3, seed: SEED };
const SIZE = { width: 1280, height: 800 };
const QUESTION = 'target=1000&horizon=2028-12-31';
/** A view from which the pan stays within the region, which has no hole there. */
const INSIDE = { whole: 'view=45.5,9.6,10.5', short: 'view=45.4,9.5,11.5' };
/** A walk over the map: each leg drags it so many pixels, or turns the wheel so many notches. */
const WALK = [
  { x: -220, y: 40 },
  { x: 160, y: -120 },
  { wheel: -3 },
  { x: 240, y: 100 },
  { x: -260, y: 60 },
  { wheel: 3 },
];
const STEPS = 20;

/**
 * The map of a whole region in a browser: when it is drawn with its colours, beside the usual way (all boundaries as
 * GeoJSON on a canvas of Leaflet) on the same server in the same run; a walk over it; the ranking beside it.
 */
export const benchMap: Bench = async ({ short, say }) => {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: the map is measured on native PostgreSQL');
  const { region, boundaries } = await wholeRegion(
    { areasEach: AREAS_EACH, seed: SEED },
    say,
    short ? SHORT : undefined,
  );
  const database = await openFreshNative(serverUrl);
  const { url } = database.dataSource.options as { url: string };
  const browser = await openBrowser();
  try {
    await loadRegion(database.dataSource, region);
    const server = await startServer({ DATABASE_URL: url });
    try {
      await server.untilComputed();
      const loading = await benchLoading(browser, server.address, short ? 1 : ROUNDS, say);
      const walking = await benchWalk(browser, `${server.address}/?${QUESTION}&${short ? INSIDE.short : INSIDE.whole}`);
      const ranking = await benchRanking(browser, `${server.address}/?${QUESTION}`);
      return {
        municipalities: region.municipalities.length,
        boundaries,
        firms: region.firms.length,
        ...loading,
        ...walking,
        ...ranking,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    await database.close();
  }
};

async function benchLoading(
  browser: Browser,
  address: string,
  rounds: number,
  say: (line: string) => void,
): Promise<Figures> {
  const ours: Loading[] = [];
  const usual: Loading[] = [];
  // The first load after the start is a round of its own: the server has made no tile yet.
  const first = await load(browser, `${address}/?${QUESTION}`, '[data-map-ready="true"]');
  for (let round = 0; round < rounds; round++) {
    usual.push(await load(browser, `${address}/bare/`, '[data-ready="true"]'));
    ours.push(await load(browser, `${address}/?${QUESTION}`, '[data-map-ready="true"]'));
    say(`whole region drawn: ours ${Math.round(ours.at(-1)!.ms)} ms, usual ${Math.round(usual.at(-1)!.ms)} ms`);
  }
  const medianOf = (all: Loading[], what: keyof Loading) => Math.round(median(all.map((one) => one[what])));
  return {
    rounds,
    firstEverMs: Math.round(first.ms),
    wholeRegionMs: medianOf(ours, 'ms'),
    usualWholeRegionMs: medianOf(usual, 'ms'),
    oursToUsual: Math.round((medianOf(ours, 'ms') / medianOf(usual, 'ms')) * 100) / 100,
    longestTaskMs: medianOf(ours, 'longestTaskMs'),
    usualLongestTaskMs: medianOf(usual, 'longestTaskMs'),
    longTasksMs: medianOf(ours, 'longTasksMs'),
    usualLongTasksMs: medianOf(usual, 'longTasksMs'),
    receivedKb: medianOf(ours, 'receivedKb'),
    usualReceivedKb: medianOf(usual, 'receivedKb'),
  };
}

interface Loading {
  ms: number;
  longestTaskMs: number;
  longTasksMs: number;
  receivedKb: number;
}

/** From the navigation until the municipalities are drawn with their colours, in a browser that knows nothing yet. */
async function load(browser: Browser, url: string, ready: string): Promise<Loading> {
  const context = await browser.newContext({ viewport: SIZE });
  await serveBarePage(context);
  const page = await context.newPage();
  await watchFrames(page);
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForSelector(ready, { state: 'attached' });
  const ms = performance.now() - startedAt;
  const { longTasksMs } = await takeFrames(page);
  const receivedKb = await page.evaluate(() => {
    const received = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    return received.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000;
  });
  await context.close();
  const sum = longTasksMs.reduce((total, task) => total + task, 0);
  return { ms, longestTaskMs: Math.max(0, ...longTasksMs), longTasksMs: sum, receivedKb };
}

/** Drags and zooms over the middle of the region, with an empty cache. */
async function benchWalk(browser: Browser, url: string): Promise<Figures> {
  const context = await browser.newContext({ viewport: SIZE });
  const page = await context.newPage();
  const { counts, settled } = countRequests(page);
  await watchFrames(page);
  await page.goto(url);
  await page.waitForSelector('[data-map-ready="true"]');
  await settled();
  const before = { ...counts };
  let backgroundAtRest = await backgroundPixels(page);
  const frames: number[] = [];
  const longTasks: number[] = [];
  for (const leg of WALK) {
    await takeFrames(page);
    await walk(page, leg);
    const { framesMs, longTasksMs } = await takeFrames(page);
    frames.push(...framesMs.slice(1).map((at, index) => at - framesMs[index]!));
    longTasks.push(...longTasksMs);
    await settled();
    backgroundAtRest += await backgroundPixels(page);
  }
  await context.close();
  return {
    walkRequests: counts.made - before.made,
    walkAnswered: counts.answered - before.answered,
    walkFailed: counts.failed - before.failed,
    walkRefused: counts.refused - before.refused,
    walkFramesPerSecond: Math.round((1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0)),
    walkSlowestFrameMs: Math.round(Math.max(...frames)),
    walkLongestTaskMs: Math.round(Math.max(0, ...longTasks)),
    walkBackgroundPixels: backgroundAtRest,
  };
}

async function walk(page: Page, leg: (typeof WALK)[number]): Promise<void> {
  const map = (await page.locator('.map-canvas').boundingBox())!;
  const middle = { x: map.x + map.width / 2, y: map.y + map.height / 2 };
  await page.mouse.move(middle.x, middle.y);
  if (leg.wheel !== undefined) {
    for (let notch = 0; notch < Math.abs(leg.wheel); notch++) {
      await page.mouse.wheel(0, Math.sign(leg.wheel) * 120);
      await page.waitForTimeout(150);
    }
    await page.waitForTimeout(400);
    return;
  }
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step++) {
    await page.mouse.move(middle.x + (leg.x * step) / STEPS, middle.y + (leg.y * step) / STEPS);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  await page.mouse.up();
  await page.waitForTimeout(300);
}
