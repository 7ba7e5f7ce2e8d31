import { appraise } from './appraisal.ts';
import { MICRO, newlyServed } from './benefit.ts';
import type { BestPlan, PlanCurve, PlanRanking } from './contract.ts';
import { explainRanking } from './explain.ts';
import { bestRatio } from './greedy.ts';
import { sayImpossible } from './impossible.ts';
import type { KnownProblem } from './known-problems.ts';
import { prepareRanking, rank, type Ranked } from './priority.ts';
import type { PlanProblem } from './problem.ts';
import { rankHoldsAmong } from './rank-holds.ts';
import type { Appraisal } from './schemas.ts';
import { scopeProblem } from './scope.ts';
import type { CurvePoint } from './curve.ts';
import type { Effort } from './search.ts';
import { Searches } from './searches.ts';
import { selectionOf } from './select.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';
import type { PlanSettings } from './settings.ts';

/** How near to the bound a plan must come to be called proven. */
export const PROVEN_WITHIN = 0.005;
const BEST_SECONDS = 30;
const CURVE_SECONDS = 60;
const BUDGETS = 20;
/** Who asks waits so long for the answer; then for its progress. */
const PATIENCE_MS = 400;

interface Watched<News> extends Effort {
  onProgress: (news: News) => void;
  signal: AbortSignal;
}

/** What searches for plans, off this thread. */
export interface Solver {
  solvePlan(selection: Selection, watched: Watched<SearchProgress>): Promise<Choice | Impossible>;
  solveCurve(
    selection: Selection,
    budgetsEur: readonly number[],
    watched: Watched<{ at: number; point: CurvePoint }>,
  ): Promise<CurvePoint[]>;
}

interface Best {
  chosen: number[];
  boundPoints: number | null;
  ended: Choice['ended'] | null;
}

/** Answers what plans are asked for, over problems that are known; searches that take long run on meanwhile. */
export class Planner {
  readonly #solver: Solver;
  readonly #best = new Searches<Best, Best | Impossible>();
  readonly #curves = new Searches<CurvePoint[], CurvePoint[]>();
  /** By the list that a search found: appraised once, however often its progress is asked for. */
  readonly #appraised = new WeakMap<readonly number[], { recomputing: number; appraisal: Appraisal }>();

  constructor(solver: Solver) {
    this.#solver = solver;
  }

