import type { Language } from '../problem.ts';
import { certificate, hasGeneratedData, type PlanPaper, scopeInWords, titleOf } from './plan-paper.ts';
import { drawLegend, drawMap, SERVED } from './report-map.ts';
import { BLUE, type Column, GREY, INK, RED, type Row, type Sheet } from './report-sheet.ts';
import { REPORT_WORDS } from './report-words.ts';
import { sayDay, sayEuros, sayMetres, sayNumber, sayPercent, saySpeed } from './say.ts';
import { WEIGHTS } from './settings.ts';
import type { Range } from './unit-costs.ts';

export const PAGE = { left: 40, top: 36, widthPt: 515.28, bottom: 800 };
export const HEADING = { size: 11, isBold: true, colour: INK };
const MAP = { widthPt: 310, leastPt: 272, mostPt: 420 };
/** Municipalities have so many rows before the map takes what they leave. */
const MOST_ROWS = 14;

/** The first page: what is asked, what is built, what it brings, how good it is, who is better off. */
export function drawFront(sheet: Sheet, paper: PlanPaper, language: Language): void {
  let y = drawTitle(sheet, paper, language);
  y = drawSummary(sheet, paper, language, y + 6);
  y = drawMapAndFigures(sheet, paper, language, y + 12);
  y = drawCertificate(sheet, paper, language, y + 10);
  drawMunicipalities(sheet, paper, language, y + 12);
}

function drawTitle(sheet: Sheet, paper: PlanPaper, language: Language): number {
  const words = REPORT_WORDS[language];
  const { settings } = paper;
  const { left, top, widthPt } = PAGE;
  sheet.text('P', words.head, left, top, widthPt - 90, { size: 8, colour: GREY, most: 1 });
  sheet.text('P', sayDay(paper.madeOn, language), left, top, widthPt, { size: 8, colour: GREY, align: 'right' });
  let y = sheet.text('H1', titleOf(paper, language), left, top + 16, widthPt, {
    size: 19,
    isBold: true,
    colour: BLUE,
    most: 2,
  });
  const question = words.question(saySpeed(settings.target, language), sayDay(settings.horizon, language));
  const asked = [
    question,
    // A plan without a name is named after where it is.
    ...(paper.name === null ? [] : [words.where(scopeInWords(paper, language))]),
    ...(settings.proposed ? [words.withProposed] : []),
  ].join(' ');
  y = sheet.text('P', asked, left, y + 3, widthPt, { size: 9.5, most: 3 });
  if (!hasGeneratedData(paper)) return y;
  return sheet.text('P', words.generated, left, y + 2, widthPt, { size: 9, isBold: true, colour: RED });
}

/** Four figures that everybody asks for first. */
function drawSummary(sheet: Sheet, { settings, appraisal }: PlanPaper, language: Language, y: number): number {
  const words = REPORT_WORDS[language];
  const { before, after } = sumsOf(appraisal);
  const tiles: [label: string, figure: string, below: string, colour: string][] = [
    [words.atSummary.budget, sayEuros(settings.budgetEur, language), words.holdsFor[settings.costCase], INK],
    [words.atSummary.cost, sayEuros(appraisal.cost.likely, language), between(appraisal.cost, language), INK],
    [words.atSummary.served, sayNumber(appraisal.firmsNewlyServed, language), words.atTarget, SERVED],
    [words.atSummary.left, sayNumber(after, language), words.ofBefore(sayNumber(before, language)), RED],
  ];
  const { left, widthPt } = PAGE;
  sheet.rule(left, y, widthPt);
  const width = widthPt / tiles.length;
  for (const [place, [label, figure, below, colour]] of tiles.entries()) {
    const x = left + place * width;
    sheet.text('P', label, x, y + 7, width - 8, { size: 8, colour: GREY, most: 1 });
    sheet.text('P', figure, x, y + 18, width - 8, { size: 15, isBold: true, colour, most: 1 });
    sheet.text('P', below, x, y + 37, width - 8, { size: 7.2, colour: GREY, most: 1 });
  }
  sheet.rule(left, y + 50, widthPt);
  return y + 50;
}

