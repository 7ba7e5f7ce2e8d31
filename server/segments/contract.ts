import { z } from 'zod';
import {
  asOf,
  bbox,
  day,
  defineContract,
  featureCollection,
  instant,
  integer,
  istatCode,
  multiLine,
  page,
  provenance,
} from '../contract.ts';
import { STATUSES } from './status.ts';
import { sumsToOne, WORKS_TYPES } from './works.ts';
import { printable } from '../datasets/kinds/row-reader.ts';
import { technology } from '../targets/contract.ts';

const segmentStatus = z.enum(STATUSES);
const worksType = z.enum(WORKS_TYPES);
const share = z.number().min(0).max(1).optional();
const works = z
  .strictObject({ trench: share, microTrench: share, aerial: share, existingDuct: share })
  .refine(sumsToOne, 'shares that sum to 1')
  .describe('shares of the length by works type, which sum to 1');

/** One announced date; all are kept, so that slippage shows. */
export const announcement = z.object({
  announcedOn: day.nullable(),
  promisedReadyOn: day,
  source: z.string().nullable(),
});

export const segment = z.object({
  name: z.string().nullable(),
  network: z.string().nullable(),
  status: segmentStatus,
  worksType: worksType.nullable().describe('as stated; where shares alone are, the one with the largest'),
  works: works.nullable().describe('null: not known; then all of the length is of the works type, if there is one'),
  crossings: integer.nullable().describe('of railways, rivers, motorways; null: not known'),
  terminations: integer.nullable().describe('of fibres; null: not known'),
  technology,
  downMbps: z.number().nullable(),
  upMbps: z.number().nullable(),
  reachM: z
    .number()
    .nullable()
    .describe('places this near to the line are served once it is ready; unknown: serves nobody'),
  lengthM: z.number().describe('on the WGS84 ellipsoid'),
  costEur: z.number().nullable().describe('as stated by the source'),
  readyOn: day.nullable().describe('the latest promise'),
  firstPromisedReadyOn: day.nullable(),
  slippageDays: integer.nullable().describe('latest promise minus the first'),
  overdue: z.boolean().describe('promised for a day that has passed, and still not operational'),
  announcements: z.array(announcement),
  municipalityCodes: z.array(istatCode).describe('municipalities it touches: its line or its reach'),
  editedAt: instant.nullable().describe('when it was changed by hand; null where it is as its source said'),
  editedBy: z.string().nullable(),
  version: z.string().describe('another one whenever anything of the segment is: who changes it says it'),
  ...provenance,
});

export const listSegments = defineContract({
  path: '/segments',
  summary: 'Planned segments as GeoJSON',
  tag: 'segments',
  query: z.object({
    bbox: bbox.optional(),
    asOf,
    municipality: istatCode.optional(),
    status: segmentStatus.optional(),
    ...page(5000, 1000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(multiLine, segment),
});

const segmentFeature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: multiLine,
  properties: segment,
});
/** Name of a data set, `:`, and the source's own id. */
const segmentId = z.string().min(1).max(1101);

export const getSegment = defineContract({
  path: '/segments/:id',
  summary: 'One planned segment as GeoJSON',
  tag: 'segments',
  params: z.object({ id: segmentId }),
  mediaType: 'application/geo+json',
  answer: segmentFeature,
});

const MOST_POSITIONS = 10_000;
const lngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const drawnLines = z.object({
  type: z.literal('MultiLineString'),
  coordinates: z
    .array(z.array(lngLat).min(2))
    .min(1)
    .refine((lines) => lines.flat().length <= MOST_POSITIONS, `at most ${MOST_POSITIONS} positions`),
});

const speedMbps = z.number().min(0).max(1_000_000).nullable();
const version = z
  .string()
  .max(64)
  .describe('of the segment that the change starts from; 409 where it is no longer that');

/** A text that the database can store and a reader can see. */
const written = z
  .string()
  .min(1)
  .max(1000)
  .refine((text) => printable(text) === text, 'a text without control characters');

/** What is told of a segment beside where, when and how fast it serves. */
const segmentDetails = {
  name: written.nullable().optional(),
  network: written.nullable().optional(),
  technology: technology.optional(),
  worksType: worksType.nullable().optional().describe('alone: all of the length is of it, works become null'),
  works: works.nullable().optional().describe('alone: the works type becomes the one with the largest share'),
  crossings: z.int().min(0).max(1000).nullable().optional(),
  terminations: z.int().min(0).max(100_000).nullable().optional(),
  costEur: z.number().min(0).max(1e12).nullable().optional(),
};

/** What may be changed of a segment by hand; what is not given stays. */
export const segmentChange = z.object({
  version,
  geometry: drawnLines.optional(),
  status: segmentStatus.optional(),
  downMbps: speedMbps.optional(),
  reachM: z.number().min(0).max(10_000).nullable().optional(),
  readyOn: day.nullable().optional(),
  ...segmentDetails,
});

export const changeSegment = defineContract({
  method: 'patch',
  path: '/segments/:id',
  summary: 'Change a planned segment by hand; the gaps that it touches are then computed anew',
  tag: 'segments',
  params: z.object({ id: segmentId }),
  body: segmentChange,
  mediaType: 'application/geo+json',
  access: 'administrator',
  answer: segmentFeature,
});

/** A segment that somebody has drawn; what is not given is not known. */
export const newSegment = z.object({
  ...segmentDetails,
  geometry: drawnLines,
  status: segmentStatus,
  technology,
  downMbps: speedMbps.optional(),
  upMbps: speedMbps.optional(),
  reachM: z.number().min(0).max(10_000).nullable().optional(),
  readyOn: day.nullable().optional(),
});

export const drawSegment = defineContract({
  method: 'post',
  path: '/segments',
  summary: 'Add a planned segment drawn by hand; the gaps that it touches are then computed anew',
  tag: 'segments',
  body: newSegment,
  mediaType: 'application/geo+json',
  access: 'administrator',
  answer: segmentFeature,
});

export const splitSegment = defineContract({
  method: 'post',
  path: '/segments/:id/split',
  summary: 'Split a planned segment in two that serve what it served',
  tag: 'segments',
  params: z.object({ id: segmentId }),
  body: z.object({ version, at: lngLat.describe('on the line, or at most 1 m beside it') }),
  access: 'administrator',
  answer: z.object({
    kept: segmentFeature.describe('the part up to there, under the id of the whole'),
    added: segmentFeature.describe('the rest; a stated cost is divided by length'),
  }),
});

export const removeSegment = defineContract({
  method: 'delete',
  path: '/segments/:id',
  summary: 'Delete a segment drawn by hand; others come from files and go with them',
  tag: 'segments',
  params: z.object({ id: segmentId }),
  query: z.object({ version }),
  access: 'administrator',
  answer: z.object({ id: z.string() }),
});
