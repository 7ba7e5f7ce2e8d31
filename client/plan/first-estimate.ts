import { bestRatio, type Draft } from '../../server/plans/greedy.ts';
import type { PlanProblem } from '../../server/plans/problem.ts';
import { selectionOf } from '../../server/plans/select.ts';
import type { Selection } from '../../server/plans/selection.ts';
import type { PlanSettings } from '../../server/plans/settings.ts';

/** What a plan is chosen from under some terms, but for the budget. */
export interface Prepared {
  selection: Selection;
  /** What building all that helps anybody costs, in the case of costs that the budget must hold for; whole euros. */
  servesAllEur: number;
}

const WITHOUT_END_EUR = 1e12;

/** Puts a problem, scoped already, into numbers. */
export function prepare(problem: PlanProblem, terms: PlanSettings, today: string): Prepared {
  const { selection } = selectionOf(problem, terms, today);
  const { costEur } = bestRatio({ ...selection, budgetEur: WITHOUT_END_EUR }, 0);
  return { selection, servesAllEur: costEur };
}

/** A good choice at once, by benefit per euro. */
export const estimate = ({ selection }: Prepared, budgetEur: number): Draft => bestRatio({ ...selection, budgetEur });
