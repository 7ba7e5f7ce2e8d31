import type { PaperMap, Position } from './plan-paper.ts';
import { BLUE, GREY, INK, LINE, type Pdf, printable, RED } from './report-sheet.ts';

interface Box {
  x: number;
  y: number;
  widthPt: number;
  heightPt: number;
}
/** Where a position lies in the box, points. */
type Project = (position: Position) => [number, number];

export interface MapWords {
  chosen: string;
  notChosen: string;
  served: string;
  notServed: string;
}

export const SERVED = '#00785a';
const MOST_NUMBERS = 40;
const MOST_NAMES = 12;
const NUMBER_PT = 5;
/** Nearer than this two dots are one, and a corner is none. */
const LEAST_PT = 0.6;

/**
 * The plan as vectors: outlines, segments that are built (with their numbers in building order) and that are not, firms. Whatever
 * is told apart by colour is also told apart by form.
 *
 * @param order  ids of the segments of the plan in building order
 * @param names  of municipalities by ISTAT code
 */
export function drawMap(
  pdf: Pdf,
  map: PaperMap,
  order: readonly string[],
  names: ReadonlyMap<string, string>,
  box: Box,
): void {
  const turns = new Map(order.map((id, turn) => [id, turn + 1]));
  const project = fitting(map, turns, box);
  pdf.save();
  pdf
    .rect(box.x, box.y, box.widthPt, box.heightPt)
    .fillAndStroke('#f5f7fa', LINE)
    .rect(box.x, box.y, box.widthPt, box.heightPt)
    .clip();
  if (project) {
    drawOutlines(pdf, map, project);
    const lines = map.segments.map(({ id, lines }) => ({
      turn: turns.get(id),
      lines: lines.map((line) => thin(line, project)),
    }));
    pdf.lineCap('round').lineJoin('round');
    for (const { turn, lines: paths } of lines) if (turn === undefined) strokePaths(pdf, paths, GREY, 0.8, true);
    drawFirms(pdf, map, project);
    for (const { turn, lines: paths } of lines) if (turn !== undefined) strokePaths(pdf, paths, BLUE, 2.2, false);
    if (map.outlines.length <= MOST_NAMES) drawNames(pdf, map, project, names);
    drawNumbers(pdf, lines);
    drawScale(pdf, project, map, box);
  }
  pdf.restore();
}

/** One line of what the signs mean. */
export function drawLegend(pdf: Pdf, words: MapWords, x: number, y: number): void {
  let left = x;
  const entry = (label: string, sign: (x: number) => void) => {
    sign(left);
    pdf
      .font('Helvetica')
      .fontSize(7)
      .fillColor(INK)
      .text(printable(label), left + 17, y - 3, { lineBreak: false });
    left += 17 + pdf.widthOfString(printable(label)) + 10;
  };
  const path = (at: number): [number, number][] => [
    [at, y],
    [at + 13, y],
  ];
  entry(words.chosen, (at) => strokePaths(pdf, [path(at)], BLUE, 2.2, false));
  entry(words.notChosen, (at) => strokePaths(pdf, [path(at)], GREY, 0.8, true));
  entry(words.served, (at) => dot(pdf, [at + 8, y], true));
  entry(words.notServed, (at) => dot(pdf, [at + 8, y], false));
}

/** Fits what is to be seen into the box, as wide as it is high; null where there is nothing. */
function fitting(map: PaperMap, turns: ReadonlyMap<string, number>, { x, y, widthPt, heightPt }: Box): Project | null {
  const segments = map.segments.filter(({ id }) => map.outlines.length === 0 || turns.has(id));
  const seen: Position[] = [
    ...map.outlines.flatMap(({ polygons }) => polygons.flat(2)),
    ...segments.flatMap(({ lines }) => lines.flat()),
    ...map.firms.map(({ position }) => position),
  ];
  if (seen.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of seen) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [width, height] = [Math.max((east - west) * narrowing, 1e-4), Math.max(north - south, 1e-4)];
  const scale = Math.min((widthPt - 16) / width, (heightPt - 16) / height);
  const [left, top] = [x + (widthPt - width * scale) / 2, y + (heightPt - height * scale) / 2];
  return ([lng, lat]) => [left + (lng - west) * narrowing * scale, top + (north - lat) * scale];
}

/** Without what is too near to the one before to be seen. */
function thin(line: readonly Position[], project: Project): [number, number][] {
  const kept: [number, number][] = [];
  for (const [place, position] of line.entries()) {
    const at = project(position);
    const last = kept.at(-1);
    const isFar = last === undefined || Math.hypot(at[0] - last[0], at[1] - last[1]) >= LEAST_PT;
    if (isFar || place === line.length - 1) kept.push(at);
  }
  return kept;
}

function drawOutlines(pdf: Pdf, { outlines }: PaperMap, project: Project): void {
  for (const polygon of outlines.flatMap(({ polygons }) => polygons)) {
    for (const ring of polygon) tracePath(pdf, thin(ring, project));
    pdf.lineWidth(0.7).fillAndStroke('#ffffff', '#8a99a8', 'even-odd');
  }
}

