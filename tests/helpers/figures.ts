import type { Page } from 'playwright-core';

/** Text as a reader sees it: spaces of every kind are one space. */
export const plainText = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Cells of a row of the ranking, its name first. */
export async function rankingRow(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole('row').filter({ has: page.getByRole('rowheader').getByText(name, { exact: true }) });
  const cells = await row.locator('td').allInnerTexts();
  return cells.map(plainText);
}

/** Names of the municipalities in the order of the ranking. */
export async function rankingOrder(page: Page): Promise<string[]> {
  const links = page.getByRole('table').locator('tbody').getByRole('rowheader').getByRole('link');
  return (await links.allInnerTexts()).map(plainText);
}
