import type { Browser, Page } from 'playwright-core';
import { it } from '../../../client/words/it.ts';
import { type Figures, median } from '../measure.ts';
import { mainThreadMs } from './watch-page.ts';

const TIMES = 6;
/** Some of the municipalities, real or invented. */
const CODES_FROM = '01';

/** Work of the main thread for one step in the table of all municipalities, ms: median of some. */
export async function benchRanking(browser: Browser, url: string): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'it-IT' });
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForSelector('[data-map-ready="true"]');
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await page.waitForTimeout(3000);
  const filter = page.getByLabel(it.ranking.filter);
  const click = (name: string) => page.getByRole('columnheader', { name }).first().getByRole('button').click();
  const figures = {
    idleMs: await medianMs(page, async () => {}),
    sortByFigureMs: await medianMs(page, () => click(it.ranking.columns.firms)),
    sortByNameMs: await medianMs(page, () => click(it.ranking.columns.name)),
    filterMs: await medianMs(page, async (time) => filter.fill(time % 2 === 0 ? CODES_FROM : '')),
    scrollMs: await medianMs(page, async (time) =>
      page.locator('.ranking-scroller').evaluate((box, top) => void (box.scrollTop = top), 8000 * (time + 1)),
    ),
  };
  await context.close();
  const rounded = Object.entries(figures).map(([name, ms]) => [
    `ranking${name[0]!.toUpperCase()}${name.slice(1)}`,
    Math.round(ms),
  ]);
  return Object.fromEntries(rounded) as Figures;
}

async function medianMs(page: Page, does: (time: number) => Promise<void>): Promise<number> {
  const spent: number[] = [];
  for (let time = 0; time < TIMES; time++) spent.push(await mainThreadMs(page, () => does(time)));
  return median(spent);
}