function drawFirms(pdf: Pdf, { firms }: PaperMap, project: Project): void {
  const taken = new Set<string>();
  // Served ones first, so that a firm still without service is never hidden.
  for (const { position, isServed } of firms.toSorted((one, other) => Number(other.isServed) - Number(one.isServed))) {
    const at = project(position);
    const key = `${isServed} ${at.map((part) => Math.round(part / LEAST_PT)).join(' ')}`;
    if (taken.has(key)) continue;
    taken.add(key);
    dot(pdf, at, isServed);
  }
}

function drawNames(pdf: Pdf, { outlines }: PaperMap, project: Project, names: ReadonlyMap<string, string>): void {
  pdf.font('Helvetica').fontSize(7).fillColor(GREY);
  for (const { code, polygons } of outlines) {
    const rings = polygons.map(([outer = []]) => outer.map(project));
    const biggest = rings.toSorted((one, other) => other.length - one.length)[0] ?? [];
    if (biggest.length === 0) continue;
    const [xs, ys] = [biggest.map(([x]) => x), biggest.map(([, y]) => y)];
    const name = printable(names.get(code) ?? code);
    const [across, down] = [xs, ys].map((all) => (Math.min(...all) + Math.max(...all)) / 2);
    pdf.text(name, across! - pdf.widthOfString(name) / 2, down! - 4, { lineBreak: false });
  }
}

function strokePaths(
  pdf: Pdf,
  paths: readonly [number, number][][],
  colour: string,
  widthPt: number,
  isDashed: boolean,
): void {
  for (const path of paths) tracePath(pdf, path);
  if (paths.every((path) => path.length < 2)) return;
  if (isDashed) pdf.dash(2.5, { space: 2 });
  else pdf.undash();
  pdf.lineWidth(widthPt).strokeColor(colour).stroke().undash();
}

function tracePath(pdf: Pdf, [first, ...rest]: readonly [number, number][]): void {
  if (first === undefined || rest.length === 0) return;
  pdf.moveTo(...first);
  for (const at of rest) pdf.lineTo(...at);
}

function dot(pdf: Pdf, [x, y]: [number, number], isServed: boolean): void {
  if (isServed) pdf.circle(x, y, 2).fill(SERVED);
  else pdf.circle(x, y, 1.8).lineWidth(0.9).fillAndStroke('#ffffff', RED);
}

/** The first of them, in building order; none upon another. */
function drawNumbers(pdf: Pdf, lines: readonly { turn: number | undefined; lines: [number, number][][] }[]): void {
  const drawn: [number, number][] = [];
  const numbered = lines.flatMap(({ turn, lines: paths }) => (turn === undefined ? [] : [{ turn, paths }]));
  for (const { turn, paths } of numbered.toSorted((one, other) => one.turn - other.turn).slice(0, MOST_NUMBERS)) {
    const at = middleOf(paths);
    if (at === null || drawn.some(([x, y]) => Math.hypot(x - at[0], y - at[1]) < 2 * NUMBER_PT)) continue;
    drawn.push(at);
    const label = String(turn);
    pdf
      .circle(...at, NUMBER_PT)
      .lineWidth(0.8)
      .fillAndStroke('#ffffff', BLUE);
    pdf.font('Helvetica-Bold').fontSize(6.5).fillColor(INK);
    pdf.text(label, at[0] - pdf.widthOfString(label) / 2, at[1] - 2.5, { lineBreak: false });
  }
}

function middleOf(paths: readonly [number, number][][]): [number, number] | null {
  const longest = paths.toSorted((one, other) => other.length - one.length)[0] ?? [];
  const [one, other] = [longest[Math.floor((longest.length - 1) / 2)], longest[Math.ceil((longest.length - 1) / 2)]];
  return one === undefined || other === undefined ? null : [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
}

/** A bar of a round length: 1, 2 or 5 times a power of ten, a quarter of the box at most. */
function drawScale(pdf: Pdf, project: Project, map: PaperMap, { x, y, widthPt, heightPt }: Box): void {
  const anchor = map.outlines[0]?.polygons[0]?.[0]?.[0] ?? map.segments[0]?.lines[0]?.[0] ?? map.firms[0]?.position;
  if (anchor === undefined) return;
  // Along a meridian a degree is 111.2 km, wherever one stands.
  const ptPerM = Math.abs(project([anchor[0], anchor[1] + 0.01])[1] - project(anchor)[1]) / 1112;
  const mostM = widthPt / 4 / ptPerM;
  const power = 10 ** Math.floor(Math.log10(mostM));
  const lengthM = power * (mostM >= 5 * power ? 5 : mostM >= 2 * power ? 2 : 1);
  const [left, bottom] = [x + 8, y + heightPt - 8];
  const label = lengthM >= 1000 ? `${lengthM / 1000} km` : `${lengthM} m`;
  pdf
    .moveTo(left, bottom)
    .lineTo(left + lengthM * ptPerM, bottom)
    .lineWidth(1.2)
    .strokeColor(INK)
    .stroke();
  pdf
    .font('Helvetica')
    .fontSize(6.5)
    .fillColor(INK)
    .text(label, left, bottom - 9, { lineBreak: false });
}
