import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FirmCard, FirmList } from '../../client/api.ts';
import { formatDay, formatMetres, formatShare, formatSpeed } from '../../client/format.ts';
import { worksInWords } from '../../client/parts/works-in-words.ts';
import { en } from '../../client/words/en.ts';
import { it } from '../../client/words/it.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText } from '../helpers/figures.ts';

const QUESTION = 'target=1000&horizon=2028-12-31';

const demo = browseDemo();

/** A firm of the demonstration that is as wanted. */
async function someFirm(isWanted: (card: FirmCard) => boolean, service: string): Promise<FirmCard> {
  const { features } = await demo.server.read<FirmList>(`/firms?${QUESTION}&service=${service}&limit=1000`);
  for (const { id } of features) {
    const card = await demo.server.read<FirmCard>(`/firms/${encodeURIComponent(id)}?${QUESTION}`);
    if (isWanted(card)) return card;
  }
  throw new Error('the demonstration has no such firm');
}

/** A name as somebody in a hurry types it: no capitals, no punctuation, no legal form, its fourth letter left out. */
function mistype(name: string): string {
  const plain = name.toLowerCase().replace(/ (s\.|\().*$/, '');
  return plain.slice(0, 3) + plain.slice(4);
}

/** Types into the search box and takes the option of this name with the arrow keys. */
async function findByKeyboard(page: Page, text: string, name: string): Promise<void> {
  const box = page.getByRole('combobox', { name: it.search.label });
  await box.focus();
  await page.keyboard.type(text);
  const options = page.getByRole('listbox', { name: it.search.label }).getByRole('option');
  await options.filter({ hasText: name }).first().waitFor();
  const texts = (await options.allInnerTexts()).map(plainText);
  const place = texts.findIndex((option) => option.startsWith(plainText(name)));
  expect(place).toBeGreaterThanOrEqual(0);
  for (let pressed = 0; pressed <= place; pressed += 1) await page.keyboard.press('ArrowDown');
  expect(await box.getAttribute('aria-activedescendant')).toBe(await options.nth(place).getAttribute('id'));
  expect(await options.nth(place).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name }).waitFor();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const read = async (page: Page, name: string) => plainText(await section(page, name).innerText());
const strip = (sentence: string) => plainText(sentence.replaceAll('**', ''));

test('a municipality is found with a letter missing, an accent too many or no apostrophe', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await findByKeyboard(page, 'ofanengo', 'Offanengo');
  expect(new URL(page.url()).searchParams.get('municipality')).toBe('019062');
  await findByKeyboard(page, 'trigòlo', 'Trigolo');
  await findByKeyboard(page, 'SPINO DADDA', "Spino d'Adda");
  await page.getByRole('combobox', { name: it.search.label }).fill('zzzz');
  await page.getByText(it.search.none('zzzz')).waitFor();
});

test('a firm that is served reads from which networks, at which targets, and its aid class', async () => {
  const firm = await someFirm(({ atTarget }) => atTarget.networks.length === 1, 'served');
  const page = await demo.arrive(`/?${QUESTION}`);
  await findByKeyboard(page, mistype(firm.name), firm.name);
  await page.getByText(strip(it.card.served('1 Gbit/s'))).waitFor();

  const targets = section(page, it.card.targets).getByRole('listitem');
  const shown = (await targets.allInnerTexts()).map(plainText);
  expect(shown).toEqual(
    firm.targets.map(({ downMbps, service }) =>
      plainText(`${formatSpeed(downMbps, 'it')} ${service === 'served' ? it.card.meets : it.card.meetsNot}`),
    ),
  );
  const offers = (await section(page, it.card.buyNow).getByRole('listitem').allInnerTexts()).map(plainText);
  expect(offers).toHaveLength(firm.services.length);
  for (const [index, service] of firm.services.entries()) {
    expect(offers[index]).toContain(service.technology);
    expect(offers[index]).toContain(plainText(it.card.down(formatSpeed(service.downMbps, 'it'))));
    expect(offers[index]).toContain(service.network);
  }
  expect(await read(page, it.card.aid)).toContain(
    plainText(it.card.aidWhy.grey('1 Gbit/s', firm.atTarget.networks.join())),
  );
  expect(await section(page, it.card.nearest).count()).toBe(0);
});

test('a firm that is not served reads how far service is and what was promised when', async () => {
  const firm = await someFirm(
    ({ servingSegments }) => servingSegments.some(({ slippageDays }) => (slippageDays ?? 0) > 0),
    'servedByHorizon',
  );
  const page = await demo.arrive(`/?${QUESTION}`);
  await findByKeyboard(page, mistype(firm.name), firm.name);
  const { servedFrom, nearestServedM, nearestSegmentM } = firm.atTarget;
  await page.getByText(strip(it.card.servedByHorizon('1 Gbit/s', formatDay(servedFrom, 'it')))).waitFor();
  const nearest = await read(page, it.card.nearest);
  expect(nearest).toContain(plainText(`${it.card.nearestServed} ${formatMetres(nearestServedM, 'it')}`));
  expect(nearest).toContain(plainText(`${it.card.nearestSegment} ${formatMetres(nearestSegmentM, 'it')}`));

  const title = firm.servingSegments.length === 1 ? it.card.serving : it.card.servingMore;
  for (const segment of firm.servingSegments) {
    const item = section(page, title).getByRole('listitem').filter({ hasText: segment.name! }).first();
    const text = plainText(await item.innerText());
    expect(text).toContain(`${it.segments.firstPromise} ${formatDay(segment.firstPromisedReadyOn, 'it')}`);
    expect(text).toContain(`${it.segments.presentPromise} ${formatDay(segment.readyOn, 'it')}`);
    // One promise alone has no history.
    if (segment.announcements.length === 1) continue;
    await item.getByText(it.segments.history(segment.announcements.length)).click();
    for (const { promisedReadyOn } of segment.announcements) {
      expect(plainText(await item.innerText())).toContain(`pronta il ${formatDay(promisedReadyOn, 'it')}`);
    }
  }
});

