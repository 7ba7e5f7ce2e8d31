import type { Language } from '../problem.ts';
import { certificate, hasGeneratedData, type PlanPaper, scopeInWords, titleOf } from './plan-paper.ts';
import { saySpeed } from './say.ts';

type Cell = string | number | boolean | null;

/**
 * A plan for a spreadsheet: UTF-8 with a byte order mark, `;`, CRLF, as Excel in Italy opens it at once. Four blocks with an empty line
 * between: the plan, its segments in building order, municipalities with their shares, notices. Decimals have a comma in Italian.
 */
export function planCsv(paper: PlanPaper, language: Language): string {
  const words = WORDS[language];
  const { appraisal } = paper;
  const blocks: Cell[][][] = [
    planBlock(paper, language),
    [[...words.segments], ...segmentRows(paper, language)],
    [
      [...words.municipalities],
      ...appraisal.municipalities.map((one): Cell[] => [
        one.code,
        one.name,
        one.firmsNotServedBefore,
        one.firmsNotServedAfter,
        one.sharesEur.byFirms,
        one.sharesEur.byLength,
        one.sharesEur.shapley,
      ]),
    ],
    [[words.notices], ...appraisal.notices.map(({ says }): Cell[] => [says[language]])],
  ];
  const lines = blocks.map((rows) =>
    rows.map((row) => row.map((cell) => field(cell, language)).join(';') + '\r\n').join(''),
  );
  return `\uFEFF${lines.join('\r\n')}`;
}

function planBlock(paper: PlanPaper, language: Language): Cell[][] {
  const { settings, appraisal, data } = paper;
  const words = WORDS[language].plan;
  return [
    [words.plan, titleOf(paper, language)],
    [words.madeOn, paper.madeOn],
    [words.scope, scopeInWords(paper, language)],
    [words.target, saySpeed(settings.target, language)],
    [words.horizon, settings.horizon],
    [words.budget, settings.budgetEur],
    [words.costLow, appraisal.cost.low],
    [words.costLikely, appraisal.cost.likely],
    [words.costHigh, appraisal.cost.high],
    [words.jointSaving, appraisal.jointSaving.likely],
    [words.lengthM, appraisal.lengthM],
    [words.firms, appraisal.firmsNewlyServed],
    [words.employees, appraisal.employees.total],
    [words.points, appraisal.points],
    [words.certificate, certificate(appraisal.points, paper.boundPoints)[language]],
    [words.generated, hasGeneratedData(paper)],
    [words.data, data.fingerprint],
    [words.method, data.methodVersion],
  ];
}

const segmentRows = ({ appraisal, reasons }: PlanPaper, language: Language): Cell[][] =>
  appraisal.segments.map((segment, turn) => [
    turn + 1,
    segment.id,
    segment.name,
    WORDS[language].statuses[segment.status],
    segment.lengthM,
    segment.cost.low,
    segment.cost.likely,
    segment.cost.high,
    segment.isStated,
    segment.firms,
    segment.adds,
    segment.needs.join(' '),
    segment.promisedOn,
    segment.startsIn,
    segment.readyIn,
    segment.laterThanPromised,
    segment.generated,
    reasons.get(segment.id)?.[language] ?? null,
  ]);

/** A text that a spreadsheet would compute gets an apostrophe before it: OWASP, CSV Injection. */
function field(cell: Cell, language: Language): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return WORDS[language].flags[cell ? 1 : 0];
  if (typeof cell === 'number') return language === 'it' ? String(cell).replace('.', ',') : String(cell);
  const safe = /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const WORDS = {
  it: {
    flags: ['no', 'sì'],
    plan: {
      plan: 'Piano',
      madeOn: 'Fatto il',
      scope: 'Per',
      target: 'Obiettivo',
      horizon: 'Orizzonte',
      budget: 'Budget EUR',
      costLow: 'Costo minimo EUR',
      costLikely: 'Costo probabile EUR',
      costHigh: 'Costo massimo EUR',
      jointSaving: 'Già tolti per scavi in comune, probabili EUR',
      lengthM: 'Metri',
      firms: 'Aziende servite in più',
      employees: 'Addetti dichiarati',
      points: 'Punti',
      certificate: 'Quanto è buono',
      generated: 'Con dati generati per dimostrazione',
      data: 'Stato dei dati',
      method: 'Versione del metodo',
    },
    statuses: {
      proposed: 'proposta',
      planned: 'prevista',
      underConstruction: 'in costruzione',
      operational: 'attiva',
      inactive: 'inattiva',
      decommissioned: 'dismessa',
    },
    segments: [
      'Ordine',
      'Id',
      'Tratta',
      'Stato',
      'Metri',
      'Costo minimo EUR',
      'Costo probabile EUR',
      'Costo massimo EUR',
      'Costo dichiarato',
      'Aziende raggiunte',
      'Aziende servite in più',
      'Dopo',
      'Promessa per il',
      'Inizio lavori',
      'Fine lavori',
      'Dopo la promessa',
      'Dati generati',
      'Perché',
    ],
    municipalities: [
      'Codice ISTAT',
      'Comune',
      'Aziende non servite prima',
      'Aziende non servite dopo',
      'Quota per aziende EUR',
      'Quota per lunghezza EUR',
      'Quota di Shapley EUR',
    ],
    notices: 'Avvertenze',
  },
  en: {
    flags: ['no', 'yes'],
    plan: {
      plan: 'Plan',
      madeOn: 'Made on',
      scope: 'For',
      target: 'Target',
      horizon: 'Horizon',
      budget: 'Budget EUR',
      costLow: 'Lowest cost EUR',
      costLikely: 'Likely cost EUR',
      costHigh: 'Highest cost EUR',
      jointSaving: 'Taken off for joint works, likely EUR',
      lengthM: 'Metres',
      firms: 'Firms newly served',
      employees: 'Employees stated',
      points: 'Points',
      certificate: 'How good it is',
      generated: 'With data generated for demonstration',
      data: 'State of the data',
      method: 'Version of the method',
    },
    statuses: {
      proposed: 'proposed',
      planned: 'planned',
      underConstruction: 'under construction',
      operational: 'operational',
      inactive: 'inactive',
      decommissioned: 'decommissioned',
    },
    segments: [
      'Order',
      'Id',
      'Segment',
      'Status',
      'Metres',
      'Lowest cost EUR',
      'Likely cost EUR',
      'Highest cost EUR',
      'Cost is stated',
      'Firms reached',
      'Firms newly served',
      'After',
      'Promised for',
      'Works start',
      'Works end',
      'Later than promised',
      'Generated data',
      'Why',
    ],
    municipalities: [
      'ISTAT code',
      'Municipality',
      'Firms not served before',
      'Firms not served after',
      'Share by firms EUR',
      'Share by length EUR',
      'Shapley share EUR',
    ],
    notices: 'Notices',
  },
} as const satisfies Record<Language, unknown>;
