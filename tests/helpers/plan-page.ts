import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { BestPlan } from '../../client/plan/plan-api.ts';
import { itPlan } from '../../client/words/it-plan.ts';
import type { DemoBrowsing } from './browse-demo.ts';
import { settle } from './visit.ts';

// What the tests of the page of plans do with it.

export const WIDTHS = [1280, 390] as const;

/** The settings that a link says, as the server is asked for them. */
export function settingsIn(url: string): object {
  const query = new URL(url).searchParams;
  const said = JSON.parse(query.get('plan') ?? '{}') as object;
  const municipality = query.get('municipality');
  const scope = municipality === null ? {} : { scope: { kind: 'municipalities', codes: [municipality] } };
  return {
    target: Number(query.get('target')),
    horizon: query.get('horizon'),
    proposed: query.get('proposed') === 'true',
    ...scope,
    ...said,
  };
}

/** The server's last word on some settings. */
export async function bestPlan({ server }: DemoBrowsing, settings: object): Promise<BestPlan> {
  const path = `/plans/best?settings=${encodeURIComponent(JSON.stringify(settings))}`;
  for (;;) {
    const best = await server.read<BestPlan>(path);
    if (best.state !== 'computing') return best;
  }
}

/** Waits until the page shows the server's last word on what is asked. */
export async function untilProven(page: Page): Promise<void> {
  const proven = page.locator('.plan-proven');
  await proven.waitFor({ state: 'attached', timeout: 30_000 });
  await settle(page);
  await proven.waitFor({ state: 'attached', timeout: 30_000 });
}

const isNarrow = (page: Page): boolean => page.viewportSize()!.width < 768;

/** Shows the part of the page that a phone has behind a tab. */
export async function showPane(page: Page, pane: keyof Omit<typeof itPlan.panes, 'label'>): Promise<void> {
  if (!isNarrow(page)) return;
  await page
    .getByRole('navigation', { name: itPlan.panes.label })
    .getByRole('button', { name: itPlan.panes[pane] })
    .click();
}

/** Opens a folded part of the page. */
export async function unfold(page: Page, title: string): Promise<void> {
  const part = page.locator('details.plan-block').filter({ has: page.getByText(title, { exact: true }) });
  await part.locator('> summary').click();
  await expect.poll(() => part.evaluate((element) => (element as HTMLDetailsElement).open)).toBe(true);
}

/** The segments of the plan as listed, in building order. */
export async function chosenNames(page: Page): Promise<string[]> {
  const list = page.getByRole('region', { name: itPlan.list.chosen });
  return list.locator('.plan-segment-head > strong').allInnerTexts();
}
