import type { PlanFirm, PlanProblem } from './problem.ts';
import type { Selection } from './selection.ts';
import type { Weights } from './settings.ts';

/** Points are counted in whole millionths inside the code, so that sums are exact in any order. */
export const MICRO = 1_000_000;

/** What of a firm, or of several together, is weighed: whole numbers; `exportThousandths` of a turnover. */
export interface Weighed {
  firms: number;
  employees: number;
  exportThousandths: number;
  pledges: number;
  inZone: number;
}

/** What a firm brings to be weighed. What it does not state brings nothing. */
export const weighedOf = ({ employees, exportShare, pledges, inZone }: PlanFirm): Weighed => ({
  firms: 1,
  employees: employees ?? 0,
  exportThousandths: Math.round((exportShare ?? 0) * 1000),
  pledges: pledges ? 1 : 0,
  inZone: inZone ? 1 : 0,
});

/** Micropoints of what is weighed. */
export function weigh(weighed: Weighed, weights: Weights): number {
  const { firms, employees, exportThousandths, pledges, inZone } = weighed;
  const thousandths = (weight: number) => Math.round(weight * 1000);
  return (
    1000 *
      (thousandths(weights.firm) * firms +
        thousandths(weights.employee) * employees +
        thousandths(weights.pledge) * pledges +
        thousandths(weights.zone) * inZone) +
    thousandths(weights.exportShare) * exportThousandths
  );
}

/** Micropoints of a firm newly served. */
export const firmPoints = (firm: PlanFirm, weights: Weights): number => weigh(weighedOf(firm), weights);

/**
 * Firms that a set of candidates serves, each once.
 *
 * @param chosen places of candidates
 * @returns places of firms, ascending
 */
export function newlyServed({ firms }: PlanProblem, chosen: Iterable<number>): number[] {
  const built = new Set(chosen);
  const served: number[] = [];
  for (const [place, { reachedBy }] of firms.entries())
    if (reachedBy.some((candidate) => built.has(candidate))) served.push(place);
  return served;
}

/** Micropoints of all firms that a set of candidates serves. */
export function pointsOf(problem: PlanProblem, weights: Weights, chosen: Iterable<number>): number {
  return newlyServed(problem, chosen).reduce((sum, place) => sum + firmPoints(problem.firms[place]!, weights), 0);
}

/** Firms that the same candidates reach as one, in the order in which they are met; those worth nothing are left out. */
export function groupFirms(problem: PlanProblem, weights: Weights): Selection['groups'] {
  const groups: Selection['groups'] = [];
  const start: Branch = { groupOf: null, next: new Map() };
  for (const firm of problem.firms) {
    const points = firmPoints(firm, weights);
    if (points === 0) continue;
    const end = firm.reachedBy.reduce(branchAt, start);
    if (end.groupOf) end.groupOf.points += points;
    else groups.push((end.groupOf = { points, reachedBy: [...firm.reachedBy] }));
  }
  return groups;
}

/** Lists of candidates as a tree: a hundred thousand lists are told apart in a fraction of the time that texts of them take. */
interface Branch {
  groupOf: Selection['groups'][number] | null;
  next: Map<number, Branch>;
}

function branchAt({ next }: Branch, candidate: number): Branch {
  const known = next.get(candidate);
  if (known) return known;
  const made: Branch = { groupOf: null, next: new Map() };
  next.set(candidate, made);
  return made;
}