  /** @param today YYYY-MM-DD in Italy */
  async best(
    { problem, data }: KnownProblem,
    settings: PlanSettings,
    today: string,
    patienceMs = PATIENCE_MS,
  ): Promise<BestPlan> {
    const scoped = scopeProblem(problem, settings.scope);
    const key = keyOf(data.fingerprint, settings, today);
    const { seconds, progress, result } = await this.#best.ask(key, patienceMs, () => {
      const { selection } = selectionOf(scoped, settings, today);
      const first = { chosen: bestRatio(selection).chosen, boundPoints: null, ended: null };
      return {
        progress: first,
        run: (tell, signal) =>
          this.#solver.solvePlan(selection, {
            relativeGap: PROVEN_WITHIN,
            seconds: BEST_SECONDS,
            signal,
            onProgress: ({ boundPoints }) => tell({ ...first, boundPoints }),
          }),
      };
    });
    const common = { seconds, data, settings };
    if (result !== null && 'why' in result) {
      const impossible = sayImpossible(result, scoped, settings);
      return { ...common, ...NOTHING, state: 'impossible', impossible };
    }
    const { chosen, boundPoints, ended } = result ?? progress;
    const appraisal = this.#appraise(chosen, data.recomputing, (terms) =>
      appraise(scoped, settings, chosen, { today, ...terms }),
    );
    return {
      ...common,
      state: result === null ? 'computing' : 'done',
      points: appraisal.points,
      boundPoints: boundPoints === null ? null : Math.max(boundPoints / MICRO, appraisal.points),
      isProven: ended === 'proven',
      chosen: idsOf(scoped, chosen),
      appraisal,
      impossible: null,
    };
  }

  #appraise(
    chosen: readonly number[],
    recomputing: number,
    make: (terms: { recomputing: number }) => Appraisal,
  ): Appraisal {
    const known = this.#appraised.get(chosen);
    if (known?.recomputing === recomputing) return known.appraisal;
    const appraisal = make({ recomputing });
    this.#appraised.set(chosen, { recomputing, appraisal });
    return appraisal;
  }

  async curve({ problem, data }: KnownProblem, settings: PlanSettings, today: string): Promise<PlanCurve> {
    const scoped = scopeProblem(problem, settings.scope);
    // The whole curve is the same whatever the budget is.
    const key = keyOf(data.fingerprint, { ...settings, budgetEur: 0 }, today);
    const { seconds, progress, result } = await this.#curves.ask(key, PATIENCE_MS, () => {
      const { selection } = selectionOf(scoped, settings, today);
      const found: CurvePoint[] = [];
      return {
        progress: [],
        run: (tell, signal) =>
          this.#solver.solveCurve(selection, budgetsFor(selection), {
            relativeGap: PROVEN_WITHIN,
            seconds: CURVE_SECONDS,
            signal,
            onProgress: ({ at, point }) => {
              found[at] = point;
              tell(found.filter(Boolean));
            },
          }),
      };
    });
    return {
      seconds,
      data,
      state: result === null ? 'computing' : 'done',
      budgets: BUDGETS,
      points: (result ?? progress).flatMap((point) => ('why' in point ? [] : [curvePoint(point, scoped)])),
    };
  }

  /** Every segment, given those that are pinned. */
  ranking({ problem, data }: KnownProblem, settings: PlanSettings): PlanRanking {
    const scoped = scopeProblem(problem, settings.scope);
    const pinned = new Set(settings.pinned);
    const chosen = new Set(scoped.candidates.flatMap(({ id }, place) => (pinned.has(id) ? [place] : [])));
    const packages = prepareRanking(scoped, settings, chosen);
    const reasons = explainRanking(scoped, settings.costs, chosen);
    const holds = rankHoldsAmong(packages, settings.weights);
    const items = rank(packages, settings.weights).map((ranked) => ({
      ...inTheApi(ranked, scoped),
      reasons: reasons(ranked),
      holds: holds(ranked),
    }));
    return { data, items };
  }
}

function curvePoint({ budgetEur, costEur, points, boundPoints, chosen }: Choice & CurvePoint, problem: PlanProblem) {
  return {
    budgetEur,
    costEur,
    points: points / MICRO,
    boundPoints: boundPoints / MICRO,
    firmsNewlyServed: newlyServed(problem, chosen).length,
    segments: idsOf(problem, chosen),
  };
}

function inTheApi({ weighed, ...ranked }: Ranked, problem: PlanProblem) {
  const { id, name } = problem.candidates[ranked.candidate]!;
  return {
    rank: ranked.rank,
    id,
    name,
    points: ranked.points / MICRO,
    cost: ranked.cost,
    pointsPerMillionEur: ranked.pointsPerMillionEur,
    firms: weighed.firms,
    employees: weighed.employees,
    firmsNotStatingEmployees: ranked.firmsNotStatingEmployees,
    exportShare: ranked.exportShare,
    pledges: weighed.pledges,
    eurPerM: ranked.eurPerM,
    needs: idsOf(problem, ranked.needs),
  };
}

const NOTHING = { points: null, boundPoints: null, isProven: false, chosen: [], appraisal: null };

const keyOf = (fingerprint: string, settings: PlanSettings, today: string): string =>
  JSON.stringify([fingerprint, settings, today]);

const idsOf = ({ candidates }: PlanProblem, places: readonly number[]): string[] =>
  places.map((place) => candidates[place]!.id);

/** Even steps up to what buys everything that is worth having. */
export function budgetsFor(selection: Selection): number[] {
  const allEur = selection.costEur.reduce((sum, eur) => sum + eur, 0);
  const { costEur } = bestRatio({ ...selection, budgetEur: allEur });
  return Array.from({ length: BUDGETS }, (_, step) => Math.ceil((costEur * (step + 1)) / BUDGETS));
}
