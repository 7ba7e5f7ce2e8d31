import { z } from 'zod';
import { asOf, day, defineContract, defineFile, instant, integer, page, position } from '../contract.ts';
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
  version: integer.describe('number of the newest version; 0: nothing was imported, it is drawn by hand'),
});
export type Dataset = z.infer<typeof dataset>;

export const listDatasets = defineContract({
  path: '/datasets',
  summary: 'The data sets behind the figures',
  tag: 'datasets',
  query: z.object({ asOf }),
  answer: z.object({ items: z.array(dataset) }),
});

export const CHANGE_KINDS = ['added', 'removed', 'moved', 'changed'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const changeCounts = z.object({ added: integer, removed: integer, moved: integer, changed: integer });
export type ChangeCounts = z.infer<typeof changeCounts>;

/** What one import brought, and what it changed against what stood before. */
export const datasetVersion = dataset.omit({ id: true, kind: true, name: true, version: true }).extend({
  number: integer,
  takenBackTo: integer
    .nullable()
    .describe('the version that stands again by this one; 0: nothing does; null: this one is an import'),
  changes: changeCounts.describe('a feature may be both moved and changed'),
});
export type DatasetVersion = z.infer<typeof datasetVersion>;

const datasetId = z.coerce.number().int().min(1).max(2_147_483_647);

export const listVersions = defineContract({
  path: '/datasets/:id/versions',
  summary: 'The versions of a data set, newest first',
  tag: 'datasets',
  params: z.object({ id: datasetId }),
  answer: z.object({ items: z.array(datasetVersion) }),
});

const change = z.object({
  id: z.string(),
  name: z.string().nullable(),
  kinds: z.array(z.enum(CHANGE_KINDS)).min(1),
  movedM: z
    .number()
    .nullable()
    .describe('metres between the old place and the new; of lines and areas, between their centres (centroids)'),
  before: position.nullable().describe('the old place, or its centre'),
  after: position.nullable().describe('the new place, or its centre'),
  attributes: z
    .array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() }))
    .describe('what the feature says otherwise now'),
  sourceRow: integer.nullable().describe('row of the file that brought it; null where it was removed'),
});
export type Change = z.infer<typeof change>;

const versionParams = z.object({ id: datasetId, number: datasetId });
const changeKind = z.enum(CHANGE_KINDS).optional().describe('absent: all');

export const listChanges = defineContract({
  path: '/datasets/:id/versions/:number/changes',
  summary: 'What a version changed against what stood before it, in the order of ids',
  tag: 'datasets',
  params: versionParams,
  query: z.object({ kind: changeKind, ...page(1000, 100) }),
  answer: z.object({ version: datasetVersion, numberMatched: integer, items: z.array(change) }),
});

export const exportChanges = defineFile({
  path: '/datasets/:id/versions/:number/changes.csv',
  summary: 'What a version changed, one line for each attribute that differs; the first 100,000 features',
  tag: 'datasets',
  params: versionParams,
  query: z.object({ kind: changeKind }),
  mediaTypes: ['text/csv'],
});

export const takeBackVersion = defineContract({
  method: 'post',
  path: '/datasets/:id/take-back',
  summary: 'Take the newest version back: what stood before it stands again, as a new version',
  tag: 'datasets',
  params: z.object({ id: datasetId }),
  body: z.object({ version: z.int().min(1).describe('the newest one; 409 where it is not') }),
  access: 'administrator',
  answer: z.object({ dataset }),
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
