import { WORKS_TYPES, type Works, type WorksType } from '../segments/works.ts';
import type { Candidate, JointWorks, PlanProblem } from './problem.ts';
import { COST_CASES, type CostCase } from './settings.ts';
import type { CostTable, Range, UnitCost } from './unit-costs.ts';

/** What a segment costs by itself, and how that comes about. */
export interface SegmentCost {
  /** Whole euros. */
  eur: Range;
  /** The source states the cost: no works are added up. */
  isStated: boolean;
  /** Neither cost nor works are known: taken as open trench all along. */
  isAssumedTrench: boolean;
  /** Not rounded. What is saved in the trench of a segment built anyway is `jointShare`, of so many metres, below 0. */
  items: { what: UnitCost; quantity: number; unitEur: Range; eur: Range }[];
}

/** Works that dig: two that dig in one place may share it. Poles and ducts that exist save nothing. */
const CIVIL_WORKS = ['trench', 'microTrench'] as const satisfies WorksType[];
const TRENCH: Works = { trench: 1 };

const rangeFrom = (eurIn: (costCase: CostCase) => number): Range => ({
  low: eurIn('low'),
  likely: eurIn('likely'),
  high: eurIn('high'),
});

/** Cost of a segment: as stated, or its works; less what it saves in the trench of segments that are built anyway. */
export function segmentCost(candidate: Candidate, costs: CostTable): SegmentCost {
  const { works, statedCostEur, lengthM } = candidate;
  const items = statedCostEur === null ? worksItems(candidate, costs) : [];
  const sharedM = Math.min(candidate.sharedWithCommittedM, lengthM);
  if (sharedM > 0) {
    const civil = civilEurPerM(candidate, costs);
    items.push(
      item(
        'jointShare',
        sharedM,
        rangeFrom((at) => -costs.jointShare[at] * civil[at]),
      ),
    );
  }
  return {
    eur: rangeFrom((at) => Math.round(items.reduce((sum, { eur }) => sum + eur[at], statedCostEur ?? 0))),
    isStated: statedCostEur !== null,
    isAssumedTrench: statedCostEur === null && works === null,
    items,
  };
}

function worksItems({ works, lengthM, crossings, terminations }: Candidate, costs: CostTable): SegmentCost['items'] {
  const metres = WORKS_TYPES.map((type) => item(type, ((works ?? TRENCH)[type] ?? 0) * lengthM, costs[type]));
  return [
    ...metres,
    item('crossing', crossings, costs.crossing),
    item('termination', terminations, costs.termination),
  ].filter(({ quantity }) => quantity > 0);
}

const item = (what: UnitCost, quantity: number, unitEur: Range): SegmentCost['items'][number] => ({
  what,
  quantity,
  unitEur,
  eur: rangeFrom((at) => quantity * unitEur[at]),
});

/**
 * Civil works in a metre of a segment, on average over its length: where along it each type of works lies is not known. Of a stated
 * cost they are the same part as they would likely be of the works.
 */
function civilEurPerM(candidate: Candidate, costs: CostTable): Range {
  const { works, statedCostEur } = candidate;
  const perM = rangeFrom((at) =>
    CIVIL_WORKS.reduce((sum, type) => sum + ((works ?? TRENCH)[type] ?? 0) * costs[type][at], 0),
  );
  if (statedCostEur === null) return perM;
  const allEur = worksItems(candidate, costs).reduce((sum, { eur }) => sum + eur.likely, 0);
  const statedPerM = allEur === 0 ? 0 : (statedCostEur * perM.likely) / allEur;
  return { low: statedPerM, likely: statedPerM, high: statedPerM };
}

/**
 * What is saved where both of a pair are built: the share of the civil works of the metres that they share, at the rate of the
 * cheaper one. What a candidate saves in all its pairs is scaled down to its own cost where it would exceed it.
 *
 * @returns whole euros, in the order of `jointWorks`
 */
export function jointSavings(problem: PlanProblem, costs: CostTable): Range[] {
  const { candidates, jointWorks } = problem;
  const inPairs = [...new Set(jointWorks.flatMap(({ a, b }) => [a, b]))];
  const civil = new Map(inPairs.map((place) => [place, civilEurPerM(candidates[place]!, costs)]));
  const savings = (at: CostCase): number[] => {
    const full = jointWorks.map(({ a, b, sharedM }) => {
      const metres = Math.min(sharedM, candidates[a]!.lengthM, candidates[b]!.lengthM);
      return costs.jointShare[at] * metres * Math.min(civil.get(a)![at], civil.get(b)![at]);
    });
    const sums = new Map<number, number>();
    jointWorks.forEach(({ a, b }, pair) => {
      for (const place of [a, b]) sums.set(place, (sums.get(place) ?? 0) + full[pair]!);
    });
    const scale = new Map(
      inPairs.map((place) => [place, Math.min(1, segmentCost(candidates[place]!, costs).eur[at] / sums.get(place)!)]),
    );
    // Rounded down, so that what was scaled to a cost does not exceed it again.
    return jointWorks.map(({ a, b }, pair) =>
      full[pair] === 0 ? 0 : Math.floor(full[pair]! * Math.min(scale.get(a)!, scale.get(b)!)),
    );
  };
  const byCase = Object.fromEntries(COST_CASES.map((at) => [at, savings(at)])) as Record<CostCase, number[]>;
  return jointWorks.map((_, pair) => rangeFrom((at) => byCase[at][pair]!));
}

/** The saving of one pair. Who asks for all of them asks `jointSavings`. */
export const jointSaving = (joint: JointWorks, problem: PlanProblem, costs: CostTable): Range =>
  jointSavings(problem, costs)[problem.jointWorks.indexOf(joint)]!;

/** Whole euros of a set of candidates, given by their places: their costs less what pairs of them save. */
export function planCost(problem: PlanProblem, chosen: Iterable<number>, costs: CostTable): Range {
  const built = new Set(chosen);
  const own = [...built].map((place) => segmentCost(problem.candidates[place]!, costs).eur);
  const saved = jointSavings(problem, costs).filter((_, pair) => {
    const { a, b } = problem.jointWorks[pair]!;
    return built.has(a) && built.has(b);
  });
  const sum = (ranges: Range[], at: CostCase) => ranges.reduce((total, range) => total + range[at], 0);
  return rangeFrom((at) => sum(own, at) - sum(saved, at));
}
