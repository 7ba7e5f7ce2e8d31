import { z } from 'zod';
import { day, defineContract, instant, integer, istatCode, multiPolygon, position } from '../contract.ts';
import { STATUSES } from '../segments/status.ts';
import { question, technology } from '../targets/contract.ts';

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

const polygons = multiPolygon.shape.coordinates;
const service = { network: z.string(), technology, downMbps: z.number() };

/** Steps by which coverage is read wider, m: most nearest places lie within the first. */
const COVERAGE_WITHIN_M = ['1000', '5000', '25000'] as const;

export const getGapInput = defineContract({
  path: '/municipalities/:code/gap-input',
  summary:
    'Everything that the gap of one municipality depends on, to compute it elsewhere: zones, firms, the coverage around them and all segments within 25 km',
  tag: 'gaps',
  params: z.object({ code: istatCode }),
  query: z.object({
    coverageWithinM: z
      .enum(COVERAGE_WITHIN_M)
      .default('1000')
      .transform(Number)
      .meta({ type: 'string', enum: [...COVERAGE_WITHIN_M] })
      .describe('how far around coverage is wanted; wider where the nearest served place of a firm lies beyond'),
  }),
  answer: z.object({
    code: istatCode,
    boundary: polygons,
    zones: z.array(z.object({ id: z.string(), geometry: polygons })),
    firms: z.array(
      z.object({
        id: z.string(),
        position: position.nullable().describe('null where only the municipality is known'),
        employees: integer.nullable(),
        exportShare: z.number().nullable(),
      }),
    ),
    areas: z.array(z.object({ id: z.string(), ...service, geometry: polygons })),
    premises: z.array(z.object({ id: z.string(), ...service, position })),
    segments: z.array(
      z.object({
        id: z.string(),
        network: z.string().nullable(),
        status: z.enum(STATUSES),
        technology,
        downMbps: z.number().nullable(),
        readyOn: day.nullable(),
        reachM: z.number().nullable(),
        lines: z.array(z.array(position)),
      }),
    ),
    coverageWithinM: integer,
    segmentsWithinM: integer,
    premisesReachM: integer,
  }),
});
