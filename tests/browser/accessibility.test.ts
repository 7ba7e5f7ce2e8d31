import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { it } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';

const demo = browseDemo();
const QUESTION = 'target=1000&horizon=2028-12-31';
const PLACES = {
  map: `/?${QUESTION}`,
  ranking: `/?${QUESTION}&pane=ranking`,
  sheet: `/?${QUESTION}&municipality=019062&pane=sheet`,
  'card of a firm that is not served': `/?${QUESTION}&firm=demo:019062-F21&pane=sheet`,
  'card of a firm of unknown position': `/?${QUESTION}&firm=demo-sourced:~1y6030ti36b28239trowo7&pane=sheet`,
  method: '/?page=method',
  data: '/?page=data',
};

for (const width of [1280, 390]) {
  test.each(Object.entries(PLACES))(`axe finds nothing serious at ${width} px: %s`, async (_, path) => {
    const page = await demo.arrive(path, { width });
    expect(await seriousViolations(page)).toEqual([]);
    // Nothing is wider than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('axe finds nothing serious while a search is open, nor in the opened legend', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await page.getByRole('button', { name: itMap.legendToggle }).click();
  await page.getByRole('combobox', { name: it.search.label }).fill('crema');
  await page.getByRole('option').first().waitFor();
  expect(await seriousViolations(page)).toEqual([]);
});

/** What has the focus: its accessible name or text, and whether it shows. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    const labels = (element as HTMLInputElement).labels ?? [];
    const name = element.getAttribute('aria-label') ?? labels[0]?.textContent ?? element.textContent ?? '';
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isOutlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
    // The button inside a date field shows it itself, out of reach of style sheets.
    const isInside = element.matches('input[type=date]:not(:focus-visible)');
    return { name: name.replaceAll(/\s+/g, ' ').trim(), shows: isOutlined || boxShadow !== 'none' || isInside };
  });

/** Presses Tab until something with this name has the focus; every stop on the way must show that it has it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    expect(here.shows, `the focus shows on ${here.name}`).toBe(true);
    if (typeof name === 'string' ? here.name.includes(name) : name.test(here.name)) return;
    passed.push(here.name);
  }
  throw new Error(`Tab never reaches ${String(name)}, only ${passed.join(' | ')}`);
}

test('the keyboard alone reaches everything, and its place always shows', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await tabTo(page, it.skipToContent);
  await tabTo(page, it.search.label);
  await tabTo(page, it.pages.method);
  await tabTo(page, it.language.en);
  await tabTo(page, it.question.target);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => new URL(page.url()).searchParams.get('target')).toBe('300');
  await tabTo(page, it.question.horizon);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => new URL(page.url()).searchParams.get('horizon')).not.toBe('2028-12-31');
  await tabTo(page, itMap.legendToggle);
  await tabTo(page, it.splitter);
  await tabTo(page, it.ranking.filter);
  await tabTo(page, it.ranking.columns.ftthShare);
  await page.keyboard.press('Enter');
  const sorted = page.getByRole('columnheader', { name: it.ranking.columns.ftthShare });
  await expect.poll(() => sorted.getAttribute('aria-sort')).toBe('descending');
  await tabTo(page, 'Monte Cremasco');
  await page.keyboard.press('ArrowDown');
  const { name } = await focused(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name }).waitFor();
  await expect.poll(async () => (await focused(page)).name).toContain(name);
  await tabTo(page, /^\d+$/);
});

test('the first stop of the keyboard skips to the content', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await page.keyboard.press('Tab');
  const link = page.getByRole('link', { name: it.skipToContent });
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  expect((await link.boundingBox())!.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const isInside = () => page.getByRole('main').evaluate((main) => main.contains(document.activeElement));
  expect(await isInside()).toBe(true);
});

test('where motion is unwelcome nothing moves', async () => {
  const page = await demo.arrive(`/?${QUESTION}`, { reducedMotion: 'reduce' });
  await page.locator('[data-map-ready="true"]').waitFor();
  await page.getByRole('button', { name: itMap.zoomIn }).click();
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter(({ effect, playState }) => {
        const { duration } = effect!.getComputedTiming();
        return playState === 'running' && Number(duration) > 10;
      }).length,
  );
  expect(moving).toBe(0);
});
