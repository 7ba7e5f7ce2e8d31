import { z } from 'zod';
import {
  asOf,
  bbox,
  day,
  defineContract,
  featureCollection,
  integer,
  istatCode,
  multiPolygon,
  page,
  point,
  provenance,
} from '../contract.ts';
import { technology } from '../targets/contract.ts';

/** What can be bought at a place: the physical network and its best product there. Resellers are no network of their own. */
const service = {
  network: z.string(),
  operator: z.string().nullable(),
  technology,
  downMbps: z.number(),
  upMbps: z.number().nullable(),
};

export const coverage = z.object({
  form: z.enum(['area', 'premises']).describe('an area, or one covered premises point (served within 50 m of it)'),
  ...service,
  asOf: day.nullable().describe('the day the source speaks of'),
  ...provenance,
});

export const listCoverage = defineContract({
  path: '/coverage',
  summary: 'Existing coverage as GeoJSON: areas, and covered premises as points',
  tag: 'coverage',
  query: z.object({
    bbox: bbox.optional(),
    asOf,
    municipality: istatCode.optional(),
    technology: technology.optional(),
    minDownMbps: z.coerce.number().min(0).max(1_000_000).optional(),
    ...page(10_000, 2000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(z.union([multiPolygon, point]), coverage).extend({
    areas: integer,
    premises: integer,
  }),
});
