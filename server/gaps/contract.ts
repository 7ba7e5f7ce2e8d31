import { z } from 'zod';
import { day, defineContract, instant, integer, istatCode, multiPolygon } from '../contract.ts';
import { question } from '../targets/contract.ts';

/** A share of something the firms have (employees, export share), over the firms that state it. Blank is not zero. */
const weighted = z.object({
  firmsStating: integer.describe('firms with a known position that state the figure'),
  firmsNotStating: integer,
  total: z.number().describe('sum over the firms that state it'),
  notServed: z.number().describe('of it, with firms that are not served'),
  share: z.number().nullable().describe('notServed / total, 0 to 1; null where nobody states it'),
});

/** What is and is not served in one municipality, at one target, on one day. Areas in m2 on the WGS84 ellipsoid. */
export const figures = z.object({
  zoneAreaM2: z.number(),
  zoneGapM2: z.number().describe('zone area that nothing serves'),
  zoneGapShare: z.number().nullable().describe('zoneGapM2 / zoneAreaM2, 0 to 1; null where there is no zone'),
  zonesWithGap: integer,
  firmsServed: integer,
  firmsNotServed: integer,
  firmsPositionUnknown: integer.describe('known only to the municipality: neither served nor unserved'),
  employees: weighted,
  exportShare: weighted.describe('each firm weighs as much as the share of its turnover that it exports'),
  aidClasses: z
    .object({ white: integer, grey: integer, black: integer })
    .describe('firms with a position by number of networks that serve them: 0, 1, 2 or more'),
});
export type Figures = z.infer<typeof figures>;

/** `recomputing`: an input has changed since; the figures are the last ones and new ones are on their way. */
export const gapState = z.enum(['current', 'recomputing', 'notComputed']);

export const municipalityGapSummary = z.object({
  state: gapState,
  methodVersion: z.string().nullable(),
  computedAt: instant.nullable(),
  before: figures.nullable().describe('with the coverage of today alone'),
  after: figures.nullable().describe('with the planned segments ready by the horizon'),
  firmsNewlyServed: integer.nullable(),
  failures: z
    .array(z.object({ zoneId: z.string(), culprits: z.array(z.string()), reason: z.string() }))
    .describe('zones whose geometry could not be processed and that the figures leave out'),
});
export type MunicipalityGapSummary = z.infer<typeof municipalityGapSummary>;

/** What a page of figures answers, and how fresh it is. */
export const asked = z.object({
  target: integer,
  horizon: day,
  proposed: z.boolean(),
  plansUntil: day.describe('until when planned segments count for the aid class; the horizon at most'),
});

const zoneGapProperties = z.object({
  zoneId: z.string(),
  zoneName: z.string().nullable(),
  municipalityCode: istatCode,
  when: z.enum(['before', 'after']),
  zoneAreaM2: z.number(),
  gapAreaM2: z.number(),
  generated: z.boolean(),
});

export const getGap = defineContract({
  path: '/municipalities/:code/gap',
  summary:
    'The gap of one municipality as GeoJSON: one feature a zone with a gap, before and after the planned segments',
  tag: 'gaps',
  params: z.object({ code: istatCode }),
  query: z.object(question),
  mediaType: 'application/geo+json',
  answer: z.object({
    type: z.literal('FeatureCollection'),
    asked,
    gap: municipalityGapSummary,
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string(),
        geometry: multiPolygon,
        properties: zoneGapProperties,
      }),
    ),
  }),
});
