import PdfKit from 'pdfkit';
import type { Language } from '../problem.ts';
import { type PlanPaper, titleOf } from './plan-paper.ts';
import { drawBack } from './report-back.ts';
import { drawFront, PAGE } from './report-front.ts';
import { GREY, Sheet } from './report-sheet.ts';
import { REPORT_WORDS } from './report-words.ts';

/**
 * A plan on two pages of A4 for the council: never more, whatever there is to say; what is cut names the CSV.
 * Tagged, in its language, and the same bytes for the same plan.
 */
export async function reportPdf(paper: PlanPaper, language: Language): Promise<Uint8Array> {
  const pdf = new PdfKit({
    size: 'A4',
    // Nothing flows: margins would only make pages of their own.
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: { it: 'it-IT', en: 'en-GB' }[language],
    displayTitle: true,
    info: {
      Title: titleOf(paper, language),
      Creator: 'Ultimo Miglio',
      CreationDate: new Date(`${paper.madeOn}T00:00:00Z`),
    },
  });
  const chunks: Uint8Array[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });

  const sheet = new Sheet(pdf);
  drawFront(sheet, paper, language);
  drawFoot(sheet, language, 1);
  pdf.addPage();
  drawBack(sheet, paper, language);
  drawFoot(sheet, language, 2);
  sheet.end();
  pdf.end();
  await ended;
  return joined(chunks);
}

function drawFoot(sheet: Sheet, language: Language, page: number): void {
  const { left, widthPt, bottom } = PAGE;
  sheet.text('P', REPORT_WORDS[language].page(page), left, bottom + 4, widthPt, {
    size: 7,
    colour: GREY,
    align: 'right',
  });
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
