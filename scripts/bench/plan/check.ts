import { MICRO } from '../../../server/plans/benefit.ts';
import type { BestPlan, PlanCurve } from '../../../server/plans/contract.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import type { Selection } from '../../../server/plans/selection.ts';
import { meetsTerms, pointsOfSet } from '../../../server/plans/worth.ts';
import type { Asked } from './ask.ts';

/** What a plan, or a point of a curve, claims. */
interface Claim {
  segments: readonly string[];
  points: number;
  boundPoints: number;
}

/** Tells whether what the server answers is so, by the problem and in numbers alone. */
export class Checks {
  readonly #placeOf: ReadonlyMap<string, number>;
  readonly #selection: Selection;

  constructor({ candidates }: PlanProblem, selection: Selection) {
    this.#placeOf = new Map(candidates.map(({ id }, place) => [id, place]));
    this.#selection = selection;
  }

  /** @throws Error where the plan is none, or not what it claims to be, or its bound rose while it was searched */
  plan(budgetEur: number, { answer, onTheWay }: Asked<BestPlan>): Claim {
    const { state, chosen, points, boundPoints } = answer;
    if (state !== 'done' || points === null || boundPoints === null) throw new Error(`no plan: it is ${state}`);
    const claim = { segments: chosen, points, boundPoints };
    this.#check(budgetEur, claim);
    const bounds = [...onTheWay, answer].flatMap((each) => each.boundPoints ?? []);
    if (bounds.some((bound, at) => at > 0 && bound > bounds[at - 1]!)) throw new Error('a bound rises');
    return claim;
  }

  /** @throws Error likewise, and where a larger budget brings less */
  curve({ points }: PlanCurve): void {
    let before = { points: 0, boundPoints: 0 };
    for (const point of points) {
      this.#check(point.budgetEur, point);
      if (point.points < before.points || point.boundPoints < before.boundPoints) throw new Error('a curve falls');
      before = point;
    }
  }

  #check(budgetEur: number, { segments, points, boundPoints }: Claim): void {
    const chosen = new Set(segments.map((id) => this.#placeOf.get(id)!));
    if (!meetsTerms({ ...this.#selection, budgetEur }, chosen)) throw new Error('a plan breaks its terms');
    if (Math.round(points * MICRO) !== pointsOfSet(this.#selection, chosen))
      throw new Error('a plan has not the points that it claims');
    if (boundPoints < points) throw new Error('a bound is below its plan');
  }
}

/** By how much the bound exceeds the plan, as a share of its points. */
export const gapOf = ({ points, boundPoints }: Pick<Claim, 'points' | 'boundPoints'>): number =>
  points === 0 ? 0 : boundPoints / points - 1;
