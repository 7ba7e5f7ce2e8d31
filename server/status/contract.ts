import { z } from 'zod';
import { defineContract, instant, integer } from '../contract.ts';

const status = z.object({
  status: z.literal('ready'),
  version: z.string(),
  database: z.enum(['embedded', 'native']),
  databaseVersion: z.string(),
  methodVersion: z.string(),
  municipalities: integer,
  recomputing: integer.describe('municipalities that wait for new figures'),
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