function drawMapAndFigures(sheet: Sheet, paper: PlanPaper, language: Language, y: number): number {
  const words = REPORT_WORDS[language];
  const { appraisal, map } = paper;
  const { left, widthPt } = PAGE;
  const top = sheet.text('H2', words.map.title, left, y, MAP.widthPt, HEADING) + 3;
  const rows = Math.min(appraisal.municipalities.length, MOST_ROWS);
  const roomPt = PAGE.bottom - top - 155 - rows * 12.5;
  const heightPt = Math.min(Math.max(roomPt, MAP.leastPt), MAP.mostPt);
  const says = words.mapSays(
    sayNumber(appraisal.segments.length, language),
    sayNumber(appraisal.firmsNewlyServed, language),
    sayNumber(sumsOf(appraisal).after, language),
  );
  sheet.figure(says, () => {
    const order = appraisal.segments.map(({ id }) => id);
    const names = new Map(appraisal.municipalities.map(({ code, name }) => [code, name]));
    drawMap(sheet.pdf, map, order, names, { x: left, y: top, widthPt: MAP.widthPt, heightPt });
    drawLegend(sheet.pdf, words.map, left, top + heightPt + 9);
  });

  const x = left + MAP.widthPt + 18;
  const width = widthPt - MAP.widthPt - 18;
  let at = sheet.text('H2', words.figures.title, x, y, width, HEADING) + 3;
  for (const [label, figure, below] of figuresOf(paper, language)) {
    sheet.text('P', label, x, at, width * 0.56, { size: 8.2, colour: GREY, most: 1 });
    at = sheet.text('P', figure, x, at, width, { size: 8.6, isBold: true, align: 'right', most: 1 });
    if (below !== null) at = sheet.text('P', below, x, at, width, { size: 7, colour: GREY, align: 'right', most: 1 });
    sheet.rule(x, at + 3, width);
    at += 7;
  }
  return Math.max(at, top + heightPt + 16);
}

type Figure = [label: string, figure: string, below: string | null];

function figuresOf({ appraisal }: PlanPaper, language: Language): Figure[] {
  const words = REPORT_WORDS[language];
  const { employees, exportShare, connections, jointSaving } = appraisal;
  const notStating = (count: number) => (count === 0 ? null : words.notStating(sayNumber(count, language)));
  const figures: Figure[] = [
    [words.figures.segments, sayNumber(appraisal.segments.length, language), null],
    [words.figures.length, sayMetres(appraisal.lengthM, language), null],
    [words.figures.employees, sayNumber(employees.total, language), notStating(employees.firmsNotStating)],
    [
      words.figures.exports,
      exportShare.mean === null ? '–' : sayPercent(exportShare.mean, language, 1),
      notStating(exportShare.firmsNotStating),
    ],
    [words.figures.pledges, sayNumber(appraisal.pledges, language), null],
    [words.figures.inZones, sayNumber(appraisal.firmsInZones, language), null],
    [words.figures.points, sayNumber(appraisal.points, language, 1), null],
    [
      words.figures.connections,
      sayEuros(connections.likely, language),
      `${words.onTop}, ${between(connections, language)}`,
    ],
  ];
  if (jointSaving.likely > 0) figures.push([words.figures.saved, sayEuros(jointSaving.likely, language), null]);
  return figures;
}

