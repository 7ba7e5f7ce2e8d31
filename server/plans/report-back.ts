import type { Language } from '../problem.ts';
import type { PlanPaper } from './plan-paper.ts';
import { HEADING, PAGE } from './report-front.ts';
import { type Column, GREY, type Row, type Sheet, type TextStyle } from './report-sheet.ts';
import { REPORT_WORDS } from './report-words.ts';
import { sayDay, sayEuros, sayList, sayMetres, sayNumber, sayQuarter } from './say.ts';
import { UNIT_COSTS, USUAL_COSTS, USUAL_COSTS_AS_OF } from './unit-costs.ts';

const SMALL: TextStyle = { size: 7.4, most: 3 };
const FINE: TextStyle = { size: 7, colour: GREY, most: 3 };
const GAP_PT = 10;
const HEADING_PT = 17;
/** So many rows of shares are shown before segments get what is left. */
const LEAST_SHARES = 5;
const MOST_NOTICES_PT = 130;

/** The second page: segment by segment, who pays, what to mind, where the figures come from. */
export function drawBack(sheet: Sheet, paper: PlanPaper, language: Language): void {
  const words = REPORT_WORDS[language];
  const { left, top, widthPt, bottom } = PAGE;
  const more = (count: number) => words.more(sayNumber(count, language));
  const [segments, shares] = [segmentTable(paper, language), shareTable(paper, language)];
  const notices = fittingNotices(sheet, paper, language);
  const lines = dataLines(paper, language);
  const heights = (texts: string[], style: TextStyle) =>
    texts.reduce((sum, text) => sum + sheet.heightOf(text, widthPt, style) + 2, 0);
  const foot =
    (notices.length === 0 ? 0 : GAP_PT + HEADING_PT + heights(notices, SMALL)) +
    (GAP_PT + HEADING_PT + heights(lines, FINE)) +
    16;

  // Shares give way to segments, but for a few rows; what segments leave is theirs again.
  const sharesPt = (count: number) =>
    GAP_PT + HEADING_PT + 12 + sheet.heightOfRows(shares.columns, shares.rows.slice(0, count));
  const leastShares = sharesPt(Math.min(LEAST_SHARES, shares.rows.length)) + 12.5;

  let y = sheet.text('H2', words.segments.title, left, top, widthPt, HEADING) + 3;
  y =
    segments.rows.length === 0
      ? sheet.text('P', words.segments.none, left, y, widthPt, SMALL)
      : sheet.table(segments.columns, segments.rows, { x: left, y, bottom: bottom - foot - leastShares, more });
  y = sheet.text('H2', words.shares.title, left, y + GAP_PT, widthPt, HEADING) + 2;
  y = sheet.text('P', words.shares.says, left, y, widthPt, { ...FINE, most: 1 }) + 2;
  y = sheet.table(shares.columns, shares.rows, { x: left, y, bottom: bottom - foot, more });
  if (notices.length > 0) y = drawParagraphs(sheet, words.notices, notices, SMALL, y);
  drawParagraphs(sheet, words.data.title, lines, FINE, y);
}

function drawParagraphs(sheet: Sheet, title: string, texts: string[], style: TextStyle, y: number): number {
  let at = sheet.text('H2', title, PAGE.left, y + GAP_PT, PAGE.widthPt, HEADING) + 2;
  for (const text of texts) at = sheet.text('P', text, PAGE.left, at, PAGE.widthPt, style) + 2;
  return at;
}

