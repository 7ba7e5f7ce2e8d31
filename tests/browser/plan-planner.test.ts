import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { formatNumber } from '../../client/format.ts';
import type { BestPlan, PlanList } from '../../client/plan/plan-api.ts';
import type { PlanRanking } from '../../server/plans/contract.ts';
import { itPlan } from '../../client/words/it-plan.ts';
import { itWhatIf } from '../../client/words/it-what-if.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText } from '../helpers/figures.ts';
import { settle } from '../helpers/visit.ts';
import { bestPlan, chosenNames, settingsIn, showPane, unfold, untilProven, WIDTHS } from '../helpers/plan-page.ts';

const QUESTION = 'target=1000&horizon=2028-12-31';
const PLAN = `/?${QUESTION}&page=plan`;
const KEY = 'key-of-the-tests-only';

const demo = browseDemo();

const others = (page: Page) =>
  page.getByRole('region', { name: itPlan.list.others }).locator('.plan-segment-head > strong').allInnerTexts();

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: itPlan.stored.name }).fill(name);
  await page.getByRole('button', { name: /^Salva (questo piano|come nuovo)$/ }).click();
  const key = page.getByLabel(itWhatIf.key);
  await key
    .or(page.getByText(itPlan.stored.saved, { exact: true }))
    .first()
    .waitFor();
  if (await key.isVisible()) {
    await key.fill(KEY);
    await page.getByRole('button', { name: itWhatIf.saveWithKey }).click();
  }
  await page.getByRole('button', { name: itPlan.stored.open(name) }).waitFor();
}

/** The page shows these without being asked for more. */
const MOST_LOOKED_AT = 30;

/** A segment that the plan leaves out though it would serve somebody, that fits into the budget, and for which others must go. */
async function pinThatCosts(asked: object, without: BestPlan): Promise<PlanRanking['items'][number]> {
  const given = encodeURIComponent(JSON.stringify({ ...asked, pinned: without.chosen }));
  const { items } = await demo.server.read<PlanRanking>(`/plans/ranking?settings=${given}`);
  for (const one of items.filter(({ points }) => points > 0).slice(0, MOST_LOOKED_AT)) {
    const best = await bestPlan(demo, { ...asked, pinned: [one.id] });
    if (best.state === 'done' && best.points! < without.points!) return one;
  }
  throw new Error('no segment costs the plan anything');
}