function drawCertificate(sheet: Sheet, paper: PlanPaper, language: Language, y: number): number {
  const words = REPORT_WORDS[language];
  const { appraisal, boundPoints } = paper;
  const { left, widthPt } = PAGE;
  const says = certificate(appraisal.points, boundPoints)[language];
  const terms = termsOf(paper, language).join(' ');
  const [bold, small] = [
    { size: 9.5, isBold: true, most: 2 },
    { size: 7.6, colour: GREY, most: 3 },
  ];
  const width = widthPt - 20;
  const heightPt = 28 + sheet.heightOf(says, width, bold) + sheet.heightOf(terms, width, small);
  sheet.artifact(() => {
    sheet.pdf.rect(left, y, widthPt, heightPt).fill('#eef4fb').rect(left, y, 3, heightPt).fill(BLUE);
  });
  let at = sheet.text('H2', words.certificateTitle, left + 12, y + 7, width, { size: 8, colour: GREY, isBold: true });
  at = sheet.text('P', says, left + 12, at + 2, width, bold);
  sheet.text('P', terms, left + 12, at + 2, width, small);
  return y + heightPt;
}

/** Under which terms it is the best: weights, and whatever else the choice was bound to. */
function termsOf({ settings }: PlanPaper, language: Language): string[] {
  const words = REPORT_WORDS[language];
  const weights = WEIGHTS.filter((weight) => settings.weights[weight] > 0).map((weight) => {
    const points = settings.weights[weight];
    return `${sayNumber(points, language, decimalsOf(points))} ${words.weight[weight]}`;
  });
  const { pinned, excluded, capPerMunicipalityEur, metresPerYear } = settings;
  const terms = [words.terms(weights.length === 0 ? '0' : weights.join(', '))];
  if (pinned.length + excluded.length > 0) {
    terms.push(words.byHand(sayNumber(pinned.length, language), sayNumber(excluded.length, language)));
  }
  if (settings.zoneInEach) terms.push(words.zoneInEach);
  if (capPerMunicipalityEur !== null) terms.push(words.cap(sayEuros(capPerMunicipalityEur, language)));
  if (metresPerYear !== null) terms.push(words.capacity(`${sayNumber(metresPerYear, language)} m`));
  return terms;
}

const decimalsOf = (number: number): number => String(number).split('.')[1]?.length ?? 0;

/** Those who gain most first. */
function drawMunicipalities(sheet: Sheet, { appraisal }: PlanPaper, language: Language, y: number): void {
  const words = REPORT_WORDS[language].before;
  const row = (name: string, before: number, after: number): Row => ({
    cells: [name, ...[before, after, before - after].map((count) => sayNumber(count, language))],
  });
  const rows = appraisal.municipalities
    .map((one) => ({ ...one, fewer: one.firmsNotServedBefore - one.firmsNotServedAfter }))
    .toSorted((one, other) => other.fewer - one.fewer || (one.code < other.code ? -1 : 1))
    .map((one) => row(one.name, one.firmsNotServedBefore, one.firmsNotServedAfter));
  const { before, after } = sumsOf(appraisal);
  if (rows.length > 1) rows.unshift({ ...row(words.total, before, after), isBold: true });
  const numbers = { widthPt: 100, align: 'right' as const };
  const columns: Column[] = [
    { title: words.name, widthPt: PAGE.widthPt - 300 },
    { title: words.before, ...numbers },
    { title: words.after, ...numbers },
    { title: words.fewer, ...numbers },
  ];
  const top = sheet.text('H2', words.title, PAGE.left, y, PAGE.widthPt, HEADING) + 3;
  const more = (count: number) => REPORT_WORDS[language].more(sayNumber(count, language));
  sheet.table(columns, rows, { x: PAGE.left, y: top, bottom: PAGE.bottom - 16, more });
}

function sumsOf({ municipalities }: PlanPaper['appraisal']): { before: number; after: number } {
  return {
    before: municipalities.reduce((sum, one) => sum + one.firmsNotServedBefore, 0),
    after: municipalities.reduce((sum, one) => sum + one.firmsNotServedAfter, 0),
  };
}

const between = ({ low, high }: Range, language: Language): string =>
  REPORT_WORDS[language].fromTo(sayEuros(low, language), sayEuros(high, language));
