import { signal } from '@preact/signals';
import type { FirmService } from '../../server/firms/contract.ts';
import type { SegmentStatus } from '../../server/segments/status.ts';
import type { Entry } from './legend-entries.ts';
import type { GapClass, LineStyle } from './styles.ts';

/** How the map looks while a plan is on it: what is not said here looks as it always does. */
export interface PlanLook {
  /** Of a segment; null where it looks as usual. `casing`: a band beneath it that marks it. */
  lineOf(id: string, status: SegmentStatus): PlanLine;
  /** Of a municipality once the plan is built; undefined where it is not asked about. */
  classOf(code: string): GapClass | undefined;
  /** Firms that the plan decides about. */
  firms: ReadonlyMap<string, FirmService>;
  /** What the colours of the municipalities are, and the lines and marks that a plan has. */
  legend: { title: string; entries: readonly Entry[] };
  openSegment(id: string): void;
  openMunicipality(code: string): void;
}

export type PlanLine = LineStyle & { opacity: number; casing?: string };

export const planLook = signal<PlanLook | null>(null);
