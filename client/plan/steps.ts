import { type Weighed, weigh, weighedOf } from '../../server/plans/benefit.ts';
import { segmentCost } from '../../server/plans/cost.ts';
import type { Ranked } from '../../server/plans/priority.ts';
import type { PlanFirm, PlanProblem } from '../../server/plans/problem.ts';
import type { PlanSettings } from '../../server/plans/settings.ts';

/**
 * What each segment of a plan adds to those built before it, in the words of the ranking, so that it is explained as a rank is.
 *
 * @param order places of candidates in building order
 * @returns in that order; what each needs is built before it already
 */
export function planSteps(
  problem: PlanProblem,
  { costs, weights }: Pick<PlanSettings, 'costs' | 'weights'>,
  order: readonly number[],
): Ranked[] {
  const stepOf = new Map(order.map((candidate, step) => [candidate, step]));
  const added = order.map((): PlanFirm[] => []);
  for (const firm of problem.firms) {
    const first = firm.reachedBy.reduce((least, place) => Math.min(least, stepOf.get(place) ?? Infinity), Infinity);
    if (first !== Infinity) added[first]!.push(firm);
  }
  return order.map((candidate, step) => {
    const { lengthM } = problem.candidates[candidate]!;
    const cost = segmentCost(problem.candidates[candidate]!, costs).eur;
    const firms = added[step]!;
    const exports = firms.flatMap(({ exportShare }) => exportShare ?? []);
    const weighed = sumOf(firms);
    const points = weigh(weighed, weights);
    return {
      candidate,
      rank: step + 1,
      needs: [],
      cost,
      weighed,
      firmsNotStatingEmployees: firms.filter(({ employees }) => employees === null).length,
      firmsNotStatingExport: firms.length - exports.length,
      exportShare: exports.length === 0 ? null : weighed.exportThousandths / 1000 / exports.length,
      eurPerM: lengthM > 0 ? cost.likely / lengthM : null,
      points,
      pointsPerMillionEur: cost.likely === 0 ? null : points / cost.likely,
    };
  });
}

function sumOf(firms: readonly PlanFirm[]): Weighed {
  const sum: Weighed = { firms: 0, employees: 0, exportThousandths: 0, pledges: 0, inZone: 0 };
  for (const firm of firms) {
    const one = weighedOf(firm);
    for (const what of Object.keys(sum) as (keyof Weighed)[]) sum[what] += one[what];
  }
  return sum;
}
