import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import type { PlanPaper } from '../../../server/plans/plan-paper.ts';
import { reportPdf } from '../../../server/plans/report-pdf.ts';
import { printable } from '../../../server/plans/report-sheet.ts';
import type { Language } from '../../../server/problem.ts';
import { samplePaper } from './sample-paper.ts';

const LANGUAGES: Language[] = ['it', 'en'];
const LONG =
  'Collegamento tra la zona industriale di Castelnuovo e il punto di consegna presso il depuratore "Čermák" — 官 → ñ ';

/** What a reader of the PDF gets: the text of each page with plain spaces, and where each piece of it stands. */
async function readBack(bytes: Uint8Array) {
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
  const pages = await Promise.all(
    Array.from({ length: pdf.numPages }, async (_, number) => {
      const page = await pdf.getPage(number + 1);
      const { items } = await page.getTextContent();
      const pieces = items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item] : []));
      return {
        size: page.view,
        structure: await page.getStructTree(),
        pieces,
        text: pieces
          .map(({ str }) => str)
          .join(' ')
          .replaceAll('\u00a0', ' '),
      };
    }),
  );
  const { info } = await pdf.getMetadata();
  const { Lang } = info as { Lang?: string | null };
  return { pages, text: pages.map(({ text }) => text).join(' '), info: info as Record<string, unknown>, Lang };
}

/** As the house writes figures, made here once more by the book. */
const euros = (eur: number, language: Language, digits = 0) =>
  new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', {
    style: 'currency',
    currency: 'EUR',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: 'always',
  })
    .format(eur)
    .replaceAll('\u00a0', ' ');
const count = (number: number, language: Language) =>
  new Intl.NumberFormat(language === 'it' ? 'it-IT' : 'en-GB', { useGrouping: 'always' }).format(number);

const SAMPLES: Record<string, PlanPaper> = {
  'a few segments': samplePaper({ segments: 9, municipalities: 3, chosen: 6 }),
  'one municipality, generated data': samplePaper({
    segments: 4,
    municipalities: 1,
    chosen: 3,
    settings: { scope: { kind: 'municipalities', codes: ['019000'] } },
    generated: true,
  }),
  '300 segments with long names': samplePaper({
    segments: 320,
    municipalities: 60,
    chosen: 300,
    nameOf: (place) => LONG.repeat(3) + place,
    settings: { pinned: ['gone'], zoneInEach: true, capPerMunicipalityEur: 100_000, proposed: true },
  }),
  'nothing chosen': samplePaper({ segments: 3, municipalities: 2, chosen: 0, settings: { metresPerYear: null } }),
  'nothing there at all': {
    ...samplePaper({ segments: 0, municipalities: 1, chosen: 0 }),
    map: { outlines: [], segments: [], firms: [] },
    sources: [],
    boundPoints: null,
    link: null,
  },
  'a name of one endless word': {
    ...samplePaper({ segments: 6, municipalities: 2, chosen: 6, nameOf: () => 'X'.repeat(900) }),
    name: 'Y'.repeat(120),
    sources: Array.from({ length: 40 }, (_, place) => ({
      name: `Z${place}`.repeat(60),
      importedOn: '2026-01-01',
      generated: false,
    })),
    link: `https://example.org/?settings=${'%7B'.repeat(4000)}`,
  },
};

