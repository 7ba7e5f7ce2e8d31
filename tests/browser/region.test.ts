import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { it } from '../../client/words/it.ts';
import { generateRegion } from '../../scripts/bench/region/generate.ts';
import { loadRegion } from '../../scripts/bench/region/load.ts';
import { openBrowser } from '../helpers/browser.ts';
import { backgroundPixels } from '../helpers/map-colour.ts';
import { settle, visit } from '../helpers/visit.ts';
import { startWorkingServer, type WorkingServer } from '../helpers/working-server.ts';

// As many municipalities as a region has, whose figures nobody has computed yet.

const MUNICIPALITIES = 1500;

let server: WorkingServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([
    startWorkingServer({ computes: false, clientFolder: inject('clientFolder') }),
    openBrowser(),
  ]);
  await loadRegion(server.dataSource, generateBoundaries());
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

const generateBoundaries = () => ({
  ...generateRegion({ municipalities: MUNICIPALITIES, areasEach: 0, seed: 1 }),
  zones: [],
  segments: [],
  firms: [],
});

test('the whole region is on the map, and nothing of the background between its municipalities', async () => {
  for (const zoom of [8.75, 9.5, 10, 11.25]) {
    const { page, end } = await visit(browser, server.address, `/?layers=gap&view=45.4,9.5,${zoom}`, { width: 800 });
    await settle(page);
    expect(await backgroundPixels(page), `at zoom ${zoom}`).toBe(0);
    await end();
  }
});

test('the ranking names all, draws those in sight alone, and the keyboard reaches the last', async () => {
  const { page, end } = await visit(browser, server.address, '/?layers=gap&sort=name&order=asc');
  const table = page.getByRole('table', { name: it.ranking.caption });
  await table.waitFor();
  expect(await table.getAttribute('aria-rowcount')).toBe(String(MUNICIPALITIES + 3));
  expect(await table.getByRole('row').count()).toBeLessThan(80);
  const names = table.locator('tbody a');
  await names.first().focus();
  await page.keyboard.press('End');
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  await expect.poll(focused).toBe('001500');
  await page.keyboard.press('Home');
  await expect.poll(focused).toBe('000001');
  await end();
});
