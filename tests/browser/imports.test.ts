import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { itImports } from '../../client/words/it-imports.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { dropFiles, giveKey, stepOf, zonesShapefile } from '../helpers/import-page.ts';
import { settle } from '../helpers/visit.ts';

const demo = browseDemo();
const FIGURES = '/municipalities/019062?target=1000&horizon=2028-12-31';

/** Once nothing waits for new figures: all but when they were computed. */
async function figures(): Promise<unknown> {
  await expect
    .poll(async () => (await demo.server.read<{ recomputing: number }>('/status')).recomputing, { timeout: 30_000 })
    .toBe(0);
  const { gap, ...rest } = await demo.server.read<{ gap: { computedAt: string } }>(FIGURES);
  const { computedAt: _, ...same } = gap;
  return { ...rest, gap: same };
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const shot = async (page: Page, name: string) => {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

async function expectAccessible(page: Page, width: number): Promise<void> {
  expect(await seriousViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
}

describe.each([1280, 390])('the planner, %i px wide', (width) => {
  test('drags a shapefile in, corrects a column, sees faulty rows, imports, sees what changed, takes it back', async () => {
    const before = await figures();
    const page = await demo.arrive('/?page=data', { width });
    await dropFiles(page, [zonesShapefile(4, { faulty: true, column: `descr${width}` })]);
    await giveKey(page);
    await stepOf(page, itImports.understood.title).waitFor();
    await settle(page);
    expect(new URL(page.url()).searchParams.get('upload')).toMatch(/^[\da-f-]{36}$/);
    expect(await page.getByLabel(itImports.understood.kind).inputValue()).toBe('zones');
    expect(await page.getByLabel(itImports.understood.crs, { exact: true }).inputValue()).toBe('32632');
    const name = page.getByLabel(itImports.columns.choose('name'), { exact: true });
    expect(await name.inputValue()).toBe('nome');
    await name.selectOption(`descr${width}`);
    await settle(page);
    const preview = page.locator('.import-rows');
    expect(await preview.locator('tbody tr').first().innerText()).toContain('Area 1');
    expect(await preview.locator('.import-fault').count()).toBe(1);
    // Choosing a row says so to the map, wherever that is.
    await preview.getByRole('button', { name: itImports.preview.chooseRow('2') }).click();
    if (width < 768) await button(page, itImports.preview.map).click();
    await expect.poll(() => page.locator('.import-map path[stroke="#b35900"]').count()).toBe(1);
    expect(await page.locator('.import-map .leaflet-interactive').count()).toBe(4);
    await shot(page, `look-${width}`);
    await expectAccessible(page, width);

    expect(await page.getByLabel(itImports.details.name).inputValue()).toBe('Zone di Offanengo');
    await button(page, itImports.details.check).click();
    await stepOf(page, itImports.report.title).waitFor();
    expect(await page.locator('.import-figures').innerText()).toMatch(/5[^]*4[^]*1/);
    expect(await page.getByRole('radio', { name: itImports.report.all }).isDisabled()).toBe(true);
    await shot(page, `report-${width}`);
    await expectAccessible(page, width);
    await page.getByRole('radio', { name: itImports.report.some('4') }).check();
    await button(page, itImports.report.import).click();

    await stepOf(page, itImports.done.imported).waitFor();
    await page.locator('.import-changes table').waitFor();
    expect(await page.locator('.import-changes').first().innerText()).toContain(`${itImports.changes.counts.added}: 4`);
    expect(await page.locator('.import-changes').first().innerText()).toContain('Area 1');
    await shot(page, `done-${width}`);
    await expectAccessible(page, width);
    expect(await figures()).not.toEqual(before);

    const done = page.locator('.import-step');
    await done.getByRole('button', { name: itImports.takeBack.button }).click();
    await done.getByRole('button', { name: itImports.takeBack.yes }).click();
    await page.getByText(itImports.done.takenBack).waitFor();
    expect(await figures()).toEqual(before);
  });

  test('imports a next version from the list and sees what moved in it', async () => {
    const page = await demo.arrive('/?page=data', { width });
    const csv = (east: string) => ({
      name: `aziende ${width}.csv`,
      content: Buffer.from(`id;Ragione sociale;Dipendenti;Longitudine;Latitudine\n1;Alfa;12;${east};45,38\n`),
    });
    const bringIn = async (east: string) => {
      await dropFiles(page, [csv(east)]);
      if (east === '9,74') await giveKey(page);
      await stepOf(page, itImports.understood.title).waitFor();
      await settle(page);
      await button(page, itImports.details.check).click();
      await stepOf(page, itImports.report.title).waitFor();
      await button(page, itImports.report.import).click();
      await stepOf(page, itImports.done.imported).waitFor();
      await page.locator('.import-changes table').waitFor();
    };
    await bringIn('9,74');
    await button(page, itImports.done.close).click();
    const set = page.locator('.dataset').filter({ hasText: `aziende ${width}` });
    await set.getByRole('button', { name: itImports.versions.importNew }).click();
    await page.getByText(itImports.drop.successor(`aziende ${width}`)).waitFor();
    await bringIn('9,7401');
    expect(await page.locator('.import-changes').first().innerText()).toMatch(/spostato di [78] m/);
    await set.getByText(`${itImports.versions.title} (2)`).click();
    await set.locator('.version-list > li').nth(1).waitFor();
    await shot(page, `versions-${width}`);
    await expectAccessible(page, width);
  });

  test('is told why a file is refused, and the way out', async () => {
    const expected = /status of 422/;
    const page = await demo.arrive('/?page=data', { width, expected });
    const legacy = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
    await dropFiles(page, [{ name: 'elenco.xls', content: legacy }]);
    await giveKey(page);
    await page.locator('.import-trouble').waitFor();
    expect(await page.locator('.import-trouble').innerText()).toContain('.xlsx');
    await shot(page, `refused-${width}`);
    await expectAccessible(page, width);
  });
});

test('a key that is refused is asked for again', async () => {
  const page = await demo.arrive('/?page=data', { expected: /status of 40[13]/ });
  await dropFiles(page, [zonesShapefile(1)]);
  await giveKey(page, 'wrong');
  await page.getByText(itImports.key.refused).waitFor();
  await giveKey(page);
  await stepOf(page, itImports.understood.title).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('a reloaded page takes the conversation up again; a file that is gone is said to be', async () => {
  const page = await demo.arrive('/?page=data', { expected: /status of 404/ });
  await dropFiles(page, [zonesShapefile(1)]);
  await giveKey(page);
  await stepOf(page, itImports.understood.title).waitFor();
  const url = page.url();
  await page.reload();
  await giveKey(page);
  await stepOf(page, itImports.understood.title).waitFor();
  await settle(page);
  await button(page, itImports.understood.again).click();
  await stepOf(page, itImports.drop.title).waitFor();
  await settle(page);
  await page.goto(url);
  await giveKey(page);
  await page.getByText(itImports.drop.gone).waitFor();
  expect(new URL(page.url()).searchParams.get('upload')).toBe(null);
});

test('a connection that is lost during a run is said, and the run is followed again', async () => {
  const page = await demo.arrive('/?page=data', { expected: /ERR_FAILED|ERR_INTERNET/ });
  await dropFiles(page, [zonesShapefile(2)]);
  await giveKey(page);
  await stepOf(page, itImports.understood.title).waitFor();
  await settle(page);
  await page.route('**/api/v1/runs/*', (route) => route.abort());
  await button(page, itImports.details.check).click();
  await page.getByText(itImports.run.unanswered).waitFor();
  await page.unroute('**/api/v1/runs/*');
  await stepOf(page, itImports.report.title).waitFor();
  expect(await page.getByText(itImports.run.unanswered).count()).toBe(0);
});

test('what is cancelled changes nothing: while it is sent, and once it was checked', async () => {
  const page = await demo.arrive('/?page=data', { expected: /ERR_FAILED|ERR_ABORTED/ });
  const listed = await demo.server.read<{ items: unknown[] }>('/datasets');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/api/v1/uploads?*', async (route) => {
    await held;
    await route.abort().catch(() => {});
  });
  await dropFiles(page, [zonesShapefile(1)]);
  await giveKey(page);
  await button(page, itImports.sending.cancel).click();
  await stepOf(page, itImports.drop.title).waitFor();
  letGo();
  await page.unroute('**/api/v1/uploads?*');

  await dropFiles(page, [zonesShapefile(1)]);
  await stepOf(page, itImports.understood.title).waitFor();
  await settle(page);
  await button(page, itImports.details.check).click();
  await stepOf(page, itImports.report.title).waitFor();
  await button(page, itImports.run.backToLook).click();
  await stepOf(page, itImports.understood.title).waitFor();
  expect(new URL(page.url()).searchParams.get('run')).toBe(null);
  expect((await demo.server.read<{ items: unknown[] }>('/datasets')).items).toHaveLength(listed.items.length);
});
