import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { openBrowser } from './browser.ts';
import { visit, type VisitOptions } from './visit.ts';
import { startWorkingServer, type WorkingServer } from './working-server.ts';

export interface DemoBrowsing {
  readonly server: WorkingServer;
  /** Opens the page anew, in a browser without memory, at a path and query. */
  arrive(path: string, options?: VisitOptions): Promise<Page>;
}

/**
 * For a file of browser tests: a server on a copy of the demonstration data, and a browser. Each test fails where a page it opened has
 * complained (see `Visit`).
 *
 * @param serving.opened    false: the API says that it is starting, until `server.open` is called
 * @param serving.computes  false: what is stale stays so until `server.compute` is called
 */
export function browseDemo(serving: { opened?: boolean; computes?: boolean } = {}): DemoBrowsing {
  let server: WorkingServer | undefined;
  let browser: Browser | undefined;
  const leavings: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const options = { ...serving, copyOf: inject('demonstration'), clientFolder: inject('clientFolder') };
    [server, browser] = await Promise.all([startWorkingServer(options), openBrowser()]);
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
      const opened = await visit(browser!, server!.address, path, options);
      leavings.push(() => opened.end());
      return opened.page;
    },
  };
}
