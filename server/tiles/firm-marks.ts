import type { FirmService } from '../firms/contract.ts';
import { marksIn } from './firm-clusters.ts';
import { type FirmDays, type FirmPlaces, SERVED_SINCE } from './firm-index.ts';
import type { Tile } from './tile.ts';

/** What a tile shows of firms below the greatest zoom. */
export interface FirmMarks {
  clusters: {
    /** [x, y] in the Mercator square */
    position: [x: number, y: number];
    properties: Record<FirmService, number> & { count: number };
  }[];
  /** Ids of the firms that lie alone. */
  singles: string[];
}

/** @param question.horizon  YYYY-MM-DD */
export function firmMarks(
  { places, days }: { places: FirmPlaces; days: FirmDays },
  tile: Tile,
  question: { horizon: string; proposed: boolean },
): FirmMarks {
  const { positions, sizes, markOf } = places.zooms[tile.z]!;
  const horizon = Date.parse(question.horizon) / 86_400_000;
  const shown = new Map(
    marksIn(places.zooms[tile.z]!, tile).map((mark) => [
      mark,
      {
        position: [positions[2 * mark]!, positions[2 * mark + 1]!] as [number, number],
        properties: { count: sizes[mark]!, served: 0, servedByHorizon: 0, notServed: 0, unknown: 0 },
      },
    ]),
  );
  const singles: string[] = [];
  for (let firm = 0; firm < markOf.length; firm++) {
    const mark = shown.get(markOf[firm]!);
    if (!mark) continue;
    if (mark.properties.count === 1) singles.push(places.ids[firm]!);
    else mark.properties[serviceOn(horizon, days[2 * firm + (question.proposed ? 1 : 0)]!)]++;
  }
  return { clusters: [...shown.values()].filter(({ properties }) => properties.count > 1), singles };
}

function serviceOn(horizon: number, since: number): FirmService {
  if (since === SERVED_SINCE.unknown) return 'unknown';
  if (since === SERVED_SINCE.today) return 'served';
  return since <= horizon ? 'servedByHorizon' : 'notServed';
}
