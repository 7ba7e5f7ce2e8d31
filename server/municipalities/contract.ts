import { z } from 'zod';
import {
  asOf,
  bbox,
  day,
  defineContract,
  instant,
  integer,
  istatCode,
  multiPolygon,
  page,
  position,
  provenance,
} from '../contract.ts';
import { asked, municipalityGapSummary } from '../gaps/contract.ts';
import { question } from '../targets/contract.ts';

/** Households and FTTH by municipality, as AGCOM publishes them. */
export const broadbandStatistic = z.object({
  asOf: day,
  families: integer.nullable(),
  familiesFtth: integer.nullable(),
  ftthShare: z.number().nullable().describe('familiesFtth / families, 0 to 1'),
  datasetId: integer,
  datasetName: z.string(),
  datasetVersion: integer,
  sourceRow: integer.nullable(),
});

const municipality = z.object({
  code: istatCode,
  name: z.string(),
  provinceCode: z.string().nullable().describe('two letters, such as CR'),
  provinceName: z.string().nullable(),
  population: integer.nullable(),
  centre: position.describe('[lng, lat]: the stated centre, else a point inside'),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).describe('[west, south, east, north]'),
  areaM2: z.number().describe('on the WGS84 ellipsoid'),
  statistic: broadbandStatistic.nullable().describe('the latest one'),
  ...provenance,
});

export const municipalityWithGap = municipality.extend({ gap: municipalityGapSummary });

/** Columns that the list may be sorted by: an allow-list, since each names a column. */
export const SORTS = [
  'name',
  'population',
  'firms',
  'firmsNotServed',
  'firmsNotServedAfter',
  'firmsNewlyServed',
  'exportShareNotServed',
  'employeesNotServed',
  'zoneGapM2',
  'zoneGapM2After',
  'zoneGapShare',
  'ftthShare',
] as const;

export const listMunicipalities = defineContract({
  path: '/municipalities',
  summary: 'Municipalities with their gap at a target and a horizon',
  tag: 'municipalities',
  query: z.object({
    ...question,
    q: z.string().max(100).optional().describe('part of a name; accents and case do not matter'),
    province: z.string().max(30).optional().describe('two letters'),
    code: z.string().max(20_000).optional().describe('ISTAT codes, comma-separated'),
    bbox: bbox.optional(),
    withGap: z.enum(['true', 'false']).optional().describe('only those with (without) an unserved firm or zone area'),
    sort: z.enum(SORTS).default('name'),
    order: z.enum(['asc', 'desc']).default('asc'),
    ...page(10_000, 2000),
  }),
  answer: z.object({
    asked,
    total: integer.describe('how many match in all'),
    recomputing: integer.describe('how many municipalities of the whole database wait for new figures'),
    computedAt: instant.nullable().describe('the oldest figure shown'),
    methodVersion: z.string(),
    totals: municipalityGapSummary.pick({ before: true, after: true }).describe('sums over all that match'),
    items: z.array(municipalityWithGap),
  }),
});

export const getMunicipality = defineContract({
  path: '/municipalities/:code',
  summary: 'One municipality with its gap',
  tag: 'municipalities',
  params: z.object({ code: istatCode }),
  query: z.object(question),
  answer: municipalityWithGap.extend({
    asked,
    zones: integer.describe('industrial zones that lie in it, wholly or in part'),
    statistics: z.array(broadbandStatistic).describe('all that are known, newest first'),
  }),
});

export const listBoundaries = defineContract({
  path: '/boundaries',
  summary: 'Boundaries of the municipalities as GeoJSON',
  tag: 'municipalities',
  query: z.object({ bbox: bbox.optional(), asOf }),
  mediaType: 'application/geo+json',
  answer: z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: istatCode,
        geometry: multiPolygon,
        properties: z.object({
          name: z.string(),
          provinceCode: z.string().nullable(),
          ...provenance,
        }),
      }),
    ),
  }),
});
