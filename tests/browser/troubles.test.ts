import { expect, test } from 'vitest';
import type { MunicipalityList, MunicipalitySheet } from '../../client/api.ts';
import { formatNumber } from '../../client/format.ts';
import { it } from '../../client/words/it.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { rankingOrder, rankingRow } from '../helpers/figures.ts';

const QUESTION = 'target=1000&horizon=2028-12-31';
const OFFANENGO = '019062';

const demo = browseDemo({ opened: false, computes: false });

test('who comes while the program starts is told so, and sees the page fill by itself', async () => {
  // The browser itself notes each 503.
  const page = await demo.arrive(`/?${QUESTION}`, { expected: /status of 503/ });
  await page.getByText(it.trouble.starting).waitFor();
  await page.getByText(it.trouble.loading).first().waitFor();
  expect(await page.getByText(it.trouble.failed).count()).toBe(0);
  demo.server.open();
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await page.locator('[data-map-ready="true"]').waitFor();
  await page.getByText(it.trouble.starting).waitFor({ state: 'detached' });
  expect(await rankingOrder(page)).toHaveLength(75);
});

test('a lost connection is said, the last figures stay, and the page recovers by itself', async () => {
  const page = await demo.arrive(`/?${QUESTION}`, { expected: /net::ERR_/ });
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  const shown = await rankingRow(page, 'Offanengo');
  const comeBack = await demo.server.goAway();
  await page.getByLabel(it.question.target, { exact: true }).selectOption('30');
  const banner = page.getByRole('alert').filter({ hasText: it.trouble.lost });
  await banner.waitFor();
  expect(await rankingRow(page, 'Offanengo')).toEqual(shown);
  await page.getByRole('button', { name: it.trouble.retry }).first().waitFor();

  await comeBack();
  await banner.waitFor({ state: 'detached' });
  const { totals } = await demo.server.read<MunicipalityList>('/municipalities?target=30&horizon=2028-12-31');
  await expect
    .poll(async () => (await rankingRow(page, it.ranking.totals))[1])
    .toBe(formatNumber(totals.before!.firmsNotServed, 'it'));
});

test('figures that are being recomputed are marked, and follow when they are there', async () => {
  const firmsOf = async () => {
    const { gap } = await demo.server.read<MunicipalitySheet>(`/municipalities/${OFFANENGO}?${QUESTION}`);
    return { state: gap.state, notServed: gap.before!.firmsNotServed };
  };
  const before = await firmsOf();
  const gone = await demo.server.dataSource.query(
    `DELETE FROM firm WHERE id IN (
       SELECT id FROM firm JOIN firm_service ON firm_id = id
       WHERE firm.municipality_code = $1 AND target_mbps = 1000 AND NOT includes_proposed AND from_on = '-infinity' AND NOT served LIMIT 3)
     RETURNING id`,
    [OFFANENGO],
  );
  expect(gone[1]).toBe(3);
  expect(await firmsOf()).toEqual({ ...before, state: 'recomputing' });

  const ranking = await demo.arrive(`/?${QUESTION}`);
  const sheet = await demo.arrive(`/?${QUESTION}&municipality=${OFFANENGO}`);
  await ranking.getByText(it.freshness.recomputing(1, '1')).waitFor();
  await ranking.getByText(it.ranking.recomputing).first().waitFor();
  await sheet.getByText(it.sheet.recomputing).waitFor();
  const figure = sheet.getByRole('region', { name: it.sheet.figures }).getByRole('link').first();
  expect(await figure.innerText()).toBe(String(before.notServed));

  demo.server.compute();
  await expect.poll(() => figure.innerText(), { timeout: 20_000 }).toBe(String(before.notServed - 3));
  await sheet.getByText(it.sheet.recomputing).waitFor({ state: 'detached' });
  await expect
    .poll(async () => (await rankingRow(ranking, 'Offanengo'))[1], { timeout: 20_000 })
    .toBe(String(before.notServed - 3));
  await ranking.getByText(it.freshness.recomputing(1, '1')).waitFor({ state: 'detached' });
});
