import { firmPoints, MICRO, newlyServed } from './benefit.ts';
import { type BuildingStep, buildingOrder } from './building-order.ts';
import { buildingTimes } from './calendar.ts';
import { jointSavings, planCost, segmentCost } from './cost.ts';
import { planNotices } from './notices.ts';
import type { PlanFirm, PlanProblem } from './problem.ts';
import type { Appraisal } from './schemas.ts';
import { isInScope } from './scope.ts';
import type { PlanSettings } from './settings.ts';
import { shareCost } from './sharing.ts';
import type { Range } from './unit-costs.ts';

/**
 * What a set of segments costs and brings, in which order and when it is built, and who pays.
 *
 * @param problem  scoped to the settings' scope
 * @param chosen   places of candidates
 * @param terms    today YYYY-MM-DD; how many municipalities are being computed anew
 */
export function appraise(
  problem: PlanProblem,
  settings: PlanSettings,
  chosen: readonly number[],
  terms: { today: string; recomputing: number },
): Appraisal {
  const served = newlyServed(problem, chosen).map((place) => problem.firms[place]!);
  const cost = planCost(problem, chosen, settings.costs);
  const steps = buildingOrder(problem, settings, chosen);
  return {
    cost,
    jointSaving: savedBy(problem, settings, chosen),
    budgetCaseEur: cost[settings.costCase],
    connections: mapRange(settings.costs.connection, (eur) => Math.round(eur * served.length)),
    lengthM: Math.round(total(chosen.map((place) => problem.candidates[place]!.lengthM)) * 10) / 10,
    points: total(served.map((firm) => firmPoints(firm, settings.weights))) / MICRO,
    firmsNewlyServed: served.length,
    employees: {
      total: total(served.map(({ employees }) => employees ?? 0)),
      firmsNotStating: served.filter(({ employees }) => employees === null).length,
    },
    exportShare: meanExport(served),
    pledges: served.filter(({ pledges }) => pledges).length,
    firmsInZones: served.filter(({ inZone }) => inZone).length,
    segments: segmentsInOrder(problem, settings, steps, terms.today),
    municipalities: municipalitiesOf(problem, settings, steps, cost.likely),
    notices: planNotices(problem, settings, { chosen, served, steps }, terms),
  };
}

function segmentsInOrder(
  problem: PlanProblem,
  settings: PlanSettings,
  steps: readonly BuildingStep[],
  today: string,
): Appraisal['segments'] {
  const candidates = steps.map(({ candidate }) => problem.candidates[candidate]!);
  const times = buildingTimes(candidates, { today, metresPerYear: settings.metresPerYear });
  const reaches = new Int32Array(problem.candidates.length);
  for (const { reachedBy } of problem.firms) for (const place of reachedBy) reaches[place]! += 1;
  return steps.map(({ candidate: place, needs, adds }, turn) => {
    const { id, name, status, lengthM, readyOn, generated } = candidates[turn]!;
    const { eur, isStated } = segmentCost(candidates[turn]!, settings.costs);
    const time = times[turn] ?? null;
    return {
      id,
      name,
      status,
      lengthM,
      promisedOn: readyOn,
      generated,
      cost: eur,
      isStated,
      firms: reaches[place]!,
      adds: adds.length,
      needs: needs.map((other) => problem.candidates[other]!.id),
      startsIn: time?.startsIn ?? null,
      readyIn: time?.readyIn ?? null,
      laterThanPromised: time?.laterThanPromised ?? false,
    };
  });
}

/** Those of the scope: before, after, and what each pays. */
function municipalitiesOf(
  problem: PlanProblem,
  { scope, costs }: PlanSettings,
  steps: readonly BuildingStep[],
  totalEur: number,
): Appraisal['municipalities'] {
  const members = problem.municipalities.flatMap((one, place) => (isInScope(one, scope) ? [place] : []));
  const shares = shareCost(problem, costs, { steps, totalEur }, members);
  const served = new Int32Array(problem.municipalities.length);
  for (const { adds } of steps) for (const firm of adds) served[problem.firms[firm]!.municipality]! += 1;
  return members.map((place, member) => {
    const { code, name, firmsNotServed } = problem.municipalities[place]!;
    return {
      code,
      name,
      firmsNotServedBefore: firmsNotServed,
      firmsNotServedAfter: firmsNotServed - served[place]!,
      sharesEur: {
        byFirms: shares.byFirms[member]! / 100,
        byLength: shares.byLength[member]! / 100,
        shapley: shares.shapley[member]! / 100,
      },
    };
  });
}

function meanExport(served: readonly PlanFirm[]): Appraisal['exportShare'] {
  const stating = served.filter(({ exportShare }) => exportShare !== null);
  const sum = stating.reduce((one, { exportShare }) => one + exportShare!, 0);
  return {
    mean: stating.length === 0 ? null : Math.round((sum / stating.length) * 1000) / 1000,
    firmsNotStating: served.length - stating.length,
  };
}

/** What pairs of the plan save by digging once. */
function savedBy(problem: PlanProblem, { costs }: PlanSettings, chosen: readonly number[]): Range {
  const built = new Set(chosen);
  const saved = jointSavings(problem, costs).filter((_saving, pair) => {
    const { a, b } = problem.jointWorks[pair]!;
    return built.has(a) && built.has(b);
  });
  return {
    low: total(saved.map(({ low }) => low)),
    likely: total(saved.map(({ likely }) => likely)),
    high: total(saved.map(({ high }) => high)),
  };
}

const mapRange = ({ low, likely, high }: Range, change: (eur: number) => number): Range => ({
  low: change(low),
  likely: change(likely),
  high: change(high),
});

const total = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
