import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FirmList, MunicipalityList, MunicipalitySheet, SegmentList } from '../../client/api.ts';
import { formatDay, formatHectares, formatMetres, formatNumber, formatShare } from '../../client/format.ts';
import { slippageInWords } from '../../client/parts/slippage.ts';
import { it } from '../../client/words/it.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText, rankingOrder, rankingRow } from '../helpers/figures.ts';

const OFFANENGO = '019062';
const QUESTION = 'target=1000&horizon=2028-12-31';

const demo = browseDemo();

const list = () => demo.server.read<MunicipalityList>(`/municipalities?${QUESTION}&limit=1000`);
const number = (count: number) => formatNumber(count, 'it');

test('one sentence says the whole matter, with the figures of the API', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  const { totals } = await list();
  const { before, after } = totals;
  const placed = before!.firmsServed + before!.firmsNotServed;
  const sentence = [
    it.summary.gap(number(before!.firmsNotServed), number(placed), '1 Gbit/s'),
    it.summary.after('31 dic 2028', number(after!.firmsNotServed)),
    it.summary.unknown(before!.firmsPositionUnknown, number(before!.firmsPositionUnknown)),
  ].join('');
  await page.getByRole('table').waitFor();
  expect(before!.firmsNotServed).toBeGreaterThan(after!.firmsNotServed);
  expect(plainText(await page.getByRole('main').innerText())).toContain(plainText(sentence.replaceAll('**', '')));
});

test('the ranking sorts by what is clicked, either way, and says so', async () => {
  const page = await demo.arrive(`/?${QUESTION}&sort=name&order=asc`);
  const { items } = await list();
  const header = page.getByRole('columnheader', { name: it.ranking.columns.firmsNotServed, exact: true }).first();
  await header.waitFor();
  expect(await header.getAttribute('aria-sort')).toBe('none');
  expect(await rankingOrder(page)).toEqual(items.map(({ name }) => name).toSorted(new Intl.Collator('it').compare));

  const notServed = new Map(items.map(({ name, gap }) => [name, gap.before!.firmsNotServed]));
  const shown = async () => (await rankingOrder(page)).map((name) => notServed.get(name)!);
  await header.getByRole('button').click();
  await expect.poll(() => header.getAttribute('aria-sort')).toBe('descending');
  expect(await shown()).toEqual([...notServed.values()].toSorted((a, b) => b - a));
  await header.getByRole('button').click();
  await expect.poll(() => header.getAttribute('aria-sort')).toBe('ascending');
  expect(await shown()).toEqual([...notServed.values()].toSorted((a, b) => a - b));
  expect(new URL(page.url()).searchParams.get('order')).toBe('asc');
});

test('a filter leaves the municipalities whose name holds it, and totals of those', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  const { items } = await list();
  await page.getByLabel(it.ranking.filter).fill('crèma');
  const matching = items.filter(({ name }) => name.toLowerCase().includes('crema'));
  await expect.poll(() => rankingOrder(page)).toHaveLength(matching.length);
  expect(matching.length).toBeGreaterThan(1);
  await page.getByText(it.ranking.count(String(matching.length), String(items.length))).waitFor();
  const sum = matching.reduce((total, { gap }) => total + gap.before!.firmsNotServed, 0);
  expect((await rankingRow(page, it.ranking.totalsFiltered))[1]).toBe(number(sum));

  await page.getByLabel(it.ranking.filter).fill('nessun comune si chiama così');
  await page.getByText(it.ranking.none).waitFor();
  await page.getByRole('button', { name: it.ranking.clearFilter }).click();
  await expect.poll(() => rankingOrder(page)).toHaveLength(items.length);
});

test('a row shows the figures of the API', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await page.getByRole('table').waitFor();
  const { gap, statistic } = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
  const { before, after } = gap;
  expect(await rankingRow(page, 'Offanengo')).toEqual(
    [
      number(before!.firmsServed + before!.firmsNotServed + before!.firmsPositionUnknown),
      number(before!.firmsNotServed),
      number(after!.firmsNotServed),
      formatShare(before!.exportShare.share, 'it'),
      formatShare(before!.employees.share, 'it'),
      formatHectares(before!.zoneGapM2, 'it', false),
      formatHectares(after!.zoneGapM2, 'it', false),
      formatShare(statistic!.ftthShare, 'it'),
    ].map(plainText),
  );
});

