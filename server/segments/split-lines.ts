import type { Position } from 'geojson';
import { roundPosition } from '../datasets/kinds/geometry.ts';
import { nearestPlace } from '../geo/nearest-place.ts';

/** So near to its line a segment can be split, metres. */
const ON_THE_LINE_M = 1;

/** The two parts of a segment, in the order of its lines. */
export interface Parts {
  first: Position[][];
  rest: Position[][];
}

/**
 * Splits lines of [lng, lat] at the place that is nearest to a position, on the 1e-7 grid.
 *
 * @returns why it cannot be where it cannot: the position lies beside the lines, or where they begin or end
 */
export function splitLines(lines: readonly (readonly Position[])[], at: Position): Parts | 'beside' | 'end' {
  const place = nearestPlace(lines, at);
  if (place === null || place.distanceM > ON_THE_LINE_M) return 'beside';
  const line = lines[place.line]!;
  const cut = roundPosition(place.position[0]!, place.position[1]!);
  const first = [...lines.slice(0, place.line), [...line.slice(0, place.corner), cut]].flatMap(course);
  const rest = [[cut, ...line.slice(place.corner)], ...lines.slice(place.line + 1)].flatMap(course);
  return first.length === 0 || rest.length === 0 ? 'end' : { first, rest };
}

/** The line without positions that repeat the one before; none where it has no length. */
function course(line: readonly Position[]): Position[][] {
  const kept = line.filter(
    ([lng, lat], index) => index === 0 || lng !== line[index - 1]![0] || lat !== line[index - 1]![1],
  );
  return kept.length < 2 ? [] : [kept];
}
