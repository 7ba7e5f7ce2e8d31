import { z } from 'zod';
import { day, defineContract, instant, integer } from '../contract.ts';
import { DRAWN } from '../segments/drawn.ts';

export const KINDS = [
  'municipalities',
  'broadband-statistics',
  'firms',
  'zones',
  'coverage',
  'segments',
  'delivery-points',
  'municipality-mergers',
  'address-register',
  'address-mapping',
  'roads',
] as const;
export const datasetKind = z.enum(KINDS);
export type DatasetKind = z.infer<typeof datasetKind>;

/** Importing a file of the same kind and name makes a new version of the same data set. */
export const datasetName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\w .()-]+$/u, 'letters, digits, space . ( ) _ -')
  .refine((name) => name !== DRAWN, 'kept for what is drawn by hand');

/** What was imported, from where, under which licence, and whether it is fact or generated. */
export const dataset = z.object({
  id: integer,
  kind: datasetKind,
  name: z.string().describe('importing a file of the same kind and name replaces what the earlier one brought'),
  nature: z.enum(['fact', 'generated']),
  origin: z.string().nullable().describe('who published it'),
  sourceUrl: z.string().nullable(),
  licence: z.string().nullable(),
  asOf: day.nullable().describe('the day the data speaks of'),
  fileName: z.string(),
  sha256: z.string(),
  importedAt: instant,
  rowsRead: integer,
  rowsStored: integer,
  rowsWithoutPlace: integer.describe('rows stored that no municipality here matches'),
  warnings: z
    .array(z.object({ it: z.string(), en: z.string() }))
    .describe('what the import noticed and let pass, in both languages'),
});
export type Dataset = z.infer<typeof dataset>;

export const listDatasets = defineContract({
  path: '/datasets',
  summary: 'The data sets behind the figures',
  tag: 'datasets',
  answer: z.object({ items: z.array(dataset) }),
});

export const importDataset = defineContract({
  method: 'post',
  path: '/datasets',
  summary: 'Import a file: all of it, or nothing and the list of its faulty rows',
  tag: 'datasets',
  query: z.object({
    kind: datasetKind,
    name: datasetName,
    fileName: z.string().min(1).max(200),
    nature: z.enum(['fact', 'generated']).optional().describe('absent: generated where the file says so, else fact'),
    origin: z.string().max(300).optional(),
    sourceUrl: z.string().max(500).optional(),
    licence: z.string().max(200).optional(),
    asOf: day.optional(),
  }),
  upload: {
    mediaTypes: ['text/csv', 'application/json', 'application/geo+json', 'application/octet-stream'],
  },
  access: 'administrator',
  answer: z.object({ outcome: z.enum(['imported', 'unchanged']), dataset }),
});
