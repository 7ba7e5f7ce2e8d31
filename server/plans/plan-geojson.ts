import type { PlanPaper, Position } from './plan-paper.ts';

/** The segments of a plan in the order in which they are best built, with their figures; geometry null where it is not known. */
export function planGeoJson({ appraisal, map, settings, madeOn, name }: PlanPaper) {
  const lines = new Map(map.segments.map((segment) => [segment.id, segment.lines]));
  return {
    type: 'FeatureCollection' as const,
    properties: { plan: name, madeOn, target: settings.target, horizon: settings.horizon },
    features: appraisal.segments.map((segment, turn) => ({
      type: 'Feature' as const,
      id: segment.id,
      geometry: lineOf(lines.get(segment.id)),
      properties: {
        order: turn + 1,
        name: segment.name,
        status: segment.status,
        lengthM: segment.lengthM,
        costLowEur: segment.cost.low,
        costLikelyEur: segment.cost.likely,
        costHighEur: segment.cost.high,
        costIsStated: segment.isStated,
        firmsReached: segment.firms,
        firmsNewlyServed: segment.adds,
        needs: segment.needs,
        promisedOn: segment.promisedOn,
        startsIn: segment.startsIn,
        readyIn: segment.readyIn,
        laterThanPromised: segment.laterThanPromised,
        generated: segment.generated,
      },
    })),
  };
}

const lineOf = (lines: Position[][] | undefined) =>
  lines === undefined ? null : { type: 'MultiLineString' as const, coordinates: lines };