function segmentTable({ appraisal, reasons }: PlanPaper, language: Language): { columns: Column[]; rows: Row[] } {
  const words = REPORT_WORDS[language];
  const turns = new Map(appraisal.segments.map(({ id }, turn) => [id, sayNumber(turn + 1, language)]));
  const columns: Column[] = [
    { title: '#', widthPt: 22 },
    { title: words.segments.name, widthPt: 118 },
    { title: words.segments.length, widthPt: 44, align: 'right' },
    { title: words.segments.cost, widthPt: 58, align: 'right' },
    { title: words.segments.range, widthPt: 104, align: 'right' },
    { title: words.segments.adds, widthPt: 60, align: 'right' },
    { title: words.segments.promised, widthPt: 54, align: 'right' },
    { title: words.segments.works, widthPt: PAGE.widthPt - 460, align: 'right' },
  ];
  const rows = appraisal.segments.map((segment, turn): Row => {
    const notes = [
      reasons.get(segment.id)?.[language],
      segment.needs.length === 0
        ? undefined
        : words.after(
            sayList(
              segment.needs.map((id) => turns.get(id) ?? id),
              language,
              12,
            ),
          ),
      segment.laterThanPromised && segment.readyIn !== null
        ? `${sayQuarter(segment.readyIn, language)}: ${words.later}.`
        : undefined,
      segment.generated ? `[${words.generatedMark}]` : undefined,
    ].filter((note) => note !== undefined);
    return {
      cells: [
        sayNumber(turn + 1, language),
        segment.name ?? segment.id,
        sayMetres(segment.lengthM, language),
        sayEuros(segment.cost.likely, language),
        `${sayEuros(segment.cost.low, language)} - ${sayEuros(segment.cost.high, language)}`,
        sayNumber(segment.adds, language),
        sayDay(segment.promisedOn, language),
        segment.readyIn === null ? '–' : sayQuarter(segment.readyIn, language),
      ],
      ...(notes.length > 0 && { note: notes.join(' ') }),
    };
  });
  return { columns, rows };
}

/** Who pays most first. */
function shareTable({ appraisal }: PlanPaper, language: Language): { columns: Column[]; rows: Row[] } {
  const words = REPORT_WORDS[language];
  const numbers = { widthPt: 105, align: 'right' as const };
  const columns: Column[] = [
    { title: words.before.name, widthPt: PAGE.widthPt - 315 },
    { title: words.shares.byFirms, ...numbers },
    { title: words.shares.byLength, ...numbers },
    { title: words.shares.shapley, ...numbers },
  ];
  const toTheCent = (eur: number) => sayEuros(eur, language, 2);
  const rows = appraisal.municipalities
    .filter(({ sharesEur }) => Object.values(sharesEur).some((eur) => eur !== 0))
    .toSorted((one, other) => other.sharesEur.shapley - one.sharesEur.shapley || (one.code < other.code ? -1 : 1))
    .map(({ name, sharesEur: { byFirms, byLength, shapley } }): Row => ({
      cells: [name, toTheCent(byFirms), toTheCent(byLength), toTheCent(shapley)],
    }));
  const total = toTheCent(appraisal.cost.likely);
  if (rows.length !== 1) rows.unshift({ cells: [words.before.total, total, total, total], isBold: true });
  return { columns, rows };
}

/** As many as there is room for, and a word on the rest. */
function fittingNotices(sheet: Sheet, { appraisal }: PlanPaper, language: Language): string[] {
  const texts: string[] = [];
  let left = MOST_NOTICES_PT;
  for (const { says } of appraisal.notices) {
    left -= sheet.heightOf(says[language], PAGE.widthPt, SMALL) + 2;
    if (left < 12) break;
    texts.push(says[language]);
  }
  const cut = appraisal.notices.length - texts.length;
  return cut === 0 ? texts : [...texts, REPORT_WORDS[language].more(sayNumber(cut, language))];
}

function dataLines({ settings, data, sources, madeOn, link }: PlanPaper, language: Language): string[] {
  const words = REPORT_WORDS[language];
  const changed = UNIT_COSTS.flatMap((name) => {
    const [own, usual] = [settings.costs[name], USUAL_COSTS[name]];
    const isUsual = own.low === usual.low && own.likely === usual.likely && own.high === usual.high;
    return isUsual ? [] : [`${name} ${own.low} / ${own.likely} / ${own.high} ${usual.unit}`];
  });
  // Data sets of several kinds may share their name and day.
  const named = [
    ...new Set(
      sources.map(
        ({ name, importedOn, generated }) =>
          `${name} (${sayDay(importedOn, language)}${generated ? `, ${words.generatedMark}` : ''})`,
      ),
    ),
  ];
  return [
    words.data.state(data.fingerprint.slice(0, 16), data.methodVersion, sayDay(madeOn, language)),
    words.costs(sayDay(USUAL_COSTS_AS_OF, language), changed.length === 0 ? words.asUsual : changed.join('; ')),
    ...(named.length === 0 ? [] : [`${sayList(named, language, 12, 'masculine')}.`]),
    ...(link === null ? [] : [link]),
  ];
}
