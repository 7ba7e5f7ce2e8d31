import type { Browser, Page } from 'playwright-core';
import { itPlan } from '../../../client/words/it-plan.ts';
import { type Figures, median } from '../measure.ts';

/** Moves of a slider, each one its own, and moves of one drag that follow each other at once. */
const MOVES = 12;
const DRAG_MOVES = 25;
const DRAG_STEP_MS = 60;
/** Long enough for all that follows when the hand rests: the plan, the address, the server's search. */
const REST_MS = 1500;

interface Watching {
  /** From each movement of a slider until the frame after the list has changed, ms. */
  delaysMs: number[];
  longTasksMs: number[];
}
declare global {
  interface Window {
    rankingWatch: Watching;
  }
}

/** Runs in the page before its own scripts. */
function watch(): void {
  const watching: Watching = (window.rankingWatch = { delaysMs: [], longTasksMs: [] });
  let movedAt: number | null = null;
  document.addEventListener(
    'input',
    (event) => {
      if ((event.target as HTMLElement).id.startsWith('weight-')) movedAt ??= event.timeStamp;
    },
    true,
  );
  new MutationObserver((changes) => {
    if (movedAt === null) return;
    const isRanking = changes.some(({ target }) => {
      const element = target instanceof Element ? target : target.parentElement;
      return element?.closest('.plan-ranking') != null;
    });
    if (!isRanking) return;
    const since = movedAt;
    movedAt = null;
    // The task after the next frame's: what has changed is on the screen then.
    requestAnimationFrame(() => setTimeout(() => watching.delaysMs.push(performance.now() - since)));
  }).observe(document, { subtree: true, childList: true, characterData: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) watching.longTasksMs.push(duration);
  }).observe({ entryTypes: ['longtask'] });
}

/** How soon the page of plans, for a whole region, ranks the segments anew after a weight has moved. */
export async function benchRankedSegments(
  browser: Browser,
  url: string,
  say: (line: string) => void,
): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'it-IT' });
  await page.addInitScript(watch);
  const openedAt = performance.now();
  await page.goto(url);
  await page.locator('.plan-ranking > li').first().waitFor({ timeout: 60_000 });
  const openedMs = performance.now() - openedAt;
  await page.locator('.plan-proven').waitFor({ state: 'attached', timeout: 60_000 });
  await page.getByText(itPlan.weights.title, { exact: true }).click();
  const slider = page.locator('#weight-employee');
  await slider.waitFor();

  const apart = await delaysOf(page, async () => {
    for (let move = 0; move < MOVES; move++) {
      await moveTo(page, move % 2 === 0 ? 0.09 - move * 0.002 : 0.002 * move);
      await page.waitForTimeout(REST_MS);
    }
  });
  const dragged = await delaysOf(page, async () => {
    for (let move = 0; move < DRAG_MOVES; move++) {
      await moveTo(page, 0.1 - move * 0.004);
      await page.waitForTimeout(DRAG_STEP_MS);
    }
    await page.waitForTimeout(REST_MS);
  });
  await page.close();
  const tell = (what: string, { delaysMs, longestTaskMs }: Delays) =>
    say(
      `${what}: ${delaysMs.length} changes, median ${Math.round(median(delaysMs))} ms, most ${Math.round(Math.max(...delaysMs))} ms, ` +
        `longest task ${Math.round(longestTaskMs)} ms`,
    );
  tell('a weight moved', apart);
  tell('a weight dragged', dragged);
  if (apart.delaysMs.length < MOVES / 2) throw new Error('the ranking does not follow the weight');
  return {
    rankingOpenedMs: Math.round(openedMs),
    rankingMoves: apart.delaysMs.length,
    rankingAfterMs: Math.round(median(apart.delaysMs)),
    rankingAfterMostMs: Math.round(Math.max(...apart.delaysMs)),
    rankingDragMoves: dragged.delaysMs.length,
    rankingDragAfterMs: Math.round(median(dragged.delaysMs)),
    rankingDragAfterMostMs: Math.round(Math.max(...dragged.delaysMs)),
    rankingLongestTaskMs: Math.round(Math.max(apart.longestTaskMs, dragged.longestTaskMs)),
  };
}

interface Delays {
  delaysMs: number[];
  longestTaskMs: number;
}

async function delaysOf(page: Page, moves: () => Promise<void>): Promise<Delays> {
  await page.evaluate(() => Object.assign(window.rankingWatch, { delaysMs: [], longTasksMs: [] }));
  await moves();
  const { delaysMs, longTasksMs } = await page.evaluate(() => window.rankingWatch);
  return { delaysMs, longestTaskMs: Math.max(0, ...longTasksMs) };
}

/** As a hand does: the value first, then the event of the movement. */
const moveTo = (page: Page, value: number): Promise<void> =>
  page.locator('#weight-employee').evaluate((slider, text) => {
    const input = slider as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }, value.toFixed(3));
