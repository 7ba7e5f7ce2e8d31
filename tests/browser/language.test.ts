import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { en } from '../../client/words/en.ts';
import { enMap } from '../../client/words/en-map.ts';
import { enMethod } from '../../client/words/en-method.ts';
import { it } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import { itMethod } from '../../client/words/it-method.ts';
import { browseDemo } from '../helpers/browse-demo.ts';
import { plainText } from '../helpers/figures.ts';
import { settle } from '../helpers/visit.ts';

const demo = browseDemo();
const QUESTION = 'target=1000&horizon=2028-12-31';

/** Every text of the interface that is a plain string; what a reader sees may be a part of it (`**`). */
function textsOf(words: unknown): string[] {
  if (typeof words === 'string') return words.split('**').map(plainText);
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(textsOf) : [];
}

const italian = new Set(textsOf([it, itMap, itMethod]));
const english = new Set(textsOf([en, enMap, enMethod]));
/** Words that only sentences of the one language have; data (names, sources) is in the language of its source. */
const ITALIAN_WORDS = /\b(oggi|aziende|tratte|comuni|divario|della|delle|nessuna|entro|fino|cifre|calcolate)\b/i;
const ENGLISH_WORDS = /\b(today|firms|segments|municipalities|the|of|not|with|by|figures|computed)\b/i;

/** Whatever the page says: its texts, one for each element, and its labels, titles and hints. */
async function everythingSaid(page: Page): Promise<string[]> {
  await settle(page);
  const said = await page.evaluate(() => {
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (node.closest('[hidden], script, noscript, nav [lang]')) continue;
        found.push(
          ...['aria-label', 'title', 'placeholder', 'aria-valuetext'].map((name) => node.getAttribute(name) ?? ''),
        );
      } else if (!node.parentElement?.closest('script, noscript, nav [lang]')) found.push(node.textContent ?? '');
    }
    return found;
  });
  // A line may be made of several parts, some of them data.
  return [...new Set(said.flatMap((text) => plainText(text).split(' · ')))].filter((text) => text !== '');
}

/** Names and sources as the API gives them: nobody translates those. */
async function namesInData(): Promise<string> {
  const paths = [
    'datasets',
    'targets',
    'segments?limit=5000',
    'zones?limit=5000',
    'firms?limit=10000',
    'municipalities',
  ];
  const answers = await Promise.all(paths.map((path) => demo.server.read<unknown>(`/${path}`)));
  return plainText(
    answers
      .map((answer) => JSON.stringify(answer))
      .join(' ')
      .replaceAll('\\"', '"'),
  );
}

const PLACES = {
  'the ranking': `?${QUESTION}&layers=gap,zones,coverage,segments,deliveryPoints,firms`,
  'a sheet': `?${QUESTION}&municipality=019062`,
  'a firm’s card': `?${QUESTION}&firm=demo:019062-F21`,
  'the method': '?page=method',
  'the data': '?page=data',
};

test.each(Object.entries(PLACES))(
  '%s speaks one language at a time, and the switch changes all of it',
  async (_, path) => {
    const page = await demo.arrive(`/${path}&lang=it`);
    const data = await namesInData();
    const foreign = (texts: string[], words: Set<string>, own: Set<string>, pattern: RegExp) =>
      texts.filter((text) => !data.includes(text) && ((words.has(text) && !own.has(text)) || pattern.test(text)));
    const saidInItalian = await everythingSaid(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('it');
    expect(foreign(saidInItalian, english, italian, ENGLISH_WORDS)).toEqual([]);

    await page.getByRole('link', { name: it.language.en }).click();
    await page.getByRole('link', { name: en.pages.method, exact: true }).waitFor();
    const saidInEnglish = await everythingSaid(page);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(new URL(page.url()).searchParams.get('lang')).toBe('en');
    expect(foreign(saidInEnglish, italian, english, ITALIAN_WORDS)).toEqual([]);
    expect(saidInEnglish.filter((text) => english.has(text)).length).toBeGreaterThan(10);

    await page.getByRole('link', { name: en.language.it }).click();
    await page.getByRole('link', { name: it.pages.method, exact: true }).waitFor();
    expect(await everythingSaid(page)).toEqual(saidInItalian);
  },
);

test('who comes with an English browser is spoken to in English, unless the link says otherwise', async () => {
  const page = await demo.arrive('/', { locale: 'en-GB' });
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('table', { name: en.ranking.caption }).waitFor();
  const linked = await demo.arrive('/?lang=it', { locale: 'en-GB' });
  await linked.getByRole('table', { name: it.ranking.caption }).waitFor();
});
