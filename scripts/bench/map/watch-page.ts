import type { CDPSession, Page, Request } from 'playwright-core';

/** What became of the requests of a page. */
export interface Requests {
  made: number;
  answered: number;
  failed: number;
  refused: number;
}

/** Counts the requests of a page from now on. */
export function countRequests(page: Page): { counts: Requests; settled: () => Promise<void> } {
  const counts = { made: 0, answered: 0, failed: 0, refused: 0 };
  const underWay = new Set<Request>();
  page.on('request', (request) => {
    counts.made += 1;
    underWay.add(request);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) counts.refused += 1;
  });
  page.on('requestfinished', (request) => {
    counts.answered += 1;
    underWay.delete(request);
  });
  page.on('requestfailed', (request) => {
    counts.failed += 1;
    underWay.delete(request);
  });
  const settled = async () => {
    do await page.waitForTimeout(200);
    while (underWay.size > 0);
  };
  return { counts, settled };
}

interface Watched extends Window {
  longTasksMs: number[];
  framesMs: number[];
}

/** Notes from the first moment of the page the main thread's long tasks (50 ms or more) and the times of its frames. */
export async function watchFrames(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const watched = window as unknown as Watched;
    Object.assign(watched, { longTasksMs: [], framesMs: [] });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasksMs.push(duration);
    }).observe({ entryTypes: ['longtask'] });
    const note = (now: number) => {
      watched.framesMs.push(now);
      requestAnimationFrame(note);
    };
    requestAnimationFrame(note);
  });
}

/** Long tasks and frames since the last call. */
export const takeFrames = (page: Page): Promise<{ longTasksMs: number[]; framesMs: number[] }> =>
  page.evaluate(() => {
    const { longTasksMs, framesMs } = window as unknown as Watched;
    Object.assign(window, { longTasksMs: [], framesMs: [] });
    return { longTasksMs, framesMs };
  });

/** Work of the main thread that something makes, ms of its processor: until nothing more of it is to be done. */
export async function mainThreadMs(page: Page, does: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await taskSeconds(session);
  await does();
  await page.waitForTimeout(500);
  const spent = (await taskSeconds(session)) - before;
  await session.detach();
  return spent * 1000;
}

async function taskSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value;
}
