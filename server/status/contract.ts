import { z } from 'zod';
import { defineContract, instant, integer, istatCode } from '../contract.ts';

/** How the computing of new figures gets on. */
const progress = z.object({
  since: instant.nullable().describe('when the first of what waits became stale; null where nothing waits'),
  computing: integer.describe('municipalities that are being computed'),
  done: integer.describe('municipalities computed since then'),
  perMinute: z.number().nullable().describe('municipalities computed a minute, over the last minute'),
  remainingS: z.number().nullable().describe('seconds until all is computed, at that rate'),
  failed: z
    .array(z.object({ code: istatCode, name: z.string(), reason: z.string(), retryAt: instant.nullable() }))
    .describe('municipalities that could not be computed (20 at most); each is tried again'),
});

const status = z.object({
  status: z.literal('ready'),
  version: z.string(),
  database: z.enum(['embedded', 'native']),
  databaseVersion: z.string(),
  methodVersion: z.string(),
  municipalities: integer,
  recomputing: integer.describe('municipalities that wait for new figures'),
  progress,
  lastComputedAt: instant.nullable(),
  demonstrationData: z.boolean().describe('true where generated data is among what is shown'),
});

/** Also served at /status, outside the API, for supervisors. */
export const getStatus = defineContract({
  path: '/status',
  summary: 'Is it ready, and how fresh',
  tag: 'status',
  answer: status,
});

export const getSettings = defineContract({
  path: '/settings',
  summary: 'What the page needs to know at its start',
  tag: 'status',
  answer: z.object({
    basemapUrl: z.string().nullable(),
    version: z.string(),
    bbox: z
      .tuple([z.number(), z.number(), z.number(), z.number()])
      .nullable()
      .describe('[west, south, east, north] of all municipalities; null where there is none'),
  }),
});

export type Progress = z.infer<typeof progress>;
