import type { CostTable } from './unit-costs.ts';

/** What a plan is asked for. Everything that it depends on but the data. */
export interface PlanSettings {
  /** Mbit/s down. */
  target: number;
  /** YYYY-MM-DD. */
  horizon: string;
  /** Whether segments without final financing may be chosen. */
  proposed: boolean;
  scope: Scope;
  weights: Weights;
  costs: CostTable;
  /** Which of the costs the budget must hold for. */
  costCase: CostCase;
  /** Whole euros. */
  budgetEur: number;
  /** Ids of segments that are built, or not, whatever the figures say. */
  pinned: string[];
  excluded: string[];
  /** At least one zone with a gap is reached in every municipality where a candidate can. */
  zoneInEach: boolean;
  /** Most euros spent in one municipality, by where the length lies; null: no limit. */
  capPerMunicipalityEur: number | null;
  /** Metres that can be built in a year; null: no limit and no calendar. */
  metresPerYear: number | null;
}

/** Whose firms count: everywhere, in one province (two letters, such as CR), or in municipalities by ISTAT code. */
export type Scope =
  | { kind: 'everywhere' }
  | { kind: 'province'; code: string }
  | { kind: 'municipalities'; codes: string[] };

export const COST_CASES = ['low', 'likely', 'high'] as const;
export type CostCase = (typeof COST_CASES)[number];

/** Points of a firm newly served; multiples of 0.001, so that sums are exact. */
export interface Weights {
  /** For every firm. */
  firm: number;
  /** For each employee, where stated. */
  employee: number;
  /** For the whole of a firm's turnover exported; half of it for one that exports half. */
  exportShare: number;
  /** For a firm that has said that it would subscribe. */
  pledge: number;
  /** For a firm in an industrial zone. */
  zone: number;
}
export const WEIGHTS = ['firm', 'employee', 'exportShare', 'pledge', 'zone'] as const satisfies (keyof Weights)[];

/** A hundred employees, all of the turnover exported, or a pledge count as much as one more firm. */
export const USUAL_WEIGHTS: Weights = { firm: 1, employee: 0.01, exportShare: 1, pledge: 1, zone: 0 };
