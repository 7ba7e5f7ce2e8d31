import { existsSync } from 'node:fs';
import { type Browser, chromium as driver } from 'playwright-core';

const ARGUMENTS = [
  // Continuous integration often runs as root, where Chromium refuses to start with its sandbox.
  '--no-sandbox',
  '--font-render-hinting=none',
  // Chromium talks to nobody but this machine: no other name has an address.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
];

/**
 * Opens headless Chromium: that of CHROME_PATH, else the one that comes with the npm packages (Linux on x64), which
 * needs nothing else installed. The package's own arguments are left out: they are for AWS Lambda, where one process
 * does everything (and a page that fails takes the browser with it), and they switch web security off.
 */
export async function openBrowser(): Promise<Browser> {
  return driver.launch({ executablePath: await findChromium(), args: ARGUMENTS });
}

/**
 * The path of Chromium, unpacked where it has not been yet: by one process before the others, as the package takes
 * what another is still writing for whole. It has the NSS libraries with it, but unpacks them only where it takes the
 * machine for AWS Lambda.
 */
export async function findChromium(): Promise<string> {
  const installed = process.env['CHROME_PATH'];
  if (installed !== undefined && existsSync(installed)) return installed;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}