test('a firm that no segment reaches reads the nearest one and its place in the white area', async () => {
  const firm = await someFirm(
    ({ nearestSegment, servingSegments }) => !!nearestSegment && !servingSegments[0],
    'notServed',
  );
  const page = await demo.arrive(`/?${QUESTION}&firm=${encodeURIComponent(firm.id)}`);
  await page.getByText(strip(it.card.notServed('1 Gbit/s', '31 dic 2028'))).waitFor();
  const serving = await read(page, it.card.serving);
  expect(serving).toContain(it.card.servingNone);
  expect(serving).toContain(plainText(formatMetres(firm.nearestSegment!.distanceM, 'it')));
  expect(serving).toContain(firm.nearestSegment!.name);
  expect(firm.atTarget.aidClass).toBe('white');
  const plansUntil = formatDay(firm.asked.plansUntil, 'it');
  expect(await read(page, it.card.aid)).toContain(plainText(it.card.aidWhy.white('1 Gbit/s', plansUntil)));
});

test('a firm known only to its municipality is said to be unknown, with the share of its households', async () => {
  const page = await demo.arrive(`/?${QUESTION}`);
  await findByKeyboard(page, 'cromavis', 'Chromavis');
  const { items } = await demo.server.read<{ items: { id: string; name: string }[] }>('/search?q=cromavis');
  const id = items.find(({ name }) => name === 'Chromavis')!.id;
  const firm = await demo.server.read<FirmCard>(`/firms/${encodeURIComponent(id)}?${QUESTION}`);
  expect([firm.positionPrecision, firm.atTarget.service, firm.municipalityName]).toEqual([
    'municipality',
    'unknown',
    'Offanengo',
  ]);
  const card = plainText(await page.getByRole('article').innerText());
  expect(card).toContain(strip(it.card.unknown));
  expect(card).toContain(
    plainText(it.card.municipalityShare('Offanengo', formatShare(firm.municipalityFtthShare, 'it'))),
  );
  expect(card).toContain(it.card.aidAbsent);
  expect(await section(page, it.card.targets).count()).toBe(0);
  // Back to the sheet of its municipality, where the firm is listed apart.
  await page.getByRole('link', { name: it.card.backTo('Offanengo') }).click();
  await page.getByText(it.firms.unknownWhy).waitFor();
  await page.getByRole('link', { name: 'Chromavis', exact: true }).waitFor();
});

test('a firm that would subscribe says at which speed, and of another nothing is said', async () => {
  const pledging = await someFirm(({ pledgedMbps }) => pledgedMbps === 1000, 'notServed');
  const silent = await someFirm(({ pledgedMbps }) => pledgedMbps === null, 'notServed');
  const page = await demo.arrive(`/?${QUESTION}&firm=${encodeURIComponent(pledging.id)}`);
  expect(await read(page, it.card.about)).toContain('ha dichiarato di volersi abbonare: 1 Gbit/s');
  await page.goto(`${demo.server.address}/?${QUESTION}&firm=${encodeURIComponent(pledging.id)}&lang=en`);
  expect(await read(page, en.card.about)).toContain('would subscribe: 1 Gbit/s');
  await page.goto(`${demo.server.address}/?${QUESTION}&firm=${encodeURIComponent(silent.id)}&lang=it`);
  expect(await read(page, it.card.about)).not.toContain(it.card.pledge);
});

test('a segment reads how it is built, in shares where they are known', async () => {
  const detailed = ({ works, crossings }: FirmCard['servingSegments'][number]) =>
    works !== null && Object.keys(works).length > 1 && crossings !== null;
  const firm = await someFirm(({ servingSegments: [first] }) => first !== undefined && detailed(first), 'notServed');
  const page = await demo.arrive(`/?${QUESTION}&firm=${encodeURIComponent(firm.id)}`);
  const shown = plainText(await page.getByRole('article').locator('.segment').first().innerText());
  const segment = firm.servingSegments[0]!;
  expect(shown).toContain(
    plainText(
      `${it.segments.works} ${formatMetres(segment.lengthM, 'it')}: ${worksInWords(segment, it.segments.worksType, 'it')}`,
    ),
  );
  expect(shown).toContain(`${it.segments.crossings} ${segment.crossings}`);
  expect(shown).toContain(`${it.segments.terminations} ${segment.terminations}`);
});

test('who types while figures arrive goes on typing', async () => {
  const page = await demo.arrive('about:blank');
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => (letThrough = resolve));
  await page.route('**/api/v1/municipalities?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${demo.server.address}/?${QUESTION}`);
  const box = page.getByRole('combobox', { name: it.search.label });
  await box.focus();
  await page.keyboard.type('offa');
  letThrough();
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await page.keyboard.type('nengo');
  expect(await box.inputValue()).toBe('offanengo');
  await page.getByRole('option', { name: 'Offanengo' }).first().waitFor();

  // A filter that nothing passes takes the table away; the next letter may bring it back.
  const filter = page.getByLabel(it.ranking.filter);
  await filter.fill('crx');
  await page.getByText(it.ranking.none).waitFor();
  await filter.press('Backspace');
  await page.getByRole('table', { name: it.ranking.caption }).waitFor();
  await page.keyboard.type('ema');
  expect(await filter.inputValue()).toBe('crema');
});
