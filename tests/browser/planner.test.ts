import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { MunicipalityList } from '../../client/api.ts';
import { formatDay, formatHectares, formatNumber } from '../../client/format.ts';
import { GAP_FILLS, gapClass } from '../../client/map/styles.ts';
import { horizonSteps, localDay } from '../../client/parts/horizon-steps.ts';
import { it } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { groundColour, isColour } from '../helpers/map-colour.ts';
import { plainText, rankingRow } from '../helpers/figures.ts';

const demo = browseDemo();

interface Question {
  target: string;
  horizon: string;
  proposed: string;
}

/** What the address says that the page asks. */
function askedBy(page: Page): Question {
  const query = new URL(page.url()).searchParams;
  return {
    target: query.get('target')!,
    horizon: query.get('horizon')!,
    proposed: query.get('proposed') ?? 'false',
  };
}

const listAt = (question: Question) =>
  demo.server.read<MunicipalityList>(`/municipalities?${new URLSearchParams({ ...question })}&limit=1000`);

const totalsOf = ({ totals: { before, after } }: MunicipalityList) => [
  formatNumber(before!.firmsNotServed, 'it'),
  formatNumber(after!.firmsNotServed, 'it'),
  formatHectares(after!.zoneGapM2, 'it', false),
];

/** Waits until totals, sentence, and the colour of a municipality are those that the API gives for the address. */
async function expectAgreement(page: Page, code: string): Promise<MunicipalityList> {
  const list = await listAt(askedBy(page));
  const { name, gap } = list.items.find((item) => item.code === code)!;
  await expect
    .poll(async () => {
      const [, before, after, , , , zones] = await rankingRow(page, it.ranking.totals);
      return [before, after, zones];
    })
    .toEqual(totalsOf(list));
  const [, notServed, notServedAfter] = await rankingRow(page, name);
  expect([notServed, notServedAfter]).toEqual([
    formatNumber(gap.before!.firmsNotServed, 'it'),
    formatNumber(gap.after!.firmsNotServed, 'it'),
  ]);
  const { colour } = GAP_FILLS[gapClass(gap, 'after')];
  await expect
    .poll(async () => isColour(await groundColour(page), colour), { message: `${name} is not ${colour}` })
    .toBe(true);
  return list;
}

/** The municipality whose class at these questions differs most often, and a view of the map with it in the middle. */
async function changingMunicipality(questions: Question[]): Promise<{ code: string; view: string }> {
  const lists = await Promise.all(questions.map(listAt));
  const classesOf = (code: string) =>
    new Set(lists.map(({ items }) => gapClass(items.find((item) => item.code === code)!.gap, 'after'))).size;
  const { code } = lists[0]!.items.toSorted((a, b) => classesOf(b.code) - classesOf(a.code))[0]!;
  expect(classesOf(code)).toBeGreaterThan(2);
  const [lng, lat] = lists[0]!.items.find((item) => item.code === code)!.centre;
  return { code, view: `${lat},${lng},11` };
}

test('target and horizon change map and figures together, as the API has them', async () => {
  const horizon = '2028-12-31';
  const { code, view } = await changingMunicipality([
    { target: '1000', horizon, proposed: 'false' },
    { target: '30', horizon, proposed: 'false' },
    { target: '1000', horizon: '2030-12-31', proposed: 'false' },
  ]);
  const page = await demo.arrive(`/?target=1000&horizon=${horizon}&layers=gap&view=${view}`);
  const first = await expectAgreement(page, code);

  await page.getByLabel(it.question.target, { exact: true }).selectOption('30');
  const second = await expectAgreement(page, code);
  expect(askedBy(page).target).toBe('30');
  expect(totalsOf(second)).not.toEqual(totalsOf(first));

  await page.getByLabel(it.question.target, { exact: true }).selectOption('1000');
  await page.getByLabel(it.question.horizonDate).fill('2030-12-31');
  const third = await expectAgreement(page, code);
  expect(askedBy(page).horizon).toBe('2030-12-31');
  expect(totalsOf(third)).not.toEqual(totalsOf(first));
  await page
    .getByRole('columnheader', { name: it.ranking.columns.firmsNotServedAfter('31 dic 2030') })
    .first()
    .waitFor();

  // The legend names the question that the colours answer.
  await page.getByText(itMap.gap('1 Gbit/s')).waitFor();
  await page.getByRole('radio', { name: itMap.whens.before }).check();
  const { gap } = third.items.find((item) => item.code === code)!;
  const { colour } = GAP_FILLS[gapClass(gap, 'before')];
  await expect.poll(async () => isColour(await groundColour(page), colour)).toBe(true);
});

test('the slider moves the horizon by keyboard, a quarter at a time', async () => {
  const page = await demo.arrive('/?target=1000&horizon=2028-12-31');
  await page.getByRole('table').waitFor();
  const slider = page.getByRole('slider', { name: it.question.horizon });
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe(it.question.today);
  for (let quarter = 0; quarter < 4; quarter += 1) await page.keyboard.press('ArrowRight');
  const horizon = horizonSteps(localDay(new Date()))[4]!;
  await expect.poll(() => askedBy(page).horizon).toBe(horizon);
  expect(await slider.getAttribute('aria-valuetext')).toBe(formatDay(horizon, 'it'));
  expect(await page.getByLabel(it.question.horizonDate).inputValue()).toBe(horizon);
  await expect
    .poll(async () => (await rankingRow(page, it.ranking.totals)).slice(1, 3))
    .toEqual(totalsOf(await listAt(askedBy(page))).slice(0, 2));
});

test('segments that are only proposed count when asked for', async () => {
  const page = await demo.arrive('/?target=1000&horizon=2030-12-31');
  await page.getByRole('table').waitFor();
  const without = await listAt(askedBy(page));
  await page.getByLabel(it.question.proposed).check();
  const counted = await listAt({ ...askedBy(page), proposed: 'true' });
  expect(counted.totals.after!.firmsNotServed).toBeLessThan(without.totals.after!.firmsNotServed);
  await expect
    .poll(async () => (await rankingRow(page, it.ranking.totals)).slice(1, 3))
    .toEqual(totalsOf(counted).slice(0, 2));
  expect(askedBy(page).proposed).toBe('true');
  const left = it.summary.after('31 dic 2030', formatNumber(counted.totals.after!.firmsNotServed, 'it'));
  expect(plainText(await page.getByRole('main').innerText())).toContain(plainText(left.replaceAll('**', '')));
});
