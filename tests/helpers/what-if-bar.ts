import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { itWhatIf } from '../../client/words/it-what-if.ts';

/** What is said of the segment that is being tried. */
export const bar = (page: Page) => page.getByRole('region', { name: itWhatIf.label });

/** Waits until the last question has its answer. */
export async function caughtUp(page: Page): Promise<void> {
  const left = async () => {
    const [asked, answered] = [
      await bar(page).getAttribute('data-asked'),
      await bar(page).getAttribute('data-answered'),
    ];
    return Number(asked) - Number(answered);
  };
  await expect.poll(left, { timeout: 15_000 }).toBe(0);
}

/** Presses a button that changes something on the server, and gives the key where it is asked for. */
export async function sendWithKey(page: Page, button: string, key: string): Promise<void> {
  await bar(page).getByRole('button', { name: button, exact: true }).click();
  await page.getByLabel(itWhatIf.key).fill(key);
  await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
}
