import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core';
import { expect, vi } from 'vitest';

/** A page opened in a browser of nobody: no cookies, no cache, nothing stored. */
export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What no page may do: errors on its console or out of its script, requests to anybody but its own server. */
  complaints: string[];
  /** Closes the page; fails where there were complaints. */
  end: () => Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** px; the page is one column up to 767 */
  width?: number;
  /** Complaints that the test itself provokes, such as those of a connection that is cut. */
  expected?: RegExp;
}

/** What each page is waiting for, and how many requests it has made. */
const traffic = new WeakMap<Page, { underway: Set<Request>; made: number }>();

/** What has come is read, drawn and leads to further requests within this. */
const AT_REST_MS = 150;

/** Waits until nothing is on its way from the server, what has come is drawn, and nothing follows from it. */
export async function settle(page: Page): Promise<void> {
  const seen = traffic.get(page)!;
  let before: number;
  do {
    before = seen.made;
    await vi.waitFor(() => expect([...seen.underway].map((request) => request.url())).toEqual([]), { timeout: 15_000 });
    await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.waitForTimeout(AT_REST_MS);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  } while (seen.underway.size > 0 || seen.made > before);
}

/**
 * Opens the page at a path and query, or a blank one. A browser of ours reaches nobody but this machine
 * (`openBrowser`).
 *
 * @param address  `http://127.0.0.1:PORT`
 */
export async function visit(
  browser: Browser,
  address: string,
  path: string,
  { width = 1280, expected, ...options }: VisitOptions = {},
): Promise<Visit> {
  const height = width < 768 ? 844 : 800;
  const context = await browser.newContext({ viewport: { width, height }, locale: 'it-IT', ...options });
  const page = await context.newPage();
  // Less than a test may take, so that the test can say what it waited for.
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!expected?.test(text)) complaints.push(text);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complain(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complain(`script: ${error.message}`));
  const seen = { underway: new Set<Request>(), made: 0 };
  traffic.set(page, seen);
  page.on('requestfinished', (request) => seen.underway.delete(request));
  page.on('requestfailed', (request) => seen.underway.delete(request));
  page.on('request', (request) => {
    seen.underway.add(request);
    seen.made += 1;
    const { protocol, origin } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && origin !== address) complain(`foreign: ${request.url()}`);
  });
  await page.goto(path === 'about:blank' ? path : address + path);
  return {
    page,
    context,
    complaints,
    async end() {
      await context.close();
      if (complaints.length > 0) throw new Error(`the page did what no page may do:\n${complaints.join('\n')}`);
    },
  };
}
