import type { PlanFirm } from './problem.ts';

/** A firm that today's coverage does not serve. */
export interface FirmBefore extends Omit<PlanFirm, 'reachedBy'> {
  /** Ids of all segments that reach it by the horizon. */
  segmentIds: readonly string[];
}

/** Those that no segment serves which is built anyway: without a plan they stay without service. */
export const notServedAnyway = <Firm extends Pick<FirmBefore, 'segmentIds'>>(
  firms: readonly Firm[],
  builtAnyway: ReadonlySet<string>,
): Firm[] => firms.filter(({ segmentIds }) => !segmentIds.some((id) => builtAnyway.has(id)));

/**
 * Those of them that a plan can serve.
 *
 * @param placeOf places of the candidates by id
 */
export function planFirms(firms: readonly FirmBefore[], placeOf: ReadonlyMap<string, number>): PlanFirm[] {
  return firms.flatMap(({ segmentIds, ...firm }) => {
    const reachedBy = segmentIds.flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a - b);
    return reachedBy.length === 0 ? [] : [{ ...firm, reachedBy }];
  });
}
