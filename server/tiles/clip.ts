import { addTo, type GridLine } from './grid.ts';
import { EXTENT } from './tile.ts';

const COLUMN = 0;
const ROW = 1;
type Axis = typeof COLUMN | typeof ROW;

/** What of a ring lies within a tile and so many steps around it; empty where nothing does. */
export function clipRing(ring: GridLine, buffer: number): GridLine {
  if (isWithin(ring, buffer)) return ring;
  let rest = ring;
  for (const axis of [COLUMN, ROW] as const) {
    rest = cutRing(rest, axis, -buffer, 1);
    rest = cutRing(rest, axis, EXTENT + buffer, -1);
  }
  return rest;
}

/** The parts of a line that lie within a tile and so many steps around it. */
export function clipLine(line: GridLine, buffer: number): GridLine[] {
  if (isWithin(line, buffer)) return [line];
  let parts = [line];
  for (const axis of [COLUMN, ROW] as const) {
    parts = parts.flatMap((part) => cutLine(part, axis, -buffer, 1));
    parts = parts.flatMap((part) => cutLine(part, axis, EXTENT + buffer, -1));
  }
  return parts;
}

function isWithin(line: GridLine, buffer: number): boolean {
  return line.every((value) => value >= -buffer && value <= EXTENT + buffer);
}

/** @param side  1 keeps what is greater than the limit, -1 what is less */
function cutRing(ring: GridLine, axis: Axis, limit: number, side: 1 | -1): GridLine {
  const kept: GridLine = [];
  for (let at = 0; at < ring.length; at += 2) {
    const inside = (ring[at + axis]! - limit) * side >= 0;
    if (at > 0 && inside !== (ring[at - 2 + axis]! - limit) * side >= 0)
      addTo(kept, ...crossing(ring, at, axis, limit));
    if (inside) addTo(kept, ring[at]!, ring[at + 1]!);
  }
  if (kept.length > 0) addTo(kept, kept[0]!, kept[1]!);
  return kept;
}

function cutLine(line: GridLine, axis: Axis, limit: number, side: 1 | -1): GridLine[] {
  const parts: GridLine[] = [];
  let part: GridLine = [];
  for (let at = 0; at < line.length; at += 2) {
    const inside = (line[at + axis]! - limit) * side >= 0;
    if (at > 0 && inside !== (line[at - 2 + axis]! - limit) * side >= 0)
      addTo(part, ...crossing(line, at, axis, limit));
    if (inside) addTo(part, line[at]!, line[at + 1]!);
    else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
  }
  return [...parts, part].filter(({ length }) => length >= 4);
}

/** Where the step that ends at `at` crosses a limit; the same whichever way the border is walked. */
function crossing(line: GridLine, at: number, axis: Axis, limit: number): [column: number, row: number] {
  const [one, other] = line[at - 2 + axis]! < line[at + axis]! ? [at - 2, at] : [at, at - 2];
  const across = axis === COLUMN ? ROW : COLUMN;
  const share = (limit - line[one + axis]!) / (line[other + axis]! - line[one + axis]!);
  const met = Math.round(line[one + across]! + share * (line[other + across]! - line[one + across]!));
  return axis === COLUMN ? [limit, met] : [met, limit];
}
