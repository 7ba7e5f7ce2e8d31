import type { SegmentStatus } from '../segments/status.ts';
import type { Works } from '../segments/works.ts';

/**
 * What plans choose from and for whom, at one target and horizon, everywhere: segments that may be built (`candidates`) and the
 * firms that nothing serves without them. Lists refer to each other by place in the list. Candidates may come from
 * anywhere: nothing here asks whether a segment is stored, drawn or proposed by a program.
 */
export interface PlanProblem {
  /** In the order of their ids. */
  candidates: Candidate[];
  /** Firms with a position that are not served without a plan and that at least one candidate reaches; by id. */
  firms: PlanFirm[];
  jointWorks: JointWorks[];
  /** In the order of their codes. */
  municipalities: PlanMunicipality[];
  /** Segments of the right status that no plan can build, and why. */
  leftOut: { id: string; name: string | null; municipalities: number[]; reason: LeftOutReason }[];
}

/** `noDate`: no promised day; `late`: promised for after the horizon; `tooSlow`: below the target; `radio`: the target asks for wires. */
export type LeftOutReason = 'noDate' | 'late' | 'tooSlow' | 'radio';

/** A segment that a plan may build. */
export interface Candidate {
  id: string;
  name: string | null;
  status: SegmentStatus;
  lengthM: number;
  /** Share of the length by works type, summing to 1; null where no works are known. */
  works: Works | null;
  crossings: number;
  terminations: number;
  /** Whole euros. */
  statedCostEur: number | null;
  /** YYYY-MM-DD, the latest promise, the horizon at most. */
  readyOn: string;
  /** What it can be joined to without any other candidate. */
  joins: Join[];
  /** Candidates that it touches. */
  neighbours: number[];
  /** Where its length lies; the shares sum to 1. None where it lies in no municipality here. */
  lengthShares: { municipality: number; share: number }[];
  /** Municipalities of whose zones its reach meets a gap. */
  zonesIn: number[];
  /** Metres that lie in the trench of a segment being built anyway in the same period. */
  sharedWithCommittedM: number;
  /** True where its data set was generated for demonstration. */
  generated: boolean;
}

export interface Join {
  kind: 'deliveryPoint' | 'coverage' | 'segment';
  id: string;
  name: string | null;
}

/** A firm that no coverage, and no segment that is built anyway, serves. */
export interface PlanFirm {
  id: string;
  municipality: number;
  employees: number | null;
  /** 0 to 1, to three decimals. */
  exportShare: number | null;
  /** It has said that it would subscribe. */
  pledges: boolean;
  inZone: boolean;
  /** Candidates that reach it, ascending; at least one. */
  reachedBy: number[];
}

/** Two candidates that dig in the same place and period: who builds both digs so many metres once. `a` < `b`. */
export interface JointWorks {
  a: number;
  b: number;
  sharedM: number;
}

export interface PlanMunicipality {
  code: string;
  name: string;
  provinceCode: string | null;
  /** With a position, not served without a plan. */
  firmsNotServed: number;
  /** Served today, or by segments that are built anyway. */
  firmsServed: number;
  /** Known only to the municipality: neither served nor not, and in no plan's benefit. */
  firmsPositionUnknown: number;
}
