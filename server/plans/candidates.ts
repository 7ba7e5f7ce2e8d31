import type { GapTarget } from '../gaps/gap-input.ts';
import type { SegmentStatus } from '../segments/status.ts';
import type { Works, WorksType } from '../segments/works.ts';
import { type Technology, TECHNOLOGIES, WIRED } from '../targets/technology.ts';
import type { LeftOutReason } from './problem.ts';

/** A segment as the database has it, as far as plans ask. */
export interface SegmentRow {
  id: string;
  name: string | null;
  status: SegmentStatus;
  technology: Technology;
  downMbps: number | null;
  reachM: number | null;
  lengthM: number;
  works: Works | null;
  worksType: WorksType | null;
  crossings: number | null;
  terminations: number | null;
  costEur: number | null;
  readyOn: string | null;
  generated: boolean;
}

/** Segments as a plan at one target and horizon sees them. */
export interface Sorted {
  /** May be built. */
  candidates: (SegmentRow & { readyOn: string })[];
  /** Built anyway, and carries the target by the horizon. */
  committed: SegmentRow[];
  leftOut: { segment: SegmentRow; reason: LeftOutReason }[];
}

/** Statuses of what a plan may build. */
const OPEN: readonly SegmentStatus[] = ['planned', 'proposed'];
/** Statuses of what is built whatever a plan says. */
export const COMMITTED: readonly SegmentStatus[] = ['underConstruction', 'operational'];

/** Technologies that a target takes. */
export const technologiesOf = ({ technologies }: GapTarget): readonly Technology[] =>
  technologies === 'wired' ? WIRED : TECHNOLOGIES;

/**
 * Sorts segments into those that may be built, those that are built anyway and those that no plan can build. One whose speed is
 * unknown serves nobody, as in the gap, but others may be joined to it.
 *
 * @param segments of the statuses of OPEN (`proposed` where it may count) and COMMITTED
 * @param horizon  YYYY-MM-DD
 */
export function sortSegments(segments: readonly SegmentRow[], target: GapTarget, horizon: string): Sorted {
  const sorted: Sorted = { candidates: [], committed: [], leftOut: [] };
  for (const segment of segments) {
    const reason = whyNot(segment, target, horizon);
    if (!OPEN.includes(segment.status)) {
      if (reason === null && segment.downMbps !== null) sorted.committed.push(segment);
    } else if (reason !== null) {
      sorted.leftOut.push({ segment, reason });
    } else {
      sorted.candidates.push({ ...segment, readyOn: segment.readyOn! });
    }
  }
  return sorted;
}

function whyNot(segment: SegmentRow, target: GapTarget, horizon: string): LeftOutReason | null {
  const { technology, downMbps, readyOn } = segment;
  if (downMbps !== null && downMbps < target.downMbps) return 'tooSlow';
  if (!technologiesOf(target).includes(technology)) return 'radio';
  if (readyOn === null) return 'noDate';
  return readyOn > horizon ? 'late' : null;
}