describe.each(WIDTHS)('the planner, %i px wide', (width) => {
  test('sets weights and unit costs: the ranking follows, and the best plan comes with its certificate', async () => {
    const page = await demo.arrive(PLAN, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    const before = await others(page);
    await showPane(page, 'sheet');
    await unfold(page, itPlan.weights.title);
    const employees = page.getByRole('spinbutton', { name: itPlan.weights.number(itPlan.weights.names.employee) });
    await employees.fill('5');
    await unfold(page, itPlan.costs.title);
    const trench = page.getByRole('spinbutton', { name: `${itPlan.costs.names.trench}: ${itPlan.costs.likely}` });
    await trench.fill('100');
    await trench.press('Tab');
    await untilProven(page);
    const asked = settingsIn(page.url());
    expect(asked).toMatchObject({ weights: { employee: 5 }, costs: { trench: { likely: 100 } } });
    expect(await seriousViolations(page)).toEqual([]);

    const best = await bestPlan(demo, asked);
    expect(best.isProven).toBe(true);
    const missing = best.boundPoints! / best.points! - 1;
    const line = plainText(await page.locator('.plan-state').innerText());
    const percent = `${formatNumber(Math.ceil(missing * 1000) / 10, 'it', 1)} %`;
    expect(line).toBe(missing <= 0 ? itPlan.state.best : itPlan.state.proven(percent));
    await showPane(page, 'ranking');
    expect(await chosenNames(page)).toEqual(best.appraisal!.segments.map(({ name }) => name));
    expect(await others(page)).not.toEqual(before);
  });

  test('is told when costs are out of order, and nothing is asked for meanwhile', async () => {
    const page = await demo.arrive(PLAN, { width });
    await untilProven(page);
    await showPane(page, 'sheet');
    await unfold(page, itPlan.costs.title);
    const before = page.url();
    const low = page.getByRole('spinbutton', { name: `${itPlan.costs.names.trench}: ${itPlan.costs.low}` });
    await low.fill('9999');
    await low.press('Tab');
    await page.getByRole('alert').filter({ hasText: itPlan.costs.wrong }).waitFor();
    expect(page.url()).toBe(before);
  });

  test('pins a segment and sees what that costs the plan', async () => {
    const page = await demo.arrive(`${PLAN}&plan=${encodeURIComponent('{"budgetEur":300000}')}`, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    const asked = settingsIn(page.url());
    const without = await bestPlan(demo, asked);
    const pin = await pinThatCosts(asked, without);
    await page
      .locator(`[id="segment-${pin.id}"]`)
      .getByRole('button', { name: /^Fissa / })
      .click();
    await untilProven(page);
    expect(settingsIn(page.url())).toMatchObject({ pinned: [pin.id] });
    const withPin = await bestPlan(demo, settingsIn(page.url()));
    expect(withPin.chosen).toContain(pin.id);
    expect(await chosenNames(page)).toEqual(withPin.appraisal!.segments.map(({ name }) => name));
    const cost = page.locator('.plan-pin');
    const points = withPin.points! - without.points!;
    expect(points).toBeLessThan(0);
    await expect
      .poll(async () => plainText(await cost.innerText()), { timeout: 15_000 })
      .toContain(`−${formatNumber(-points, 'it', 2)} punti`);
  });

  test('compares two plans side by side, and shares the link with somebody else', async () => {
    const page = await demo.arrive(`${PLAN}&plan=${encodeURIComponent('{"budgetEur":300000}')}`, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    await page.getByLabel(itPlan.compare.with).selectOption({ label: itPlan.compare.otherBudget });
    await page.locator('.plan-side-by-side').waitFor();
    await settle(page);
    const figures = plainText(await page.locator('.plan-side-by-side').innerText());
    const asked = settingsIn(page.url());
    const [a, b] = [await bestPlan(demo, asked), await bestPlan(demo, { ...asked, budgetEur: 600_000 })];
    expect(b.appraisal!.firmsNewlyServed).toBeGreaterThan(a.appraisal!.firmsNewlyServed);
    const more = b.appraisal!.firmsNewlyServed - a.appraisal!.firmsNewlyServed;
    expect(figures).toContain(`${a.appraisal!.firmsNewlyServed} ${b.appraisal!.firmsNewlyServed} +${more}`);
    const onlyB = b.chosen.filter((id) => !a.chosen.includes(id));
    await page.getByText(`${itPlan.compare.onlyB} (${onlyB.length})`).first().waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const link = new URL(page.url());
    const fresh = await demo.arrive(link.pathname + link.search, { width });
    await untilProven(fresh);
    await fresh.locator('.plan-side-by-side').waitFor();
    await settle(fresh);
    expect(plainText(await fresh.locator('.plan-side-by-side').innerText())).toBe(figures);
    expect(await chosenNames(fresh)).toEqual(await chosenNames(page));
  });

  test('sees what each euro brings, and chooses a budget from the curve', async () => {
    const page = await demo.arrive(PLAN, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    await unfold(page, itPlan.curve.title);
    await page.locator('.plan-chart canvas').waitFor();
    await page.getByText(itPlan.curve.table).click();
    const rows = page.getByRole('table', { name: itPlan.curve.caption }).locator('tbody tr');
    await expect.poll(() => rows.count(), { timeout: 30_000 }).toBeGreaterThan(10);
    const budget = await rows.nth(3).getByRole('button').innerText();
    await rows.nth(3).getByRole('button').click();
    const euros = Number(budget.replaceAll(/\D/g, ''));
    await expect.poll(() => (settingsIn(page.url()) as { budgetEur: number }).budgetEur).toBe(euros);
  });

  test('shares of the cost sum to the cent, whichever way', async () => {
    const page = await demo.arrive(PLAN, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    await unfold(page, itPlan.shares.title);
    const { appraisal } = await bestPlan(demo, settingsIn(page.url()));
    const total = formatNumber(appraisal!.cost.likely, 'it', 2);
    const cells = await page.locator('.plan-shares tfoot td').allInnerTexts();
    expect(cells.slice(-3)).toEqual([total, total, total]);
  });

  test('stores a plan, opens it by its link, changes it, and loses nothing to somebody else', async () => {
    const page = await demo.arrive(PLAN, { width, expected: /409|Conflict/ });
    await untilProven(page);
    await showPane(page, 'sheet');
    const name = `Piano ${width}`;
    await save(page, name);
    const { items } = await demo.server.read<PlanList>('/plans');
    const stored = items.find((one) => one.name === name)!;
    expect(new URL(page.url()).searchParams.get('planId')).toBe(stored.id);

    const fresh = await demo.arrive(`/?page=plan&planId=${stored.id}`, { width });
    await untilProven(fresh);
    expect(settingsIn(fresh.url())).toMatchObject({ budgetEur: stored.settings.budgetEur });

    const changed = await demo.server.fetch(`/api/v1/plans/${stored.id}`, {
      method: 'PATCH',
      headers: { ...demo.server.administrator, 'content-type': 'application/json' },
      body: JSON.stringify({ version: stored.version, name: `${name} bis` }),
    });
    expect(changed.status).toBe(200);
    const field = page.getByRole('spinbutton', { name: itPlan.budget.label, exact: true });
    await field.fill('123456');
    await field.press('Enter');
    await untilProven(page);
    await page.getByRole('button', { name: itPlan.stored.saveChange }).click();
    await page.getByText(itPlan.stored.conflict).waitFor();
    await page.getByRole('button', { name: itPlan.stored.keepMine }).click();
    await page.getByRole('button', { name: itPlan.stored.open(itPlan.stored.copyOf(`${name} bis`)) }).waitFor();
    const after = await demo.server.read<PlanList>('/plans');
    expect(after.items.map((one) => one.settings.budgetEur)).toEqual(
      expect.arrayContaining([123_456, stored.settings.budgetEur]),
    );
  });

  test('renames, copies and deletes stored plans', async () => {
    const page = await demo.arrive(PLAN, { width });
    page.on('dialog', (dialog) => void dialog.accept());
    await untilProven(page);
    await showPane(page, 'sheet');
    const { stored } = itPlan;
    const [name, other] = [`Bozza ${width}`, `Consiglio ${width}`];
    const row = (of: string) =>
      page
        .locator('.plan-stored-list > li')
        .filter({ has: page.getByRole('button', { name: stored.open(of), exact: true }) });
    const names = async () => (await demo.server.read<PlanList>('/plans')).items.map((one) => one.name);

    await save(page, name);
    await row(name)
      .getByRole('button', { name: `${stored.rename} ${name}` })
      .click();
    await row(name).getByRole('textbox', { name: stored.name }).fill(other);
    await row(name).getByRole('button', { name: stored.rename, exact: true }).click();
    await row(other).waitFor();
    await row(name).waitFor({ state: 'detached' });
    expect(await names()).toContain(other);
    expect(await names()).not.toContain(name);

    await row(other)
      .getByRole('button', { name: `${stored.duplicate} ${other}` })
      .click();
    await row(stored.copyOf(other)).waitFor();
    expect(await names()).toEqual(expect.arrayContaining([other, stored.copyOf(other)]));

    expect(new URL(page.url()).searchParams.has('planId')).toBe(true);
    await row(other)
      .getByRole('button', { name: `${stored.remove} ${other}`, exact: true })
      .click();
    await row(other).waitFor({ state: 'detached' });
    await page.getByText(stored.removed, { exact: true }).waitFor();
    expect(await names()).not.toContain(other);
    expect(await names()).toContain(stored.copyOf(other));
    // The one that was open is gone, and the address no longer names it.
    await expect.poll(() => new URL(page.url()).searchParams.has('planId')).toBe(false);
  });
});
