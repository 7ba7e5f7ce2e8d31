import type { Random } from './random.ts';

/** Closed list of the Open Fibre Data Standard 0.3. */
export type SegmentStatus =
  | 'proposed'
  | 'planned'
  | 'underConstruction'
  | 'operational'
  | 'inactive'
  | 'decommissioned';

/** One date that was promised, and when and where; dates are YYYY-MM-DD. */
export type Announcement = { announced_on: string; promised_ready_on: string; source: string };

/** Months count from January of year 0. */
const monthOf = (year: number, month: number): number => year * 12 + month - 1;
/** The demonstration is set in this month: nothing is announced later. */
const PRESENT = monthOf(2026, 11);

/** The months in which the latest promise of a status may fall. */
const LATEST_PROMISE: Record<SegmentStatus, readonly [number, number]> = {
  proposed: [monthOf(2028, 1), monthOf(2030, 12)],
  planned: [monthOf(2027, 1), monthOf(2029, 12)],
  underConstruction: [monthOf(2026, 12), monthOf(2028, 3)],
  operational: [monthOf(2026, 1), monthOf(2026, 9)],
  inactive: [monthOf(2026, 3), monthOf(2026, 6)],
  decommissioned: [monthOf(2026, 1), monthOf(2026, 2)],
};
const OVERDUE: readonly [number, number] = [monthOf(2026, 6), monthOf(2026, 10)];

/**
 * Gives each of `count` segments a status: mostly planned, and with six or more every status at
 * least once, inactive and decommissioned only once.
 */
export function drawStatuses(count: number, random: Random): SegmentStatus[] {
  const times = (share: number): number => Math.max(1, Math.round(share * count));
  const rare: SegmentStatus[] = [
    'inactive',
    'decommissioned',
    ...Array<SegmentStatus>(times(0.06)).fill('operational'),
    ...Array<SegmentStatus>(times(0.16)).fill('proposed'),
    ...Array<SegmentStatus>(times(0.22)).fill('underConstruction'),
  ];
  const planned = Array<SegmentStatus>(Math.max(0, count - rare.length)).fill('planned');
  return random.shuffle([...rare, ...planned].slice(0, count));
}

/** Draws what was announced for a segment, oldest first; the promise slips with most further announcements. */
export function drawAnnouncements(status: SegmentStatus, random: Random): Announcement[] {
  const overdue = status === 'planned' && random.chance(0.07);
  let promised = random.integer(...(overdue ? OVERDUE : LATEST_PROMISE[status]));
  let announced = Math.min(PRESENT - random.integer(1, 9), promised - random.integer(2, 6));
  const slips = random.pick(status === 'proposed' ? [0, 0, 1] : [0, 0, 1, 1, 1, 2, 2, 3]);
  const announcements = [describe(announced, promised, random)];
  for (let slip = 0; slip < slips; slip++) {
    const earlier = announced - random.integer(5, 13);
    promised = Math.max(promised - random.integer(3, 12), earlier + 4);
    announced = earlier;
    announcements.unshift(describe(announced, promised, random));
  }
  return announcements;
}

const SOURCES = ['Comunicato dimostrativo', 'Cronoprogramma dimostrativo', 'Verbale dimostrativo'];

function describe(announced: number, promised: number, random: Random): Announcement {
  return {
    announced_on: dateOf(announced, random.integer(1, 28)),
    // Works are promised for the end of a quarter.
    promised_ready_on: lastDayOf(promised + 2 - (promised % 3)),
    source: `${random.pick(SOURCES)} n. ${random.integer(1, 90)}`,
  };
}

function dateOf(month: number, day: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), month % 12, day)).toISOString().slice(0, 10);
}

function lastDayOf(month: number): string {
  return dateOf(month + 1, 0);
}
