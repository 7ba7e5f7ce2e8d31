import { type Announcement, type SegmentStatus, drawAnnouncements } from './announcements.ts';
import type { BranchWay } from './branch-way.ts';
import type { Plane } from './plane.ts';
import { seededRandom } from './random.ts';
import { type SegmentFeature, describeSegment } from './segments.ts';
import type { DemoMunicipality } from './site.ts';

/** What is promised for later keeps nobody from planning a branch. */
export const SOON = '2028-12-31';

const PROPOSED_SHARE = 0.15;
/** Half as wide as the zone whose reach suits a branch. */
const HALF_WIDTH_M = 140;
/** Plans take works for those of one period where the promises are less than half a year apart. */
const SAME_PERIOD_DAYS = 180;
/** Promises are drawn until one suits the trunk, so many times at most. */
const DRAWS = 40;

/** The latest day promised, YYYY-MM-DD. */
export const readyOnOf = ({ properties }: SegmentFeature): string => latest(properties.announcements);

/** Draws status, works, cost and promises of a branch that runs as given, from streams named by its town and number. */
export function describeBranch(
  { trunk, line, isBeside }: BranchWay,
  { id, municipality, number }: { id: string; municipality: DemoMunicipality; number: number },
  plane: Plane,
  seed: string,
): SegmentFeature {
  const label = `branch ${municipality.code} ${number}`;
  const random = seededRandom(seed, 'description', label);
  const status = random.chance(PROPOSED_SHARE) ? 'proposed' : 'planned';
  const properties = describeSegment([line], { id: label, halfWidthM: HALF_WIDTH_M }, status, random, seed);
  const announcements = promise(status, isBeside ? trunk.readyOn : null, (draw) => seededRandom(seed, label, draw));
  const name = `${trunk.id} – ${municipality.name}, diramazione ${number}`;
  return {
    type: 'Feature',
    properties: { id, name, ...properties, announcements },
    geometry: { type: 'LineString', coordinates: line.map(plane.toLngLat) },
  };
}

/**
 * What is announced of a branch: mostly that it will be ready soon.
 *
 * @param besideOn when the trunk will be ready whose road it begins in: both are dug at once
 */
function promise(
  status: SegmentStatus,
  besideOn: string | null,
  randomOf: (draw: number) => ReturnType<typeof seededRandom>,
): Announcement[] {
  const draws = Array.from({ length: DRAWS }, (_, draw) => drawAnnouncements(status, randomOf(draw)));
  const soon = draws.filter((drawn) => latest(drawn) <= SOON);
  const atOnce = soon.filter((drawn) => besideOn !== null && daysBetween(latest(drawn), besideOn) < SAME_PERIOD_DAYS);
  return atOnce[0] ?? soon[0] ?? draws[0]!;
}

const latest = (announcements: readonly Announcement[]): string => announcements.at(-1)!.promised_ready_on;

const daysBetween = (one: string, other: string): number => Math.abs(Date.parse(one) - Date.parse(other)) / 864e5;
