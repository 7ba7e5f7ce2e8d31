import type { Figures } from './contract.ts';
import type { FirmStep, GapResult, Step, ZoneStep } from './gap-result.ts';

/** What of a municipality holds on one day, at one target. */
export interface GapOnDay {
  figures: Figures;
  /** By id. */
  zones: ReadonlyMap<string, ZoneStep>;
  firms: ReadonlyMap<string, FirmStep>;
}

/**
 * What a result for one target says on a day, as `at-horizon.ts` finds it in the database.
 *
 * @param day      YYYY-MM-DD, or TODAYS_COVERAGE
 * @param proposed whether segments that are only proposed may count
 */
export function gapOnDay({ municipality, zones, firms }: GapResult, day: string, proposed: boolean): GapOnDay {
  return {
    figures: holdingOn(chainOf(municipality, proposed), day, () => '').get('')!.figures,
    zones: holdingOn(chainOf(zones, proposed), day, ({ zoneId }) => zoneId),
    firms: holdingOn(chainOf(firms, proposed), day, ({ firmId }) => firmId),
  };
}

/** Where proposed segments matter there is a chain of steps of its own that counts them. */
export function chainOf<S extends Step>(steps: readonly S[], proposed: boolean): S[] {
  const counting = steps.filter(({ includesProposed }) => includesProposed);
  return proposed && counting.length > 0 ? counting : steps.filter(({ includesProposed }) => !includesProposed);
}

/** Of each thing the last step up to the day; a thing's steps come in order. */
function holdingOn<S extends Step>(steps: readonly S[], day: string, keyOf: (step: S) => string): Map<string, S> {
  return new Map(steps.filter(({ fromOn }) => fromOn <= day).map((step) => [keyOf(step), step]));
}
