import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

/** Chrome talks to nobody but the page's own server. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/**
 * Opens headless Chromium: that of CHROME_PATH, else the one that comes with the npm packages (Linux on x64), which
 * needs nothing else installed.
 */
export async function openBrowser(): Promise<Browser> {
  const installed = process.env['CHROME_PATH'];
  if (installed !== undefined && existsSync(installed))
    return driver.launch({ executablePath: installed, args: ['--no-sandbox', ...QUIET] });
  return driver.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, ...QUIET],
    headless: true,
  });
}
