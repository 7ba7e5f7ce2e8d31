import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../helpers/browser.ts';
import { visit } from '../helpers/visit.ts';

// What the other tests rely on: a page that does what no page may do makes them fail.

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('requests to others, errors of scripts and errors on the console are complaints', async () => {
  const { page, complaints, end } = await visit(browser, 'http://127.0.0.1:1', 'about:blank');
  await page.evaluate(() => {
    console.error('on the console');
    setTimeout(() => {
      throw new Error('out of a script');
    });
  });
  await page.evaluate(() => fetch('https://tiles.example/1.png').catch(() => {}));
  await expect
    .poll(() => complaints.toSorted())
    .toEqual([
      'console: Failed to load resource: net::ERR_NAME_NOT_RESOLVED',
      'console: on the console',
      'foreign: https://tiles.example/1.png',
      'script: out of a script',
    ]);
  await expect(end()).rejects.toThrow('foreign: https://tiles.example/1.png');
});

test('what a test expects is no complaint', async () => {
  const { page, complaints, end } = await visit(browser, 'http://127.0.0.1:1', 'about:blank', { expected: /known/ });
  await page.evaluate(() => console.error('known'));
  expect(complaints).toEqual([]);
  await end();
});
