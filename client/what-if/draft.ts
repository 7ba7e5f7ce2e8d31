import type { Position } from 'geojson';
import type { GapSegment } from '../../server/gaps/gap-input.ts';
import { boxOf } from '../../server/geo/box.ts';
import { courseOf } from '../../server/geo/course.ts';
import { roundPosition } from '../../server/datasets/kinds/geometry.ts';
import type { NewSegment, SegmentChange, SegmentFeature } from '../api.ts';

/** What a what-if may change of a segment. Lines of [lng, lat] in degrees, on the 1e-7 grid. */
export interface Draft
  extends
    Omit<GapSegment, 'id' | 'lines' | 'box'>,
    Pick<SegmentFeature['properties'], 'name' | 'worksType' | 'upMbps' | 'costEur'> {
  lines: Position[][];
}

/** The id of a segment that the server does not know yet. */
export const NEW_ID = 'drawn:new';

/** A place on the segment that can be taken: all of it, a corner, or the middle of the edge that ends in a corner. */
export type Grip =
  | { kind: 'whole' }
  | { kind: 'corner'; line: number; corner: number }
  | { kind: 'middle'; line: number; corner: number };

export const draftOf = ({ geometry, properties }: SegmentFeature): Draft => ({
  lines: geometry.coordinates,
  name: properties.name,
  network: properties.network,
  worksType: properties.worksType,
  technology: properties.technology,
  upMbps: properties.upMbps,
  costEur: properties.costEur,
  status: properties.status,
  downMbps: properties.downMbps,
  reachM: properties.reachM,
  readyOn: properties.readyOn,
});

/** A segment that has just been drawn: fibre as most of those are that are planned, ready in time for the question asked. */
export const newDraft = (lines: Position[][], readyOn: string): Draft => ({
  lines,
  name: null,
  network: null,
  worksType: 'trench',
  technology: 'FTTH',
  downMbps: 1000,
  upMbps: 300,
  reachM: 150,
  costEur: null,
  status: 'planned',
  readyOn,
});

/** The segment as the engine takes it. */
export const segmentOf = (id: string, { lines, ...draft }: Draft): GapSegment => ({
  id,
  network: draft.network,
  technology: draft.technology,
  status: draft.status,
  downMbps: draft.downMbps,
  reachM: draft.reachM,
  readyOn: draft.readyOn,
  lines: lines.map(courseOf),
  box: boxOf(lines),
});

const geometryOf = (lines: Position[][]): NewSegment['geometry'] => ({
  type: 'MultiLineString',
  coordinates: lines.map((line) => line.map(([lng, lat]) => [lng!, lat!])),
});

/** What is to be saved of a segment that the server does not know yet. */
export const newSegmentOf = ({ lines, ...given }: Draft): NewSegment => ({ ...given, geometry: geometryOf(lines) });

/** What of the draft is other than the segment, to be saved. */
export function changeOf(feature: SegmentFeature, draft: Draft): SegmentChange {
  const { lines, ...given } = draft;
  const { properties, geometry } = feature;
  const other = Object.entries(given).filter(([name, value]) => properties[name as keyof typeof given] !== value);
  const moved = JSON.stringify(lines) !== JSON.stringify(geometry.coordinates);
  return {
    version: properties.version,
    ...Object.fromEntries(other),
    ...(moved && { geometry: geometryOf(lines) }),
  };
}

/** The draft with a grip moved by so many degrees; the middle of an edge becomes a corner. */
export function moveGrip(draft: Draft, grip: Grip, [east, north]: readonly [number, number]): Draft {
  const by = ([lng, lat]: Position): Position => roundPosition(lng! + east, lat! + north);
  if (grip.kind === 'whole') return { ...draft, lines: draft.lines.map((line) => line.map(by)) };
  return changeLine(draft, grip.line, (line) =>
    grip.kind === 'corner'
      ? line.with(grip.corner, by(line[grip.corner]!))
      : line.toSpliced(grip.corner, 0, by(middleOf(line, grip.corner))),
  );
}

/** Without a corner; a line keeps two. */
export function removeCorner(draft: Draft, line: number, corner: number): Draft {
  return changeLine(draft, line, (positions) => (positions.length > 2 ? positions.toSpliced(corner, 1) : positions));
}

/** Where a grip lies; `whole` lies in the middle of the longest line's corners. */
export function placeOf(draft: Draft, grip: Grip): Position {
  if (grip.kind === 'corner') return draft.lines[grip.line]![grip.corner]!;
  if (grip.kind === 'middle') return middleOf(draft.lines[grip.line]!, grip.corner);
  const longest = draft.lines.reduce((longest, line) => (line.length > longest.length ? line : longest));
  return longest.length === 2 ? middleOf(longest, 1) : longest[longest.length >> 1]!;
}

export function gripsOf(draft: Draft): Grip[] {
  const ofLines = draft.lines.flatMap((positions, line) =>
    positions.flatMap((_, corner): Grip[] => [
      ...(corner > 0 ? [{ kind: 'middle' as const, line, corner }] : []),
      { kind: 'corner', line, corner },
    ]),
  );
  return [{ kind: 'whole' }, ...ofLines];
}

/** Whether a draft can be split at a grip: it is there, and the segment neither begins nor ends in it. */
export function canSplitAt({ lines }: Draft, grip: Grip): boolean {
  if (grip.kind === 'whole') return false;
  const corners = lines[grip.line]?.length ?? 0;
  if (grip.corner >= corners) return false;
  const isStart = grip.line === 0 && grip.corner === 0;
  const isEnd = grip.line === lines.length - 1 && grip.corner === corners - 1;
  return grip.kind === 'middle' || !(isStart || isEnd);
}

export const gripKey = (grip: Grip): string =>
  grip.kind === 'whole' ? 'whole' : `${grip.kind} ${grip.line} ${grip.corner}`;

function changeLine(draft: Draft, index: number, change: (line: Position[]) => Position[]): Draft {
  return { ...draft, lines: draft.lines.with(index, change(draft.lines[index]!)) };
}

function middleOf(line: readonly Position[], corner: number): Position {
  const [from, to] = [line[corner - 1]!, line[corner]!];
  return roundPosition((from[0]! + to[0]!) / 2, (from[1]! + to[1]!) / 2);
}
