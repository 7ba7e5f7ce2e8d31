import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { formatEuros, formatHectares, formatNumber } from '../../client/format.ts';
import type { FoundProblem } from '../../client/plan/plan-api.ts';
import { it } from '../../client/words/it.ts';
import { itPlan } from '../../client/words/it-plan.ts';
import { type GapInputJson, readGapInput } from '../../server/gaps/gap-input-json.ts';
import { gapOnDay } from '../../server/gaps/gap-on-day.ts';
import { municipalityGap } from '../../server/gaps/municipality-gap.ts';
import { seriousViolations } from '../helpers/axe.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText } from '../helpers/figures.ts';
import { bestPlan, chosenNames, settingsIn, showPane, unfold, untilProven, WIDTHS } from '../helpers/plan-page.ts';
import { settle } from '../helpers/visit.ts';

const OFFANENGO = '019062';
const QUESTION = 'target=1000&horizon=2028-12-31';

const demo = browseDemo();

const number = (count: number) => formatNumber(count, 'it');
const outcome = async (page: Page) => plainText(await page.locator('.plan-outcome').innerText());
const slider = (page: Page) => page.getByRole('slider', { name: itPlan.budget.slider });
/** What stays without service in the zones, as the page says it of her municipality. */
const gapLeft = (page: Page) => page.locator('.plan-gap-left');

async function toBudget(page: Page, euros: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: itPlan.budget.label, exact: true });
  await field.fill(String(euros));
  await field.press('Enter');
  await untilProven(page);
}

