import type { Bilingual, Language } from '../problem.ts';
import { inBoth, sayList, sayNumber, sayPercent } from './say.ts';
import type { Appraisal, DataState } from './schemas.ts';
import type { PlanSettings } from './settings.ts';

/** What the papers of a plan are made of: PDF, CSV and GeoJSON say the same. */
export interface PlanPaper {
  /** Null where it has no name yet. */
  name: string | null;
  /** YYYY-MM-DD. */
  madeOn: string;
  settings: PlanSettings;
  appraisal: Appraisal;
  /** No plan under these settings has more points; null where nobody has looked for one. */
  boundPoints: number | null;
  data: DataState;
  /** By id of a segment: why it stands where it stands. */
  reasons: ReadonlyMap<string, Bilingual>;
  /** Data sets behind the figures. */
  sources: { name: string; importedOn: string; generated: boolean }[];
  map: PaperMap;
  /** Where the plan can be opened; null where that is not known. */
  link: string | null;
}

/** All positions are [lng, lat] in degrees WGS84; empty lists where nothing is to be shown. */
export interface PaperMap {
  /** Of the municipalities of the scope: polygons of rings. */
  outlines: { code: string; polygons: Position[][][] }[];
  /** All candidates of the scope. */
  segments: { id: string; lines: Position[][] }[];
  /** Firms that the plan serves, and firms that it leaves without service. */
  firms: { position: Position; isServed: boolean }[];
}
export type Position = [number, number];

export const hasGeneratedData = ({ appraisal, sources }: PlanPaper): boolean =>
  sources.some(({ generated }) => generated) || appraisal.segments.some(({ generated }) => generated);

/** Whose firms count: `Offanengo, Crema e altri 3`, `provincia di CR`. */
export function scopeInWords({ settings: { scope }, appraisal }: PlanPaper, language: Language): string {
  switch (scope.kind) {
    case 'everywhere':
      return { it: 'tutti i comuni', en: 'all municipalities' }[language];
    case 'province':
      return { it: `provincia di ${scope.code}`, en: `province of ${scope.code}` }[language];
    case 'municipalities':
      return sayList(
        appraisal.municipalities.map(({ name }) => name),
        language,
        4,
        'masculine',
      );
  }
}

/** Its name, or what it is a plan for. */
export const titleOf = (paper: PlanPaper, language: Language): string =>
  paper.name ?? `${{ it: 'Piano per', en: 'Plan for' }[language]} ${scopeInWords(paper, language)}`;

/** `piano-offanengo-2026-11-27.pdf` */
export function fileNameOf(paper: PlanPaper, language: Language, extension: string): string {
  const plain = titleOf(paper, language)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${plain || 'plan'}-${paper.madeOn}.${extension}`;
}

/** How good a plan is known to be: by how much another could have more points at most, rounded up to a tenth of a percent. */
export function certificate(points: number, boundPoints: number | null): Bilingual {
  if (boundPoints === null) {
    return {
      it: 'Le tratte sono scelte a mano: non è stato cercato un piano migliore.',
      en: 'The segments are chosen by hand: nobody has looked for a better plan.',
    };
  }
  if (boundPoints <= points) {
    return {
      it: 'Nessun piano alle stesse condizioni può essere migliore di questo.',
      en: 'No plan under the same terms can be better than this.',
    };
  }
  if (points === 0) {
    return inBoth((language) => {
      const most = sayNumber(Math.ceil(boundPoints * 10) / 10, language, 1);
      return language === 'it'
        ? `Nessun piano alle stesse condizioni può avere più di ${most} punti.`
        : `No plan under the same terms can have more than ${most} points.`;
    });
  }
  // 0.4 % must not become 0.5 % because a division left a last digit over.
  const more = Math.ceil((boundPoints / points - 1) * 1000 - 1e-9) / 1000;
  return {
    it: `Nessun piano alle stesse condizioni può essere migliore di questo di più ${ofTheItalian(sayPercent(more, 'it', 1))}.`,
    en: `No plan under the same terms can be better than this by more than ${sayPercent(more, 'en', 1)}.`,
  };
}

/** `dello 0,4%`, `dell’8%`, `del 5%`: as the number is spoken. */
function ofTheItalian(percent: string): string {
  const whole = /^\d+/.exec(percent)?.[0] ?? '';
  if (whole === '0') return `dello ${percent}`;
  return whole === '1' || whole === '11' || whole.startsWith('8') ? `dell’${percent}` : `del ${percent}`;
}
