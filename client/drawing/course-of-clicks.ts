import type { Position } from 'geojson';
import { roundPosition } from '../../server/datasets/kinds/geometry.ts';

/** The line through the places that were pressed, on the grid; who presses twice at the same place means it once. */
export function courseOfClicks(positions: readonly Position[]): Position[] {
  const line: Position[] = [];
  for (const [lng, lat] of positions) {
    const position = roundPosition(lng!, lat!);
    const last = line.at(-1);
    if (last?.[0] !== position[0] || last[1] !== position[1]) line.push(position);
  }
  return line;
}
