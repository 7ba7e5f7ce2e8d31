import { z } from 'zod';
import { day, defineContract, defineFile, instant, integer } from '../contract.ts';
import { dataset, datasetKind, datasetName } from '../datasets/contract.ts';
import { ENCODINGS, FORMATS } from '../datasets/readers/format-reader.ts';

// The conversation by which a file becomes data: upload -> what was understood -> preview -> check -> import.

const bilingual = z.object({ it: z.string(), en: z.string() });
const crs = z.object({ epsg: integer.nullable(), text: z.string() });

const layer = z.object({
  name: z.string(),
  columns: z.array(z.string()).describe('names by which the file calls what it says of each record'),
  crs: crs.nullable().describe('as the file declares it; null where it declares none'),
  records: integer.nullable().describe('null where only reading tells'),
  encoding: z.enum(ENCODINGS).nullable(),
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  headerLine: integer.nullable(),
});

/** How a file is to be read: what it is, and which of its columns says what. */
export const choices = z.object({
  kind: datasetKind,
  layer: z.string().max(300).nullable(),
  encoding: z.enum(ENCODINGS).nullable(),
  delimiter: z.enum([',', ';', '\t', '|']).nullable(),
  headerLine: z.int().min(1).max(1000).nullable(),
  epsg: z.int().min(1024).max(998_999).describe('coordinate system of the file'),
  swapAxes: z.boolean().describe('the file has latitude, or north, first'),
  decimal: z.enum(['point', 'comma']).describe('what parts whole numbers from fractions; the other parts thousands'),
  columns: z
    .record(z.string().max(100), z.string().max(300).nullable())
    .describe('for a column of the kind, the name that the file has for it; null: the file does not say it'),
});
export type Choices = z.infer<typeof choices>;

const upload = z.object({
  id: z.uuid(),
  fileName: z.string(),
  bytes: integer,
  sha256: z.string(),
  expiresAt: instant,
  format: z.enum(FORMATS),
  layers: z.array(layer),
  proposed: choices.describe('what the program would do if nobody said otherwise'),
  remembered: z.boolean().describe('a file of the same shape was imported before, and is read as that one was'),
  doubts: z.array(bilingual).describe('what should be looked at before anything is imported'),
});
export type Upload = z.infer<typeof upload>;

const rowFault = z.object({
  row: integer,
  line: integer,
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: bilingual,
});

const preview = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      required: z.boolean(),
      from: z.string().nullable(),
      meaning: bilingual,
      samples: z.array(z.string()).describe('up to three values as they are in the file'),
    }),
  ),
  unused: z.array(z.string()).describe('columns of the file that are not taken'),
  rows: z.array(
    z.object({
      row: integer,
      line: integer,
      values: z.record(z.string(), z.string().nullable()).describe('by column of the kind, as they are in the file'),
      geometry: z.unknown().describe('GeoJSON, WGS 84; null where the row has no place or a faulty one'),
      faults: z.array(rowFault),
    }),
  ),
  isWhole: z.boolean().describe('the file has no more rows than these'),
  warnings: z.array(bilingual),
  crsGuesses: z
    .array(z.object({ epsg: integer, name: z.string(), fits: z.number(), why: bilingual }))
    .describe('coordinate systems in which the numbers lie in Italy, the likeliest first; `fits` is the share of rows'),
});
export type Preview = z.infer<typeof preview>;

const run = z.object({
  id: z.uuid(),
  uploadId: z.uuid(),
  state: z.enum(['checking', 'checked', 'importing', 'imported', 'unchanged', 'failed', 'cancelled']),
  progress: z
    .object({ rows: integer, bytesRead: integer, bytesTotal: integer })
    .describe('rows: read while the file is checked, brought over while it is imported'),
  report: z
    .object({
      rowsRead: integer,
      rowsFaultless: integer,
      faultCount: integer,
      faults: z.array(rowFault).describe('the first 1,000; all of them in faults.csv as far as they are kept'),
      warnings: z.array(bilingual),
    })
    .nullable()
    .describe('once checked'),
  problem: z.object({ type: z.string(), title: bilingual, detail: bilingual }).nullable().describe('why it failed'),
  dataset: dataset.nullable().describe('once imported, or unchanged'),
});
export type Run = z.infer<typeof run>;

const uploadParams = z.object({ id: z.uuid() });
const runParams = z.object({ id: z.uuid() });

export const addUpload = defineContract({
  method: 'post',
  path: '/uploads',
  summary: 'Send a file of any format; nothing changes yet: the answer says how it was understood',
  tag: 'imports',
  query: z.object({ fileName: z.string().min(1).max(200) }),
  upload: { mediaTypes: ['*/*'] },
  access: 'administrator',
  answer: upload,
});

export const getUpload = defineContract({
  path: '/uploads/:id',
  summary: 'An uploaded file, and how it was understood',
  tag: 'imports',
  params: uploadParams,
  access: 'administrator',
  answer: upload,
});

export const removeUpload = defineContract({
  method: 'delete',
  path: '/uploads/:id',
  summary: 'Throw an uploaded file away',
  tag: 'imports',
  params: uploadParams,
  access: 'administrator',
  answer: z.object({ removed: z.uuid() }),
});

export const previewUpload = defineContract({
  method: 'post',
  path: '/uploads/:id/preview',
  summary: 'The first rows as they would be imported, on the map and as a table, with their faults',
  tag: 'imports',
  params: uploadParams,
  body: choices,
  access: 'administrator',
  answer: preview,
});

export const proposeChoices = defineContract({
  method: 'post',
  path: '/uploads/:id/proposal',
  summary: 'What the program would do with another kind or layer of the same file',
  tag: 'imports',
  params: uploadParams,
  body: z.object({ kind: datasetKind.nullable(), layer: z.string().max(300).nullable() }),
  access: 'administrator',
  answer: choices,
});

export const checkUpload = defineContract({
  method: 'post',
  path: '/uploads/:id/runs',
  summary: 'Read the whole file and find every faulty row; a run that waits to be imported; nothing changes yet',
  tag: 'imports',
  params: uploadParams,
  body: z.object({
    choices,
    dataset: z.object({
      name: datasetName,
      nature: z.enum(['fact', 'generated']).nullable().describe('null: generated where the file says so, else fact'),
      origin: z.string().max(300).nullable(),
      sourceUrl: z.string().max(500).nullable(),
      licence: z.string().max(200).nullable(),
      asOf: day.nullable(),
    }),
  }),
  access: 'administrator',
  answer: run,
});

export const getRun = defineContract({
  path: '/runs/:id',
  summary: 'How far a run is, and what it found',
  tag: 'imports',
  params: runParams,
  access: 'administrator',
  answer: run,
});

export const exportFaults = defineFile({
  path: '/runs/:id/faults.csv',
  summary: 'The faulty rows of a run, to send back to whom the file came from',
  tag: 'imports',
  params: runParams,
  mediaTypes: ['text/csv'],
});

export const importRun = defineContract({
  method: 'post',
  path: '/runs/:id/import',
  summary: 'Import what was checked: all of it, or the faultless rows alone',
  tag: 'imports',
  params: runParams,
  body: z.object({ rows: z.enum(['all', 'faultless']) }),
  access: 'administrator',
  answer: run,
});

export const cancelRun = defineContract({
  method: 'delete',
  path: '/runs/:id',
  summary: 'Stop a run and throw away what it has read; what is imported stays',
  tag: 'imports',
  params: runParams,
  access: 'administrator',
  answer: run,
});
