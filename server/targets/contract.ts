import { z } from 'zod';
import { TECHNOLOGIES } from './technology.ts';
import { day, defineContract, flag, integer } from '../contract.ts';

export const technology = z.enum(TECHNOLOGIES);

/** A speed somebody wants, and which technologies may answer it. */
export const target = z.object({
  downMbps: integer,
  technologies: z.enum(['any', 'wired']),
  nameIt: z.string(),
  nameEn: z.string(),
  source: z.string().describe('document and date behind it, or who added it'),
});
export type Target = z.infer<typeof target>;

/**
 * The question every gap figure answers: served at which speed, on which day, and whether segments without
 * final financing (`proposed`) may count.
 */
export const question = {
  target: z.coerce.number().int().min(1).max(100_000).default(1000).describe('target in Mbit/s down, one of /targets'),
  horizon: day.optional().describe('the day by which planned segments count; today where absent'),
  proposed: flag.describe('count segments that are only proposed'),
};
export type Question = {
  target: number;
  horizon: string;
  proposed: boolean;
  /** The day until which planned segments count for the aid class, the horizon at most. */
  plansUntil: string;
};

/** A dated set of thresholds: named figures, each with its source. */
export const thresholdSet = z.object({
  name: z.string(),
  date: day,
  premisesReachM: integer.describe('a place this near to a covered premises point is served, m'),
  plansWithinYears: integer.describe('planned segments count for the aid class if ready within so many years'),
  figures: z.array(z.object({ key: z.string(), value: z.string(), source: z.string() })),
});
export type ThresholdSet = z.infer<typeof thresholdSet>;

export const listTargets = defineContract({
  path: '/targets',
  summary: 'The targets that gaps are computed for, and the thresholds with their sources',
  tag: 'targets',
  answer: z.object({ items: z.array(target), thresholds: thresholdSet }),
});

export const addTarget = defineContract({
  method: 'post',
  path: '/targets',
  summary: "Add a target of one's own; the gaps at it are then computed for every municipality",
  tag: 'targets',
  body: z.object({
    downMbps: z.int().min(1).max(100_000),
    technologies: z.enum(['any', 'wired']),
    nameIt: z.string().min(1).max(80),
    nameEn: z.string().min(1).max(80),
    source: z.string().min(1).max(300),
  }),
  access: 'administrator',
  answer: target,
});

export const removeTarget = defineContract({
  method: 'delete',
  path: '/targets/:downMbps',
  summary: 'Take away a target and the gaps at it',
  tag: 'targets',
  params: z.object({ downMbps: z.coerce.number().int().min(1).max(100_000) }),
  access: 'administrator',
  answer: z.object({ removed: integer }),
});
