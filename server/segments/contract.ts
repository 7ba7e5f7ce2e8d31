import { z } from 'zod';
import {
  bbox,
  day,
  defineContract,
  featureCollection,
  integer,
  istatCode,
  multiLine,
  page,
  provenance,
} from '../contract.ts';
import { STATUSES } from './status.ts';
import { technology } from '../targets/contract.ts';

const segmentStatus = z.enum(STATUSES);
export const WORKS_TYPES = ['trench', 'microTrench', 'aerial', 'existingDuct'] as const;

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
  worksType: z.enum(WORKS_TYPES).nullable(),
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
  ...provenance,
});

export const listSegments = defineContract({
  path: '/segments',
  summary: 'Planned segments as GeoJSON',
  tag: 'segments',
  query: z.object({
    bbox: bbox.optional(),
    municipality: istatCode.optional(),
    status: segmentStatus.optional(),
    ...page(5000, 1000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(multiLine, segment),
});
