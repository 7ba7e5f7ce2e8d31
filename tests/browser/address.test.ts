import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { it } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText, rankingOrder } from '../helpers/figures.ts';
import { groundColour } from '../helpers/map-colour.ts';
import { settle } from '../helpers/visit.ts';

const demo = browseDemo();

const sheetOf = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
const queryOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const text = async (page: Page) => plainText(await page.getByRole('main').innerText());
/** What is shown once nothing more is on its way. */
async function settledText(page: Page): Promise<string> {
  await settle(page);
  return text(page);
}

test('a link shows somebody else the same: municipality, question, order, layers and view of the map', async () => {
  const page = await demo.arrive('/?target=300&horizon=2027-06-30');
  await page.getByRole('columnheader', { name: it.ranking.columns.ftthShare }).getByRole('button').click();
  await page.getByRole('button', { name: itMap.legendToggle }).click();
  await page.getByRole('checkbox', { name: itMap.layer.firms }).uncheck();
  await page.getByRole('radio', { name: itMap.whens.before }).check();
  await page.getByRole('button', { name: itMap.zoomIn }).click();
  await expect.poll(() => queryOf(page)['view']).toBeDefined();
  await page.getByRole('button', { name: itMap.legendToggle }).click();
  const shown = await settledText(page);
  const colour = await groundColour(page);
  expect(queryOf(page)).toMatchObject({
    lang: 'it',
    target: '300',
    horizon: '2027-06-30',
    sort: 'ftthShare',
    layers: 'gap,zones,segments,deliveryPoints',
    when: 'before',
  });

  const elsewhere = await demo.arrive(new URL(page.url()).search, { locale: 'en-GB' });
  await elsewhere.getByRole('table').waitFor();
  expect(await settledText(elsewhere)).toBe(shown);
  expect(await groundColour(elsewhere)).toEqual(colour);
  expect(await elsewhere.getByRole('radio', { name: itMap.whens.before }).isChecked()).toBe(true);
  expect(elsewhere.url()).toBe(page.url());

  await elsewhere.getByRole('link', { name: 'Soncino', exact: true }).click();
  await sheetOf(elsewhere, 'Soncino').waitFor();
  const sheet = await settledText(elsewhere);
  await elsewhere.reload();
  await sheetOf(elsewhere, 'Soncino').waitFor();
  expect(await settledText(elsewhere)).toBe(sheet);
});

test('a link to a firm shows its place on the map, whichever of firm and extent comes first', async () => {
  const firm = '/?target=1000&horizon=2028-12-31&firm=demo:019062-F21';
  for (const late of ['**/api/v1/settings', '**/api/v1/firms/*']) {
    const page = await demo.arrive('about:blank');
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route(late, async (route) => {
      await held;
      await route.continue();
    });
    const other = late.includes('firms') ? '/api/v1/settings' : '/api/v1/firms/';
    const early = page.waitForResponse((response) => response.url().includes(other));
    await page.goto(demo.server.address + firm);
    await (await early).finished();
    letThrough();
    await settle(page);
    // Firms are drawn, and explained, from near by alone.
    const legend = page.getByRole('region', { name: itMap.legend });
    await expect.poll(() => legend.innerText(), { message: late }).toContain(it.serviceOfOne.notServed);
    expect(await legend.innerText()).not.toContain(itMap.firmsCloser);
  }
});

test('Back and Forward go from choice to choice', async () => {
  const page = await demo.arrive('/?target=1000&horizon=2028-12-31');
  await page.getByLabel(it.ranking.filter).fill('ca');
  await expect.poll(() => queryOf(page)['q']).toBe('ca');
  const filtered = await rankingOrder(page);
  await page.getByRole('link', { name: 'Caravaggio', exact: true }).click();
  await sheetOf(page, 'Caravaggio').waitFor();
  await page.getByLabel(it.question.target, { exact: true }).selectOption('100');
  await page
    .getByText(it.summary.gap('', '', '100 Mbit/s').split('**').at(-1)!)
    .first()
    .waitFor();
  await page.getByRole('link', { name: it.pages.method, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: it.pages.method }).waitFor();

  await page.goBack();
  await sheetOf(page, 'Caravaggio').waitFor();
  expect(await page.getByLabel(it.question.target, { exact: true }).inputValue()).toBe('100');
  await page.goBack();
  await expect.poll(() => page.getByLabel(it.question.target, { exact: true }).inputValue()).toBe('1000');
  await sheetOf(page, 'Caravaggio').waitFor();
  await page.goBack();
  await expect.poll(() => rankingOrder(page)).toEqual(filtered);
  expect(await page.getByLabel(it.ranking.filter).inputValue()).toBe('ca');
  await page.goForward();
  await page.goForward();
  await sheetOf(page, 'Caravaggio').waitFor();
  expect(queryOf(page)).toMatchObject({ municipality: '016053', target: '100' });
});

test('a municipality or a firm that is not there is said to be not there', async () => {
  // The server's 404 is noted by the browser itself.
  const expected = /status of 404/;
  const page = await demo.arrive('/?municipality=999999', { expected });
  await expect.poll(() => page.getByRole('alert').allInnerTexts(), { timeout: 15_000 }).toEqual([it.trouble.notFound]);
  await page.getByRole('link', { name: it.sheet.back }).click();
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();

  const another = await demo.arrive('/?firm=nobody', { expected });
  await expect.poll(() => another.getByRole('alert').allInnerTexts(), { timeout: 15_000 }).toEqual([it.card.notFound]);
});

test('what makes no sense in an address is left out', async () => {
  const page = await demo.arrive(
    '/?lang=xx&target=fast&horizon=2028-02-31&municipality=<b>&sort=nothing&order=up&layers=sea&view=1,2&pane=x&page=y',
  );
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  expect(await page.getByLabel(it.question.target, { exact: true }).inputValue()).toBe('1000');
  expect(await page.locator('html').getAttribute('lang')).toBe('it');
});

test('a phone shows one thing at a time: map, ranking or sheet', async () => {
  const page = await demo.arrive('/?target=1000&horizon=2028-12-31', { width: 390 });
  const panes = page.getByRole('navigation', { name: it.panes.label });
  const map = page.getByRole('region', { name: it.mapLabel });
  await map.waitFor();
  expect(await page.getByRole('table', { name: it.ranking.caption }).isVisible()).toBe(false);
  await panes.getByRole('button', { name: it.panes.ranking }).click();
  await page.getByRole('link', { name: 'Offanengo', exact: true }).click();
  await sheetOf(page, 'Offanengo').waitFor();
  expect(queryOf(page)['pane']).toBe('sheet');
  expect(await map.isVisible()).toBe(false);
  await page.reload();
  await sheetOf(page, 'Offanengo').waitFor();
  await panes.getByRole('button', { name: it.panes.map }).click();
  await map.waitFor();
  // The chosen municipality is in the middle of the map that was hidden until now.
  await page.getByRole('listitem').filter({ hasText: itMap.gapAreas.remains }).first().waitFor();
  // The selectors are folded away until asked for.
  const target = page.getByLabel(it.question.target, { exact: true });
  expect(await target.isVisible()).toBe(false);
  await page.getByRole('button', { name: it.question.change }).click();
  await target.selectOption('30');
  await expect.poll(() => queryOf(page)['target']).toBe('30');
});