describe.each(Object.entries(SAMPLES))('the paper of %s', (_what, paper) => {
  test.each(LANGUAGES)('is two pages of A4 with all its text inside, in %s', async (language) => {
    const { pages, Lang, info } = await readBack(await reportPdf(paper, language));
    expect(pages).toHaveLength(2);
    expect(Lang ?? info['Language']).toBe({ it: 'it-IT', en: 'en-GB' }[language]);
    for (const { size, pieces, structure } of pages) {
      expect(size).toEqual([0, 0, 595.28, 841.89]);
      expect(structure).not.toBeNull();
      for (const { transform, width, str } of pieces) {
        const [left, bottom] = [transform[4] as number, transform[5] as number];
        expect(left, str).toBeGreaterThanOrEqual(35);
        expect(left + width, str).toBeLessThanOrEqual(560);
        expect(bottom, str).toBeGreaterThanOrEqual(25);
        expect(bottom, str).toBeLessThanOrEqual(815);
      }
    }
  });

  test.each(LANGUAGES)('says the figures of the appraisal in %s', async (language) => {
    const { pages, text } = await readBack(await reportPdf(paper, language));
    const { appraisal, settings } = paper;
    for (const eur of [settings.budgetEur, ...Object.values(appraisal.cost), ...Object.values(appraisal.connections)]) {
      expect(text).toContain(euros(eur, language));
    }
    const after = appraisal.municipalities.reduce((sum, one) => sum + one.firmsNotServedAfter, 0);
    const { firmsNewlyServed, employees, pledges, firmsInZones, segments } = appraisal;
    for (const number of [firmsNewlyServed, after, employees.total, pledges, firmsInZones, segments.length]) {
      expect(pages[0]!.text.split(' ')).toContain(count(number, language));
    }
    const most = Math.max(...appraisal.municipalities.map(({ sharesEur }) => sharesEur.shapley));
    expect(pages[1]!.text).toContain(euros(most, language, 2));
    // Rows of segments are in building order, each with its own costs, and those that are not shown are counted.
    const ranges = [...pages[1]!.text.matchAll(/€?[\d.,]+(?: €)? - €?[\d.,]+(?: €)?/g)].map(([range]) => range);
    const expected = segments.map(({ cost }) => `${euros(cost.low, language)} - ${euros(cost.high, language)}`);
    expect(ranges).toEqual(expected.slice(0, ranges.length));
    const cut = segments.length - ranges.length;
    if (segments.length <= 20) expect(cut).toBe(0);
    else expect(pages[1]!.text).toContain(language === 'it' ? `e altre righe: ${cut}. Vedi il CSV` : `and ${cut} more`);
  });
});

test('the certificate, what is generated and what the notices say are on it', async () => {
  const { text } = await readBack(await reportPdf(SAMPLES['one municipality, generated data']!, 'en'));
  expect(text).toContain('No plan under the same terms can be better than this by more than 0.4%.');
  expect(text).toContain('Contains data generated for demonstration: not facts.');
  expect(text).toContain('Left out of the plan: 1 segment, promised for after 31 Dec 2028: Dorsale Nord.');
  const { text: facts } = await readBack(await reportPdf(SAMPLES['a few segments']!, 'it'));
  expect(facts).toContain('Nessun piano alle stesse condizioni può essere migliore di questo di più dello 0,4%.');
  expect(facts).not.toContain('generati per dimostrazione');
  expect(facts).toContain('Dopo la n. 1, 2.');
});

test('the same plan gives the same bytes, so that a version stands for them', async () => {
  const paper = SAMPLES['a few segments']!;
  expect(Buffer.from(await reportPdf(paper, 'it')).equals(Buffer.from(await reportPdf(paper, 'it')))).toBe(true);
});

test('tables, headings and the map are tagged as what they are, the map with words', async () => {
  const { pages } = await readBack(await reportPdf(SAMPLES['a few segments']!, 'it'));
  const [front, back] = pages.map(({ structure }) => JSON.stringify(structure));
  expect(front).toMatch(/"role":"H1".*"role":"Figure".*"role":"Table"/s);
  expect(front).toContain('Mappa: 6 tratte del piano, numerate in ordine di costruzione; 18 aziende servite in più');
  expect(back).toMatch(/"role":"TH".*"role":"TD"/s);
});

test('letters that the fonts do not know lose their accents, or are question marks', () => {
  expect(printable('Città di Čermák „più“ 10 € → 官\u00a0ok\n\tŁ')).toBe('Città di Cermák „più“ 10 € ? ?\u00a0ok ?');
});