test('the sheet opens and closes by keyboard, and shows the figures of the API', async () => {
  const page = await demo.arrive(`/?${QUESTION}&q=offa`);
  await page.getByRole('link', { name: 'Offanengo' }).focus();
  await page.keyboard.press('Enter');
  const heading = page.getByRole('heading', { level: 2, name: 'Offanengo' });
  await heading.waitFor();
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);

  const { gap } = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
  const { before, after } = gap;
  const figures = page.getByRole('region', { name: it.sheet.figures });
  const row = async (name: string) => {
    const header = page.getByRole('rowheader', { name: new RegExp(`^${name}`) });
    const cells = figures.getByRole('row').filter({ has: header }).getByRole('cell');
    return (await cells.allInnerTexts()).map(plainText);
  };
  const { rows } = it.sheet;
  expect(await row(rows.firmsNotServed)).toEqual([number(before!.firmsNotServed), number(after!.firmsNotServed)]);
  expect(await row(rows.firmsServed)).toEqual([number(before!.firmsServed), number(after!.firmsServed)]);
  expect(await row(rows.zoneGap)).toEqual(
    [formatHectares(before!.zoneGapM2, 'it'), formatHectares(after!.zoneGapM2, 'it')].map(plainText),
  );
  expect(await row(rows.exportShare)).toEqual(
    [formatShare(before!.exportShare.share, 'it'), formatShare(after!.exportShare.share, 'it')].map(plainText),
  );
  for (const kind of ['white', 'grey', 'black'] as const) {
    const term = figures.getByText(it.aidClass[kind], { exact: true });
    expect(plainText(await term.locator('xpath=following-sibling::dd').innerText())).toBe(
      number(after!.aidClasses[kind]),
    );
  }

  await page.getByRole('link', { name: it.sheet.back }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Offanengo');
});

test('the sheet lists every unserved firm with its metres, the farthest first', async () => {
  const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`);
  const { features } = await demo.server.read<FirmList>(`/firms?municipality=${OFFANENGO}&${QUESTION}&limit=1000`);
  const unserved = features
    .map(({ properties }) => properties)
    .filter(({ service }) => service === 'notServed' || service === 'servedByHorizon')
    .toSorted((a, b) => b.nearestServedM! - a.nearestServedM!);
  expect(unserved.length).toBeGreaterThan(5);
  const section = page.getByRole('region', { name: it.sheet.sections.firms });
  await section.getByRole('table').waitFor();
  const rows = section.getByRole('row').filter({ has: page.getByRole('cell') });
  const shown = await rows.evaluateAll((lines) =>
    lines.map((line) => [
      line.querySelector('a')!.textContent,
      ...[...line.querySelectorAll('td')].map((cell) => cell.innerText),
    ]),
  );
  expect(shown.map(([name]) => name)).toEqual(unserved.map(({ name }) => name));
  for (const [index, firm] of unserved.entries()) {
    const [, nearestServed, nearestSegment, when] = shown[index]!;
    expect(plainText(nearestServed!)).toBe(plainText(formatMetres(firm.nearestServedM, 'it')));
    expect(plainText(nearestSegment!)).toContain(plainText(formatMetres(firm.nearestSegmentM, 'it')));
    expect(plainText(when!)).toBe(firm.servedFrom === null ? it.firms.noDate : formatDay(firm.servedFrom, 'it'));
  }
});

test('a figure of the sheet leads to the firms that it counts', async () => {
  const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`);
  const section = page.getByRole('region', { name: it.sheet.sections.firms });
  const rows = section.getByRole('row').filter({ has: page.getByRole('cell') });
  const figures = page.getByRole('region', { name: it.sheet.figures }).getByRole('link');
  await rows.first().waitFor();
  // Not served, served: today and at the horizon.
  for (const index of [2, 3, 0, 1]) {
    const figure = figures.nth(index);
    await figure.click();
    await expect.poll(() => rows.count()).toBe(Number(await figure.innerText()));
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(it.sheet.sections.firms);
  }
});

test('the sheet shows the segments with their promises and slippage, zones, sources and dates', async () => {
  const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`);
  const { features } = await demo.server.read<SegmentList>(`/segments?municipality=${OFFANENGO}`);
  expect(features.some(({ properties }) => (properties.slippageDays ?? 0) > 0)).toBe(true);
  const segments = page.getByRole('region', { name: it.sheet.sections.segments });
  await segments.getByRole('listitem').first().waitFor();
  const fact = async (item: ReturnType<Page['locator']>, name: string) =>
    plainText(await item.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd').innerText());
  for (const { properties } of features) {
    const item = segments.getByRole('listitem').filter({ has: page.getByText(properties.name!, { exact: true }) });
    expect(await fact(item, it.segments.firstPromise)).toBe(formatDay(properties.firstPromisedReadyOn, 'it'));
    const slippage = slippageInWords(properties.slippageDays, it.segments);
    expect(await fact(item, it.segments.presentPromise)).toBe(
      plainText(`${formatDay(properties.readyOn, 'it')} ${slippage ?? ''}`),
    );
  }

  const { gap, zones } = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
  const zoneRows = page.getByRole('region', { name: it.sheet.sections.zones }).getByRole('row');
  await expect.poll(() => zoneRows.count()).toBe(zones + 1);
  const sources = page.getByRole('region', { name: it.sheet.sections.sources });
  expect(plainText(await sources.innerText())).toMatch(/AGCOM.*30 giu 2025/);
  expect(await sources.innerText()).toContain(it.freshness.method(gap.methodVersion!));
});
