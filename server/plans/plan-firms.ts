import type { PlanFirm } from './problem.ts';

/** What of a firm's service decides whether it is a plan's concern, as the steps of its gap say. */
export interface FirmBefore extends Omit<PlanFirm, 'reachedBy'> {
  /** By today's coverage. */
  isServedToday: boolean;
  /** Ids of all segments that reach it by the horizon. */
  segmentIds: readonly string[];
}

/**
 * Firms that nothing serves without a plan and that a plan can serve: not today's coverage, and no segment but candidates.
 *
 * @param placeOf places of the candidates by id
 */
export function planFirms(firms: readonly FirmBefore[], placeOf: ReadonlyMap<string, number>): PlanFirm[] {
  return firms.flatMap(({ isServedToday, segmentIds, ...firm }) => {
    const isBuiltAnyway = segmentIds.some((id) => !placeOf.has(id));
    if (isServedToday || isBuiltAnyway || segmentIds.length === 0) return [];
    return [{ ...firm, reachedBy: segmentIds.map((id) => placeOf.get(id)!).toSorted((a, b) => a - b) }];
  });
}
