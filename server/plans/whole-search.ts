import type { Highs, ModelData } from 'highs';
import { columnsFor, type Programme, type Row } from './budget.ts';
import { modelOf, MOST_SECONDS } from './relaxation.ts';

/** What the solver's tolerances may hide of an objective: so much, and so much of it. */
const HIDDEN = 1e-6;
const HIDDEN_SHARE = 1e-7;

export const hidden = (objective: number): number => HIDDEN + Math.abs(objective) * HIDDEN_SHARE;

/** What to do on hearing of a set that the programme takes for the best so far: rows that it breaks, none where it is right. */
export type OnSet = (chosen: Set<number>) => Row[];

export interface WholeSearch {
  programme: Programme;
  /** Rows beyond those of the programme are added to this list as they are found. */
  rows: Row[];
  /** 1 or 0 for columns that are known to be so in all sets still looked for; -1 for the others. */
  fixed: Int8Array | null;
  /** A set to start from. */
  start: ReadonlySet<number> | null;
  relativeGap: number;
  /** In units of the programme's cost. */
  absoluteGap?: number;
  /** True where a programme is so small that getting it ready takes longer than searching it. */
  isSmall?: boolean;
  secondsLeft: () => number;
  onSet: OnSet;
  /** Hears the least cost that any set may have; returns whether that is enough. */
  onBound: (bound: number) => boolean;
}

/** `exhausted`: no set is better than those that `onSet` found right, to the gap; `stopped`: told to, or time was over. */
export type WholeEnd = { how: 'exhausted' | 'stopped'; bound: number };

/**
 * Searches whole solutions by branching; each time that one breaks rows it did not know, it starts again with these.
 *
 * @returns with a bound on the cost of all sets, but for the tolerances of the solver
 */
export function searchWhole(highs: Highs, search: WholeSearch): WholeEnd {
  let bound = -Infinity;
  for (;;) {
    const found: Row[] = [];
    const end = searchOnce(highs, search, found, bound);
    bound = Math.max(bound, end.bound);
    if (found.length === 0) return { how: end.how, bound };
    search.rows.push(...found);
    if (search.secondsLeft() <= 0) return { how: 'stopped', bound };
  }
}

function searchOnce(highs: Highs, search: WholeSearch, found: Row[], known: number): WholeEnd {
  const { programme } = search;
  const model = highs.createModel(wholeModel(highs, search));
  try {
    if (search.start) model.setSolution({ colValue: columnsFor(programme, search.start) });
    if (search.isSmall) {
      model.options.set({
        presolve: 'off',
        mip_detect_symmetry: false,
        mip_allow_restart: false,
        mip_heuristic_effort: 0,
      });
    }
    model.options.set({
      output_flag: false,
      mip_rel_gap: search.relativeGap,
      mip_abs_gap: search.absoluteGap ?? 0,
      time_limit: Math.min(Math.max(search.secondsLeft(), 0.01), MOST_SECONDS),
    });
    const { modelStatus, callbackType } = highs.constants;
    let isEnough = false;
    model.run({
      [callbackType.mipImprovingSolution]({ data }) {
        const value = data.mip_solution!;
        const chosen = new Set(programme.candidates.filter((_, column) => value[column]! > 0.5));
        found.push(...search.onSet(chosen));
        return undefined;
      },
      [callbackType.mipInterrupt](event) {
        const bound = event.data.mip_dual_bound ?? -Infinity;
        isEnough ||= search.onBound(Math.max(bound, known));
        if (isEnough || found.length > 0 || search.secondsLeft() <= 0) event.interrupt();
        return undefined;
      },
    });
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return { how: 'exhausted', bound: Infinity };
    const bound = Number(model.info.get('mip_dual_bound'));
    if (status === modelStatus.optimal) {
      // The last solution may be one that no callback was told of: presolve alone can find it.
      const { colValue } = model.getSolution();
      found.push(...search.onSet(new Set(programme.candidates.filter((_, column) => colValue[column]! > 0.5))));
      return { how: 'exhausted', bound };
    }
    if (status === modelStatus.interrupted || status === modelStatus.timeLimit) return { how: 'stopped', bound };
    throw new Error(`HiGHS ended with status ${status}`);
  } finally {
    model.dispose();
  }
}

function wholeModel(highs: Highs, { programme, rows, fixed }: WholeSearch): ModelData {
  const { integer, continuous } = highs.constants.variableType;
  const model = modelOf(highs, programme, rows);
  return {
    ...model,
    integrality: programme.cost.map((_, column) => (column < programme.candidates.length ? integer : continuous)),
    colLower: programme.lower.map((lower, column) => (fixed?.[column] === 1 ? 1 : lower)),
    colUpper: programme.lower.map((_, column) => (fixed?.[column] === 0 ? 0 : 1)),
  };
}