describe.each(WIDTHS)('the mayor, %i px wide', (width) => {
  test('goes from the sheet of her municipality to its plan, with the figures of the API', async () => {
    const page = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}&pane=sheet`, { width });
    await page.getByRole('link', { name: it.sheet.plan }).click();
    await page.getByRole('heading', { level: 1, name: itPlan.title }).waitFor();
    await untilProven(page);
    const { appraisal, chosen } = await bestPlan(demo, settingsIn(page.url()));
    expect(chosen.length).toBeGreaterThan(0);
    const own = appraisal!.municipalities.find(({ code }) => code === OFFANENGO)!;
    const said = itPlan.result.serves(number(appraisal!.firmsNewlyServed), number(own.firmsNotServedBefore));
    expect(await outcome(page)).toBe(plainText(said.replaceAll('**', '')));

    await showPane(page, 'ranking');
    const result = page.getByRole('region', { name: itPlan.result.label });
    const shown = plainText(await result.innerText());
    expect(shown).toContain(plainText(formatEuros(appraisal!.cost.likely, 'it')));
    expect(shown).toContain(itPlan.result.leftFirms(number(own.firmsNotServedAfter)));
    expect(await chosenNames(page)).toEqual(appraisal!.segments.map(({ name }) => name ?? it.segments.unnamed));
    expect(await seriousViolations(page)).toEqual([]);
  });

  test('moves the budget: the figures follow at once, the address and the exact plan when the hand rests', async () => {
    const page = await demo.arrive(`/?${QUESTION}&page=plan&municipality=${OFFANENGO}`, { width });
    await untilProven(page);
    await toBudget(page, 0);
    expect(await outcome(page)).toContain('nessuna');
    // No answer comes while the hand moves: what is shown is computed here.
    await page.route('**/plans/best*', (route) => void route);
    await slider(page).focus();
    await page.keyboard.press('End');
    await expect.poll(() => outcome(page)).toMatch(/^Serve \d+/);
    await page.getByText(itPlan.state.estimate, { exact: true }).waitFor();
    const estimated = await outcome(page);
    const most = Number(await slider(page).getAttribute('max'));
    await expect.poll(() => (settingsIn(page.url()) as { budgetEur: number }).budgetEur).toBe(most);

    await page.unroute('**/plans/best*');
    await page.reload();
    await untilProven(page);
    expect(Number.parseInt((await outcome(page)).split(' ')[1]!, 10)).toBeGreaterThanOrEqual(
      Number.parseInt(estimated.split(' ')[1]!, 10),
    );
    await page.getByText(itPlan.state.best).waitFor({ state: 'attached' });
  });

  test('sees the map and the remaining gap follow the budget', async () => {
    const page = await demo.arrive(`/?${QUESTION}&page=plan&municipality=${OFFANENGO}`, { width });
    await untilProven(page);
    const drawn = async () => {
      await settle(page);
      const pixels = await page.locator('.leaflet-segments-pane canvas').evaluate((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        // A copy, since a canvas of the page is not made to be read.
        const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
        copy.drawImage(canvas as HTMLCanvasElement, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        let orange = 0;
        for (let at = 0; at < data.length; at += 4) {
          if (data[at] === 0xb3 && data[at + 1] === 0x59 && data[at + 2] === 0) orange += 1;
        }
        return orange;
      });
      return pixels;
    };
    await toBudget(page, 0);
    await gapLeft(page).waitFor({ state: 'attached' });
    const without = await gapLeft(page).textContent();
    expect(await drawn()).toBe(0);
    await slider(page).focus();
    await page.keyboard.press('End');
    await untilProven(page);
    await expect.poll(() => gapLeft(page).textContent()).not.toBe(without);
    expect(await drawn()).toBeGreaterThan(50);

    // The server's own function, over the municipality in which what the plan leaves out is not built.
    const settings = settingsIn(page.url());
    const { chosen } = await bestPlan(demo, settings);
    const { problem } = await demo.server.read<FoundProblem>(`/plans/problem?${QUESTION}`);
    const left = new Set(problem.candidates.map(({ id }) => id).filter((id) => !chosen.includes(id)));
    const path = `/municipalities/${OFFANENGO}/gap-input?coverageWithinM=25000`;
    const input = readGapInput(await demo.server.read<GapInputJson>(path));
    const segments = input.segments.filter(({ id }) => !left.has(id));
    const gap = municipalityGap({ ...input, segments }, [{ downMbps: 1000, technologies: 'wired' }]);
    const { zoneGapM2 } = gapOnDay(gap, '2028-12-31', false).figures;
    expect(plainText((await gapLeft(page).textContent())!)).toContain(plainText(formatHectares(zoneGapM2, 'it')));
  });

  test('compares with a neighbour under the same budget', async () => {
    const page = await demo.arrive(`/?${QUESTION}&page=plan&municipality=${OFFANENGO}`, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    await unfold(page, itPlan.neighbours.title);
    const buttons = page.locator('.plan-neighbours').getByRole('button');
    await buttons.first().waitFor();
    await buttons.first().click();
    await page.locator('.plan-side-by-side').waitFor();
    const code = new URL(page.url()).searchParams.get('compare')!.slice('near:'.length);
    expect(code).toMatch(/^\d{6}$/);
    const own = settingsIn(page.url());
    const [a, b] = [
      await bestPlan(demo, own),
      await bestPlan(demo, { ...own, scope: { kind: 'municipalities', codes: [code] } }),
    ];
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: itPlan.compare.firms }) });
    const cells = (await row.getByRole('cell').allInnerTexts()).map(plainText);
    const [inA, inB] = [a.appraisal!.firmsNewlyServed, b.appraisal!.firmsNewlyServed];
    const difference = inA === inB ? '=' : `${inB < inA ? '−' : '+'}${number(Math.abs(inB - inA))}`;
    expect(cells).toEqual([number(inA), number(inB), difference]);
  });

  test('takes the plan to the council: a PDF, a CSV and a GeoJSON of what she sees', async () => {
    const page = await demo.arrive(`/?${QUESTION}&page=plan&municipality=${OFFANENGO}`, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    for (const [name, type] of [
      [itPlan.share.pdf, 'application/pdf'],
      [itPlan.share.csv, 'text/csv'],
      [itPlan.share.geojson, 'application/geo+json'],
    ] as const) {
      const href = await page.getByRole('link', { name }).getAttribute('href');
      const asked = new URL(href!, page.url()).searchParams.get('settings')!;
      expect({ proposed: false, ...JSON.parse(asked) }).toEqual(settingsIn(page.url()));
      const response = await demo.server.fetch(href!);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
    }
  });

  test('is told what cannot be done, and what would do', async () => {
    const page = await demo.arrive(`/?${QUESTION}&page=plan&municipality=${OFFANENGO}`, { width });
    await untilProven(page);
    await showPane(page, 'ranking');
    const pin = page.getByRole('region', { name: itPlan.list.chosen }).getByRole('button', { name: /^Fissa / });
    await pin.first().click();
    await expect.poll(() => (settingsIn(page.url()) as { pinned?: string[] }).pinned).toHaveLength(1);
    const field = page.getByRole('spinbutton', { name: itPlan.budget.label, exact: true });
    await field.fill('1');
    await field.press('Enter');
    const trouble = page
      .getByRole('alert')
      .filter({ has: page.getByRole('heading', { name: itPlan.impossible.title }) });
    await trouble.waitFor();
    const { impossible } = await bestPlan(demo, settingsIn(page.url()));
    await expect.poll(async () => plainText(await trouble.innerText())).toContain(plainText(impossible!.says.it));
    await trouble.getByRole('button').click();
    await untilProven(page);
    expect((settingsIn(page.url()) as { budgetEur: number }).budgetEur).toBe(Math.ceil(impossible!.cheapestEur!));
  });
});
