import type { FileType } from '../contract.ts';
import type { Language } from '../problem.ts';
import { planCsv } from './plan-csv.ts';
import type { PlanFormat } from './plan-formats.ts';
import { planGeoJson } from './plan-geojson.ts';
import { fileNameOf, type PlanPaper } from './plan-paper.ts';
import { reportPdf } from './report-pdf.ts';

/** A plan as a file to be saved; `bytes` makes it. */
export function planFile(
  paper: PlanPaper,
  format: PlanFormat,
  language: Language,
): { mediaType: FileType; fileName: string; bytes: () => Promise<Uint8Array> } {
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const { mediaType, bytes } = {
    pdf: { mediaType: 'application/pdf' as const, bytes: () => reportPdf(paper, language) },
    csv: { mediaType: 'text/csv' as const, bytes: async () => utf8(planCsv(paper, language)) },
    geojson: {
      mediaType: 'application/geo+json' as const,
      bytes: async () => utf8(JSON.stringify(planGeoJson(paper))),
    },
  }[format];
  return { mediaType, fileName: fileNameOf(paper, language, format), bytes };
}
