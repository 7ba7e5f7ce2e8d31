import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openBrowser } from './browser.ts';
import { type ServedDemo, serveDemo } from './served-demo.ts';
import { visit, type VisitOptions } from './visit.ts';

export interface DemoBrowsing {
  readonly server: ServedDemo;
  /** Opens the page anew, in a browser without memory, at a path and query. */
  arrive(path: string, options?: VisitOptions): Promise<Page>;
}

/**
 * For a file of browser tests: a server and a browser for all of them. Each test fails where a page it opened has
 * complained (see `Visit`).
 */
export function browseDemo(serving?: Parameters<typeof serveDemo>[0]): DemoBrowsing {
  let server: ServedDemo | undefined;
  let browser: Browser | undefined;
  const leavings: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    [server, browser] = await Promise.all([serveDemo(serving), openBrowser()]);
  });
  afterEach(async () => {
    for (const end of leavings.splice(0)) await end();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return {
    get server() {
      return server!;
    },
    async arrive(path, options) {
      const { page, end } = await visit(browser!, server!.address, path, options);
      leavings.push(end);
      return page;
    },
  };
}
