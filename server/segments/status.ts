/** Open Fibre Data Standard 0.3, closed code list of span statuses. */
export const STATUSES = [
  'proposed',
  'planned',
  'underConstruction',
  'operational',
  'inactive',
  'decommissioned',
] as const;
export type SegmentStatus = (typeof STATUSES)[number];

/** Whether a segment of this status serves from its promised day; `proposed` only when asked for. */
export function statusCounts(status: SegmentStatus, proposed: boolean): boolean {
  return (
    status === 'planned' ||
    status === 'underConstruction' ||
    status === 'operational' ||
    (proposed && status === 'proposed')
  );
}
